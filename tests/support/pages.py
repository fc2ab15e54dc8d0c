"""A page of the documents, run: each of its commands, in their order, and what it says that they print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["run_page"]

_BLOCK = re.compile(r"```(sh|python|text)\n(.*?)```", re.DOTALL)
_SHOPGLOT = f'"{sys.executable}" -c "from shopglot.cli import main; main()" "$@"'


def run_page(
    page: Path,
    work: Path,
    statuses: Mapping[str, int],
    *,
    commands: Mapping[str, str] | None = None,
    variables: Mapping[str, str] | None = None,
) -> int:
    """Run a page's commands in a folder, and return how many there were; every `text` block is in what the last gave.

    `statuses` are the exit statuses that are not 0, by command, each of them met once. `commands` are others beside
    `shopglot` that the page calls, each a line of shell; `variables` are put into their environment.
    """
    scripts = work.parent / f"{work.name}-bin"
    scripts.mkdir()
    for name, line in {"shopglot": _SHOPGLOT, **(commands or {})}.items():
        (scripts / name).write_text(f"#!/bin/sh\nexec {line}\n", encoding="utf-8")
        (scripts / name).chmod(0o755)
    environment = {"PATH": f"{scripts}:{os.environ['PATH']}", "COLUMNS": "120", **(variables or {})}
    shell = shutil.which("sh")
    assert shell is not None
    out, ran = "", 0
    waiting = dict(statuses)
    for kind, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "text":
            shown = [line for line in text.splitlines() if line.strip()]
            assert [line for line in shown if line not in out] == [], out
            continue
        result = subprocess.run(  # noqa: S603 - the page's own commands, in a folder of the test
            [shell if kind == "sh" else sys.executable, "-c", text],
            cwd=work,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == waiting.pop(text.strip(), 0), (text, result.stdout, result.stderr)
        assert "Traceback" not in result.stderr
        out = result.stdout + result.stderr
        ran += 1
    assert waiting == {}
    return ran
