"""Unified records on stdout: JSON Lines as they come, one JSON list, or a table at the end."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from shopglot.cli.normalize._json import record_json

if TYPE_CHECKING:
    from shopglot.connector import ConnectorDefinition
    from shopglot.normalize import Normalized

__all__ = ["Output", "open_output"]


class Output(AbstractContextManager["Output"]):
    """Takes records one by one; leaving the context ends the output."""

    def add(self, result: Normalized) -> None:
        """Write one record, or keep it for the end."""
        raise NotImplementedError

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()

    def close(self) -> None:
        """Write what belongs at the end."""


class _Lines(Output):
    def __init__(self, *, apideck: bool) -> None:
        self._apideck = apideck

    def add(self, result: Normalized) -> None:
        _write(record_json(result, apideck=self._apideck) + "\n")


class _List(Output):
    def __init__(self, *, apideck: bool) -> None:
        self._apideck = apideck
        self._before = "[\n"

    def add(self, result: Normalized) -> None:
        _write(self._before + record_json(result, apideck=self._apideck))
        self._before = ",\n"

    def close(self) -> None:
        _write("[]\n" if self._before == "[\n" else "\n]\n")


class _Table(Output):
    def __init__(self, connector: ConnectorDefinition, resource: str) -> None:
        self._connector = connector
        self._resource = resource
        self._records: list[Normalized] = []

    def add(self, result: Normalized) -> None:
        self._records.append(result)

    def close(self) -> None:
        from shopglot.cli.normalize._table import print_table  # noqa: PLC0415 - JSON output needs no terminal

        print_table(self._connector, self._resource, [result.record for result in self._records])


def open_output(form: str, connector: ConnectorDefinition, resource: str, *, apideck: bool) -> Output:
    """Return the output of this form: `jsonl`, `json` or `table`."""
    if form == "table":
        return _Table(connector, resource)
    return _List(apideck=apideck) if form == "json" else _Lines(apideck=apideck)


def _write(text: str) -> None:
    # UTF-8 whatever the locale is; flushed, so that a consumer on a pipe sees each record at once.
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
