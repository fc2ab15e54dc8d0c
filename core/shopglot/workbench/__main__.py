"""Write what is generated from the tables: `python -m shopglot.workbench [ROOT]`, for this repository."""

from __future__ import annotations

import argparse
from pathlib import Path

from shopglot.workbench.reference import generated_files

parser = argparse.ArgumentParser(prog="python -m shopglot.workbench", description="Write the generated files.")
parser.add_argument("root", nargs="?", type=Path, default=Path(), help="the repository (default: this folder)")
root = parser.parse_args().root
for name, text in generated_files().items():
    place = root / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="\n")
