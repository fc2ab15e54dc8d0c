"""How a command ends: exit codes, and a quiet end where a traceback would help nobody."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from shopglot.errors import ShopglotError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["BROKEN_PIPE", "INTERRUPTED", "SOME_REJECTED", "UNUSABLE", "ending", "report"]

SOME_REJECTED = 1
UNUSABLE = 2
# As shells count a process that a signal ended: 128 and the signal's number.
INTERRUPTED = 130
BROKEN_PIPE = 141


def report(text: object) -> None:
    """Print an error on stderr."""
    typer.echo(f"error: {text}", err=True)


@contextmanager
def ending() -> Iterator[None]:
    """Turn what stops a command into a message and an exit code."""
    try:
        yield
    except ShopglotError as error:
        report(error)
        raise typer.Exit(UNUSABLE) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # The reader of our output has closed it. Python flushes once more at exit, and would complain: redirect it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(BROKEN_PIPE) from None
    except Exception as error:
        # pydantic wraps whatever its callbacks raise while it writes JSON, and so Ctrl-C too.
        if type(error).__name__ == "PydanticSerializationError" and "KeyboardInterrupt" in str(error):
            raise typer.Exit(INTERRUPTED) from None
        raise
