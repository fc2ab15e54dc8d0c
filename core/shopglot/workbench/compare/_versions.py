"""Two versions of mappings, side by side: files, folders, a connector's own, or a revision of a git repository."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from shopglot.errors import ShopglotError
from shopglot.mapping import SourceFile
from shopglot.workbench._find import MappingTarget, find_mappings

if TYPE_CHECKING:
    from shopglot.registry import Registry

__all__ = ["pair_mappings"]


def pair_mappings(registry: Registry, old: str, new: str) -> list[tuple[MappingTarget, MappingTarget]]:
    """Pair the mappings of two versions by file name: first the old one, then the new one.

    Each word is a file, a folder, a connector or `connector/resource`; `old` may also be a git revision, which means
    the files of `new` at that revision. Raises `ShopglotError` where nothing pairs.
    """
    later = find_mappings(registry, [new])
    try:
        earlier = find_mappings(registry, [old])
    except ShopglotError as error:
        earlier = [_at_revision(item, old, error) for item in later]
        return list(zip(earlier, later, strict=True))
    if len(earlier) == len(later) == 1:
        return [(earlier[0], later[0])]
    by_name = {_key(item): item for item in earlier}
    pairs = [(by_name[_key(item)], item) for item in later if _key(item) in by_name]
    if not pairs:
        raise ShopglotError(f"no file of {new} has the same name as a file of {old}")
    return pairs


def _key(target: MappingTarget) -> tuple[str, str]:
    return target.connector.id, Path(target.source.name).name


def _at_revision(target: MappingTarget, revision: str, error: ShopglotError) -> MappingTarget:
    path = target.path
    if path is None or revision.startswith("-"):
        raise error
    folder = path.resolve().parent
    command = ["git", "-C", str(folder), "show", f"{revision}:./{path.name}"]
    try:
        shown = subprocess.run(command, capture_output=True, check=False, timeout=30)  # noqa: S603 - no shell, and no option
    except (OSError, subprocess.TimeoutExpired):
        raise error from None
    if shown.returncode:
        raise ShopglotError(
            f"{revision!r} is not a file, a folder, a connector, or a git revision with {target.source.name}"
        )
    return MappingTarget(
        SourceFile(f"{revision}:{target.source.name}", shown.stdout), target.connector, None, target.below
    )
