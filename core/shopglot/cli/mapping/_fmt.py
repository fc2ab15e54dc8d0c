"""`shopglot mapping fmt`: the one layout of mapping files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import SOME_REJECTED, UNUSABLE, ending, report
from shopglot.errors import ShopglotError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.mapping import SourceFile

__all__ = ["fmt"]

_BLOCKS = ("mapping:", "parts:", "enums:")  # a file of a folder that has none of them at its top is no mapping's


def fmt(
    targets: Annotated[list[str], typer.Argument(metavar="FILES", help="Files and folders; - is stdin, to stdout.")],
    check: Annotated[  # noqa: FBT002 - a flag on the command line, never an argument
        bool, typer.Option("--check", help="Write nothing; name the files that differ, and exit with 1.")
    ] = False,
    diff: Annotated[  # noqa: FBT002 - a flag on the command line, never an argument
        bool, typer.Option("--diff", help="Write nothing; print the differences, and exit with 1 where there are any.")
    ] = False,
) -> None:
    """Lay mapping files out in one way: the order of the blocks, the indentation, lines of at most 120 columns.

    Comments, quotes and empty lines stay, and what is written in brackets stays in brackets where it fits into a line.
    The file is read again: where its meaning or a comment would not be the same, it is left as it is, with an error.

    \b
    Exit code:
        0  written, or nothing to do
        1  with --check or --diff: some files differ
        2  a file can't be read, or laid out without another meaning
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.workbench import format_diff, format_mapping, pluralize  # noqa: PLC0415 - `--help` needs no models

    with ending():
        changed, files, refused = 0, 0, False
        for source, path in _sources(targets):
            files += 1
            try:
                result = format_mapping(source)
            except ShopglotError as error:
                report(error)
                refused = True
                continue
            changed += result.changed
            if diff:
                typer.echo(format_diff(result) + "\n" if result.changed else "", nl=False)
            elif check:
                typer.echo(f"differs: {source.name}\n" if result.changed else "", nl=False)
            elif path is None:
                typer.echo(result.new, nl=False)
            elif result.changed:
                path.write_text(result.new, encoding="utf-8", newline="\n")
                typer.echo(f"formatted: {source.name}")
        if targets != ["-"]:
            done = "differ" if check or diff else "formatted"
            typer.echo(f"{pluralize(files, 'file')}, {changed} {done}", err=diff)
        if refused:
            raise typer.Exit(UNUSABLE)
        if changed and (check or diff):
            raise typer.Exit(SOME_REJECTED)


def _sources(targets: Iterable[str]) -> Iterator[tuple[SourceFile, Path | None]]:
    from shopglot.mapping import SourceFile  # noqa: PLC0415 - as above
    from shopglot.workbench import display_path  # noqa: PLC0415 - as above

    for target in targets:
        if target == "-":
            yield SourceFile("stdin", sys.stdin.buffer.read()), None
            continue
        place = Path(target)
        if not place.exists():
            raise ShopglotError("there is no such file or folder", where=target)
        inside = sorted(place.rglob("*.y*ml")) if place.is_dir() else [place]
        for file in inside:
            source = SourceFile(display_path(file), file.read_bytes())
            if not place.is_dir() or any(line.startswith(_BLOCKS) for line in source.text.splitlines()):
                yield source, file
