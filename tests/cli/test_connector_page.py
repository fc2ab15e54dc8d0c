"""Every command of the page for connector authors runs, in its order, and shows what the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = re.compile(r"```(sh|python|text)\n(.*?)```", re.DOTALL)
# Installs what stands in the working folder as an editable installation does: its metadata, and its code in place.
_PIP = """
import pathlib, sys, tomllib
here, site = pathlib.Path.cwd(), pathlib.Path(sys.argv[1])
told = tomllib.loads((here / "pyproject.toml").read_text(encoding="utf-8"))["project"]
info = site / f"{told['name'].replace('-', '_')}-{told['version']}.dist-info"
info.mkdir(parents=True)
(info / "METADATA").write_text(f"Metadata-Version: 2.1\\nName: {told['name']}\\nVersion: {told['version']}\\n")
lines = [f"{name} = {target}" for name, target in told["entry-points"]["shopglot.connectors"].items()]
(info / "entry_points.txt").write_text("[shopglot.connectors]\\n" + "\\n".join(lines) + "\\n")
for package in (here / "src").iterdir():
    (site / package.name).symlink_to(package)
"""


def test_every_command_runs_and_shows_what_the_page_says(root: Path, tmp_path: Path) -> None:
    scripts, site, work = tmp_path / "bin", tmp_path / "site", tmp_path / "work"
    for folder in (scripts, site, work):
        folder.mkdir()
    (tmp_path / "pip.py").write_text(_PIP, encoding="utf-8")
    for name, line in {
        "shopglot": f'"{sys.executable}" -c "from shopglot.cli import main; main()" "$@"',
        "pytest": f'"{sys.executable}" -m pytest -p no:cacheprovider "$@"',
        "pip": f'"{sys.executable}" "{tmp_path / "pip.py"}" "{site}"',
    }.items():
        (scripts / name).write_text(f"#!/bin/sh\nexec {line}\n", encoding="utf-8")
        (scripts / name).chmod(0o755)
    environment = {
        "PATH": f"{scripts}:{os.environ['PATH']}",
        "PYTHONPATH": str(site),
        "SHOPGLOT_PLUGINS": "tea,tiktok",
        "COLUMNS": "120",
    }
    shell = shutil.which("sh")
    assert shell is not None
    out, commands = "", 0
    for kind, text in _BLOCK.findall((root / "docs" / "connectors" / "hour.md").read_text(encoding="utf-8")):
        if kind == "text":
            shown = [line for line in text.splitlines() if line.strip()]
            assert [line for line in shown if line not in out] == [], out
            continue
        done = subprocess.run(  # noqa: S603 - the page's own commands, in a folder of the test
            [shell if kind == "sh" else sys.executable, "-c", text],
            cwd=work, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        out, commands = done.stdout + done.stderr, commands + 1
        # The contract of a change that nobody has read is broken on purpose.
        assert (done.returncode == 0) is (text.strip() != "cd shopglot-tea\npytest -q"), out
    assert commands == 9
