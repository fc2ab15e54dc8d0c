"""Every command of the page for connector authors runs, in its order, and shows what the page says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.support.pages import run_page

if TYPE_CHECKING:
    from pathlib import Path

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
    site, work = tmp_path / "site", tmp_path / "work"
    for folder in (site, work):
        folder.mkdir()
    (tmp_path / "pip.py").write_text(_PIP, encoding="utf-8")
    ran = run_page(
        root / "docs" / "connectors" / "hour.md",
        work,
        # The contract of a change that nobody has read is broken on purpose.
        {"cd shopglot-tea\npytest -q": 1},
        commands={
            "pytest": f'"{sys.executable}" -m pytest -p no:cacheprovider "$@"',
            "pip": f'"{sys.executable}" "{tmp_path / "pip.py"}" "{site}"',
        },
        variables={"PYTHONPATH": str(site), "SHOPGLOT_PLUGINS": "tea,tiktok"},
    )
    assert ran == 9
