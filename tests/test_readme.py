"""The README's commands give the output that it shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|python)\n((?:(?!```).)*)```\n\n```text\n((?:(?!```).)*)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the commands read, so that they run in the same place one after another and change nothing here."""
    place = tmp_path_factory.mktemp("readme")
    for name in ("fixtures", "mappings"):
        shutil.copytree(ROOT / name, place / name)
    return place


def run(kind: str, text: str, place: Path) -> str:
    environment = os.environ | {"COLUMNS": "110", "NO_COLOR": "1"}
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
            if "jsonl" not in words:
                words += ["--format", "table"]  # what a person sees on a terminal
            words = [sys.executable, "-c", "from shopglot.cli import main; main()", *words[1:]]
        done = subprocess.run(words, cwd=place, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        shown = done.stdout + done.stderr
    return shown


@pytest.mark.skipif(sys.platform == "win32", reason="the README's commands are written for a POSIX shell")
def test_every_command_gives_what_the_readme_shows(workplace: Path) -> None:
    assert len(BLOCKS) == 4
    for kind, text, shown in BLOCKS:
        given = [line.rstrip() for line in run(kind, text, workplace).rstrip().splitlines()]
        wanted = [line.rstrip() for line in shown.rstrip().splitlines()]
        for expected, real in zip(wanted, given, strict="…" not in shown):
            if expected.endswith("…"):
                assert real.startswith(expected[:-1])
            else:
                assert real == expected


def test_the_test_command_is_the_one_that_the_checks_run() -> None:
    second = "pip install -e '.[dev]' && pytest"
    assert f"```sh\n{second}\n```" in README
    assert second in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
