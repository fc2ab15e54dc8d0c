"""The README's commands give the output that it shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
# What a person sees on a terminal, and a clock that stands still.
SHOWN_AS = {
    "demo": ["--format", "text", "--at", "2026-01-05T12:00:00Z"],
    "normalize": ["--format", "table"],
}
BLOCKS = re.findall(r"```(sh|python)\n((?:(?!```).)*)```\n\n```text\n((?:(?!```).)*)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the commands read, so that they run in the same place one after another and change nothing here."""
    place = tmp_path_factory.mktemp("readme")
    for name in ("fixtures", "mappings"):
        shutil.copytree(ROOT / name, place / name)
    return place


def run(kind: str, text: str, place: Path) -> str:
    environment = os.environ | {"COLUMNS": "104", "NO_COLOR": "1"}
    if kind == "python":
        command = [sys.executable, "-c", text]
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stderr
        return done.stdout
    shown = ""
    for line in text.splitlines():
        last = line.rsplit("&& ", 1)[-1]
        words = shlex.split(last)
        if words[0] == "shopglot":
            words += SHOWN_AS.get(words[1], []) if "--format" not in words else []
            words = [sys.executable, "-c", "from shopglot.cli import main; main()", *words[1:]]
        done = subprocess.run(words, cwd=place, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        shown = done.stdout + done.stderr
    return shown


@pytest.mark.skipif(sys.platform == "win32", reason="the README's commands are written for a POSIX shell")
def test_every_command_gives_what_the_readme_shows(workplace: Path) -> None:
    assert len(BLOCKS) == 6
    for kind, text, shown in BLOCKS:
        given = [line.rstrip() for line in run(kind, text, workplace).rstrip().splitlines()]
        wanted = [line.rstrip() for line in shown.rstrip().splitlines()]
        assert given == filled(wanted, given)


def filled(wanted: list[str], given: list[str]) -> list[str]:
    """Put back what the README cuts: any lines for a line `…`, and the rest of a line that ends in `…`."""
    whole: list[str] = []
    for number, line in enumerate(wanted):
        if line == "…":
            following = wanted[number + 1] if number + 1 < len(wanted) else None
            while len(whole) < len(given) and given[len(whole)] != following:
                whole.append(given[len(whole)])
        elif line.endswith("…") and len(whole) < len(given) and given[len(whole)].startswith(line[:-1]):
            whole.append(given[len(whole)])
        else:
            whole.append(line)
    return whole


@pytest.mark.parametrize(
    "command",
    [
        "pip install -c constraints.txt '.[all]' && shopglot demo",
        "pip install -c constraints.txt -e '.[dev]' && pytest",
    ],
)
def test_both_commands_are_those_that_the_checks_run(command: str) -> None:
    assert f"```sh\n{command}\n```" in README
    assert f'"{command}"\n' in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
