"""Every command of the tutorial runs, in its order, and shows what the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"```(sh|text)\n(.*?)```", re.DOTALL)
# What a command gives besides 0: the first check and the first test fail on purpose, and the change is major.
_STATUS = {
    "shopglot mapping test my-mappings/tiktok/order.yaml": 1,
    "shopglot mapping diff tiktok/order my-mappings/tiktok/order.yaml": 3,
}


def test_every_command_runs_and_shows_what_the_page_says(root: Path, tmp_path: Path) -> None:
    for name in ("fixtures", "mappings"):
        (tmp_path / name).symlink_to(root / name)
    scripts = tmp_path / "bin"
    scripts.mkdir()
    command = scripts / "shopglot"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from shopglot.cli import main; main()" "$@"\n')
    command.chmod(0o755)
    environment = {"PATH": f"{scripts}:{os.environ['PATH']}", "SHOPGLOT_PLUGINS": "tiktok", "COLUMNS": "120"}
    shell = shutil.which("sh")
    assert shell is not None
    out, commands = "", 0
    checks = 0
    for kind, text in _BLOCK.findall((root / "docs" / "mapping" / "tutorial.md").read_text(encoding="utf-8")):
        if kind == "text":
            shown = [line for line in text.splitlines() if line.strip()]
            assert [line for line in shown if line not in out] == [], out
            continue
        result = subprocess.run(  # noqa: S603 - the page's own commands, in a folder of the test
            [shell, "-c", text], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        expected = _STATUS.get(text.strip(), 0)
        if text.strip() == "shopglot mapping check my-mappings/tiktok/order.yaml":
            checks += 1
            expected = 1
        assert (result.returncode, result.stderr if expected == 0 and "normalize" not in text else "") == (expected, "")
        out = result.stdout
        commands += 1
    assert commands >= 10
    assert checks == 1
    assert "/note: " in (tmp_path / "my-mappings" / "tiktok" / "order.yaml").read_text(encoding="utf-8")
