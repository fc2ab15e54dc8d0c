"""`shopglot mapping check --watch`: check and test again at every save."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import typer

from shopglot.cli._terminal import fold_width, terminal_width
from shopglot.errors import ShopglotError
from shopglot.registry import load_connectors
from shopglot.workbench import (
    FixtureLoader,
    Watch,
    check_files,
    check_records,
    check_text,
    find_mappings,
    iter_changes,
    pluralize,
    results_text,
    run_tests,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["watch_files"]

_PAUSE = 0.2


def watch_files(targets: Sequence[str], *, records: bool) -> NoReturn:
    """Check and test now and at every save until Ctrl-C; errors in files do not stop it.

    Watched are the mappings with their parts files, the raw schemas and a folder's `connector.yaml`. With `records`
    some saved records run each time.

    Raises `ShopglotError` for a target that is not there, or that nobody can save.
    """
    registry = load_connectors()
    for item in find_mappings(registry, targets):
        if item.path is None:
            raise ShopglotError("nothing to watch: it lies inside an archive", where=item.source.name)

    known: list[Path] = []

    def list_paths() -> list[Path]:
        with suppress(ShopglotError):  # what is broken now is repaired in one of the files that were there before
            known[:] = [path for item in find_mappings(registry, targets) for path in item.paths]
        return known

    def check_once() -> None:
        try:
            checked = check_files(find_mappings(registry, targets), saved=True)
            checked = check_records(checked) if records else checked
        except ShopglotError as error:
            typer.echo(f"error: {error}")
            return
        tested = [one for item in checked for one in run_tests(item, FixtureLoader())]
        failed = sum(one.state != "passed" for one in tested)
        blocks = [
            check_text(checked, fold_width()),
            results_text(tested, terminal_width()),
            f"{pluralize(len(tested), 'test')}, {failed} failed",
        ]
        typer.echo("\n\n".join(block for block in blocks if block))

    watch = Watch(list_paths)
    check_once()
    for changed in iter_changes(watch, _pause):
        typer.echo(f"\n{', '.join(path.name for path in changed)} saved\n")
        check_once()
    raise AssertionError("only the user stops watching")


def _pause() -> None:
    time.sleep(_PAUSE)
