"""Two versions of mappings, side by side: files, folders, a connector's own, or a revision of a git repository."""

from __future__ import annotations

import errno
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from shopglot.errors import ShopglotError
from shopglot.mapping import SourceFile
from shopglot.workbench._find import MappingTarget, find_mappings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.registry import Registry

__all__ = ["pair_mappings"]


def pair_mappings(
    registry: Registry, old: str, new: str, targets: Sequence[str] = ()
) -> list[tuple[MappingTarget, MappingTarget]]:
    """Pair the mappings of two versions by file name: first the old one, then the new one.

    Each word is a file, a folder, a connector or `connector/resource`; `old` may also be a git revision, which means
    the files of `new` at that revision. Where both are revisions, the files are those of `targets` (default: every
    mapping), and one that an earlier revision does not have is left out. Raises `ShopglotError` where nothing pairs.
    """
    if targets or _is_revision(registry, new):
        return _pair_revisions(registry, old, new, targets)
    later = find_mappings(registry, [new])
    try:
        earlier = find_mappings(registry, [old])
    except ShopglotError as error:
        return [(_at_revision(item, old, error), item) for item in later]
    if len(earlier) == len(later) == 1:
        return [(earlier[0], later[0])]
    by_name = {_key(item): item for item in earlier}
    pairs = [(by_name[_key(item)], item) for item in later if _key(item) in by_name]
    if not pairs:
        raise ShopglotError(f"no file of {new} has the same name as a file of {old}")
    return pairs


def _pair_revisions(
    registry: Registry, old: str, new: str, targets: Sequence[str]
) -> list[tuple[MappingTarget, MappingTarget]]:
    pairs = []
    for revision in (old, new):
        if not _is_revision(registry, revision):
            raise ShopglotError(
                f"{revision!r} is not a git revision",
                hint="With files, folders or connectors write two words: the old version, then the new one.",
            )
    missing = ShopglotError("no mapping lies in a git repository")
    for item in find_mappings(registry, targets):
        try:
            pairs.append((_at_revision(item, old, missing), _at_revision(item, new, missing)))
        except ShopglotError as error:
            missing = error
    if not pairs:
        raise missing
    return pairs


def _is_revision(registry: Registry, word: str) -> bool:
    name = word.partition("/")[0]
    path = Path(word)
    if word.startswith("-") or name in registry or path.exists() or path.suffix in {".yaml", ".yml"}:
        return False
    return _git(Path.cwd(), "rev-parse", "--verify", "--quiet", f"{word}^{{commit}}") is not None


def _key(target: MappingTarget) -> tuple[str, str]:
    return target.connector.id, Path(target.source.name).name


def _at_revision(target: MappingTarget, revision: str, error: ShopglotError) -> MappingTarget:
    path = target.path
    if path is None or revision.startswith("-"):
        raise error
    shown = _git(path.resolve().parent, "show", f"{revision}:./{path.name}")
    if shown is None:
        raise ShopglotError(
            f"{revision!r} is not a file, a folder, a connector, or a git revision with {target.source.name}"
        )

    def read_beside(name: str) -> bytes:
        found = _git(path.resolve().parent, "show", f"{revision}:./{name}")
        if found is None:
            raise OSError(errno.EIO, f"there is no such file in {revision}")
        return found

    source = SourceFile(f"{revision}:{target.source.name}", shown, read_beside)
    return MappingTarget(source, target.connector, None, target.below)


def _git(folder: Path, *words: str) -> bytes | None:
    """Run git, and return what it prints; None where it says no, or is not there."""
    command = ["git", "-C", str(folder), *words]
    try:
        shown = subprocess.run(command, capture_output=True, check=False, timeout=30)  # noqa: S603 - no shell, and no option
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if shown.returncode else shown.stdout
