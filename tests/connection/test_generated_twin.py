"""The connection for threads is made from the one for tasks: a change of one of them alone is noticed here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from shopglot import connection

SCRIPT = Path(__file__).parents[2] / "tools" / "make_sync.py"
FOLDER = Path(connection.__file__).parent


def test_the_connection_for_threads_is_what_the_script_writes() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert (done.returncode, done.stderr) == (0, "")


def test_it_says_where_it_comes_from() -> None:
    first = (FOLDER / "_sync.py").read_text().splitlines()[0]
    assert first == "# generated from _async.py by tools/make_sync.py: do not edit"
