"""The command line; needs the extra `shopglot[cli]`, and loads it only when it runs."""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]

_EXTRA = frozenset({"rich", "typer"})


def main() -> None:
    """Run the command line with the process's arguments, and end the process with its exit code."""
    # Importing makes many objects and no garbage: at the usual 700 a tenth of a short command goes into looking for it.
    gc.set_threshold(50_000)
    try:
        from shopglot.cli._app import app  # noqa: PLC0415 - the extra may be missing, and then has to be named
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        sys.stderr.write("The command line needs its extra packages:\n    pip install 'shopglot[cli]'\n")
        raise SystemExit(2) from None
    app(prog_name="shopglot")
