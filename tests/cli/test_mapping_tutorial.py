"""Every command of the tutorials runs, in its order, and shows what the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"```(sh|python|text)\n(.*?)```", re.DOTALL)
# What commands give besides 0, in their order: a mistake is made on purpose, and the change of the first page is major.
_STATUS = {
    "tutorial.md": {
        "shopglot mapping check my-mappings/tiktok/order.yaml": 1,
        "shopglot mapping test my-mappings/tiktok/order.yaml": 1,
        "shopglot mapping diff tiktok/order my-mappings/tiktok/order.yaml": 3,
    },
    "new-platform.md": {
        "shopglot mapping try acme/order --record acme/fixtures/orders.json "
        "--rule \"{path: 'line_items[0].price', as: mony}\"": 1,
        "shopglot mapping check acme": 1,
    },
}


@pytest.mark.parametrize("page", _STATUS)
def test_every_command_runs_and_shows_what_the_page_says(page: str, root: Path, tmp_path: Path) -> None:
    scripts = tmp_path / "bin"
    scripts.mkdir()
    if page == "tutorial.md":
        for name in ("fixtures", "mappings"):
            (tmp_path / name).symlink_to(root / name)
    command = scripts / "shopglot"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from shopglot.cli import main; main()" "$@"\n')
    command.chmod(0o755)
    environment = {"PATH": f"{scripts}:{os.environ['PATH']}", "SHOPGLOT_PLUGINS": "tiktok", "COLUMNS": "120"}
    shell = shutil.which("sh")
    assert shell is not None
    out, commands = "", 0
    waiting = dict(_STATUS[page])
    for kind, text in _BLOCK.findall((root / "docs" / "mapping" / page).read_text(encoding="utf-8")):
        if kind == "text":
            shown = [line for line in text.splitlines() if line.strip()]
            assert [line for line in shown if line not in out] == [], out
            continue
        result = subprocess.run(  # noqa: S603 - the page's own commands, in a folder of the test
            [shell if kind == "sh" else sys.executable, "-c", text],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == waiting.pop(text.strip(), 0), (text, result.stdout, result.stderr)
        assert "Traceback" not in result.stderr
        out = result.stdout + result.stderr
        commands += 1
    assert waiting == {}
    assert commands >= 10
    if page == "tutorial.md":
        assert "/note: " in (tmp_path / "my-mappings" / "tiktok" / "order.yaml").read_text(encoding="utf-8")
