"""Checking files: every error of each, as data and as text for people, programs and GitHub."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopglot.diagnostics import join_alike
from shopglot.mapping import RawTypes, check_mapping
from shopglot.mapping.syntax import Reporter, is_parts_file
from shopglot.workbench._saved import saved_record_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.diagnostics import Diagnostic
    from shopglot.mapping.syntax import MappingFile, Shared
    from shopglot.workbench._find import MappingTarget

__all__ = ["CheckedMapping", "check_files", "check_github", "check_json", "check_text", "pluralize"]


@dataclass(frozen=True, slots=True)
class CheckedMapping:
    """The result of checking one file; `file` is the parsed mapping, or None where it has an error.

    `records` is the number of saved records that it was checked over, None where that was not asked.
    """

    target: MappingTarget
    diagnostics: tuple[Diagnostic, ...]
    file: MappingFile | None
    records: int | None = None

    @property
    def name(self) -> str:
        """The file's name, as diagnostics call it."""
        return self.target.source.name

    def count(self, severity: str) -> int:
        """Count its errors or its warnings."""
        return sum(item.severity == severity for item in self.diagnostics)


def check_files(targets: Iterable[MappingTarget], *, saved: bool = False) -> list[CheckedMapping]:
    """Check each file against both ends; the raw schemas of a connector are read once.

    `saved`: also check that the saved records are there that its tests name.
    """
    # By identity: a folder's connector and an installed one, which it grows out of or into, may have the same id.
    raw_types: dict[int, RawTypes] = {}
    checked = []
    for item in list(targets):
        types = raw_types.setdefault(id(item.connector), RawTypes(item.connector))
        given = saved_record_problem(item.path, item.connector) if saved and item.path is not None else None
        file, diagnostics = check_mapping(item.source, item.connector, types, below=item.below, given=given)
        checked.append(CheckedMapping(item, diagnostics, file))
    for unused, number in _unused_shared(checked):
        checked[number] = replace(checked[number], diagnostics=(*checked[number].diagnostics, unused))
    joined = join_alike(item.diagnostics for item in checked)
    return [replace(item, diagnostics=tuple(found)) for item, found in zip(checked, joined, strict=True)]


def _unused_shared(checked: list[CheckedMapping]) -> Iterator[tuple[Diagnostic, int]]:
    """Yield a warning for each name in a parts file that no mapping uses, where all that might were checked.

    With each the number of the mapping that it is told with.
    """
    users: dict[str, dict[int, list[Shared]]] = {}
    for number, item in enumerate(checked):
        for shared in item.file.shared if item.file is not None else ():
            if shared.node.source is not None:
                users.setdefault(shared.node.source.name, {}).setdefault(number, []).append(shared)
    for name, by_number in users.items():
        if not _all_beside(Path(name).name, checked):
            continue
        used = {(one.what, one.name) for listed in by_number.values() for one in listed if one.used}
        last = max(by_number)
        report = Reporter(checked[last].target.source)
        for one in by_number[last]:
            if (one.what, one.name) not in used:
                text = f"no mapping beside this file uses the {one.what} `{one.name}`"
                report("W903", one.node, text, hint="use it or delete it")
        yield from ((diagnostic, last) for diagnostic in report.diagnostics)


def _all_beside(name: str, checked: list[CheckedMapping]) -> bool:
    """Check whether every mapping that may use a parts file was checked, and is right."""
    paths = {item.target.path.resolve(): item.file for item in checked if item.target.path is not None}
    folders = {path.parent for path in paths if (path.parent / name).is_file()}
    beside = [file for folder in folders for file in folder.iterdir() if file.suffix in {".yaml", ".yml"}]
    texts = {file: file.read_bytes() for file in beside}
    users = [file for file, text in texts.items() if name.encode() in text and not is_parts_file(text)]
    return bool(users) and all(paths.get(file) is not None for file in users)


def check_json(checked: Iterable[CheckedMapping]) -> dict[str, Any]:
    """Return the stable JSON form: every file with its diagnostics, and the totals."""
    files = list(checked)
    return {
        "files": [
            {
                "file": item.name,
                "diagnostics": [diagnostic.as_dict() for diagnostic in item.diagnostics],
                "records": item.records,
            }
            for item in files
        ],
        "errors": sum(item.count("error") for item in files),
        "warnings": sum(item.count("warning") for item in files),
    }


def check_text(checked: Iterable[CheckedMapping], columns: int | None = None) -> str:
    """Return text for a person: file by file, then one line of totals; folded to `columns` where they are given."""
    files = list(checked)
    blocks = [
        "\n\n".join([_headline(item), *(diagnostic.render(columns) for diagnostic in item.diagnostics)])
        for item in files
        if item.diagnostics
    ]
    errors = sum(item.count("error") for item in files)
    warnings = sum(item.count("warning") for item in files)
    total = f"{pluralize(len(files), 'file')}: {pluralize(errors, 'error')}, {pluralize(warnings, 'warning')}"
    looked = [item.records for item in files if item.records is not None]
    records = f"; {pluralize(sum(looked), 'saved record') if any(looked) else 'no saved records'}" if looked else ""
    blocks.append(f"{total}{records}")
    return "\n\n".join(blocks)


def check_github(checked: Iterable[CheckedMapping]) -> str:
    """Return workflow commands, one a line, which GitHub shows as annotations of the lines."""
    return "\n".join(_annotation(diagnostic) for item in checked for diagnostic in item.diagnostics)


def _headline(item: CheckedMapping) -> str:
    return f"{item.name}: {pluralize(item.count('error'), 'error')}, {pluralize(item.count('warning'), 'warning')}"


def pluralize(number: int, noun: str) -> str:
    """Return a number with its noun: `1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _annotation(item: Diagnostic) -> str:
    place = {"file": item.file, "line": item.line, "col": item.column, "endColumn": item.column + item.width}
    properties = ",".join(f"{name}={_escape(str(value), inner=True)}" for name, value in place.items())
    text = f"{item.message} (hint: {item.hint})" if item.hint else item.message
    text += "".join(f"\n{label.where}: {label.message}" for label in item.labels)
    return f"::{item.severity} {properties},title={item.code}::{_escape(text)}"


def _escape(text: str, *, inner: bool = False) -> str:
    # As the workflow commands of GitHub Actions define it.
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if inner else text
