"""One run of `shopglot normalize`: files in, records out, rejected ones aside, a summary at the end."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

import typer

from shopglot.cli._ending import SOME_REJECTED, UNUSABLE, report
from shopglot.cli.normalize._output import open_output
from shopglot.cli.normalize._rejects import Rejects
from shopglot.cli.normalize._summary import Summary
from shopglot.errors import PlatformError, ResponseError
from shopglot.normalize import Rejected
from shopglot_models import apideck_warnings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from shopglot.cli.normalize._output import Output
    from shopglot.normalize import MaskPolicy
    from shopglot.registry import Connector

__all__ = ["Job"]


@dataclass(slots=True)
class Job:
    """The options of one run, and its summary; `run` runs it."""

    connector: Connector
    resource: str
    output: str
    apideck: bool
    mask_policy: MaskPolicy
    keep_raw: bool
    rejects: Path | None
    summary_file: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    summary: Summary = field(default_factory=Summary)

    def run(self, files: Sequence[str]) -> int:
        """Normalize every file (`-` is stdin) and return the exit code; an unusable file does not stop the others.

        Raises `MappingError`, and `InvalidArgument` for settings that do not fit, before anything is read or written.
        """
        _ = self.connector.normalizer(self.resource, settings=self.settings)
        try:
            rejects = Rejects(self.rejects)
        except OSError as error:
            report(f"{self.rejects}: {error.strerror}")
            return UNUSABLE
        with rejects, open_output(self.output, self.connector.definition, self.resource, apideck=self.apideck) as out:
            usable = [self._file(file, out, rejects) for file in files]
        for line in self.summary.lines(self.rejects):
            typer.echo(line, err=True)
        if self.summary_file is not None:
            try:
                self.summary_file.write_text(f"{json.dumps(self.summary.as_dict(), indent=2)}\n", encoding="utf-8")
            except OSError as error:
                report(f"{self.summary_file}: {error.strerror}")
                return UNUSABLE
        if not all(usable):
            return UNUSABLE
        return SOME_REJECTED if self.summary.rejected else 0

    def _file(self, file: str, out: Output, rejects: Rejects) -> bool:
        name = "stdin" if file == "-" else file
        try:
            with _open(file) as stream:
                self._stream(name, stream, out, rejects)
        except (ResponseError, PlatformError) as error:
            report(error)
            return False
        except BrokenPipeError:
            raise
        except OSError as error:
            report(f"{name}: {error.strerror}")
            return False
        return True

    def _stream(self, name: str, stream: IO[bytes], out: Output, rejects: Rejects) -> None:
        results = self.connector.normalize_many(
            self.resource,
            stream,
            mask_policy=self.mask_policy,
            keep_raw=self.keep_raw,
            where=name,
            settings=self.settings,
        )
        for result in results:
            if isinstance(result, Rejected):
                self.summary.reject(result)
                rejects.add(name, result)
            else:
                self.summary.add(result, apideck_warnings(result.record) if self.apideck else ())
                out.add(result)


def _open(file: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdin.buffer) if file == "-" else open(file, "rb")  # noqa: PTH123 - the caller closes it
