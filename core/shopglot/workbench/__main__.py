"""Write what is generated from the tables: `python -m shopglot.workbench ROOT`, for this repository."""

from __future__ import annotations

import sys
from pathlib import Path

from shopglot.workbench._reference import generated_files

for name, text in generated_files().items():
    place = Path(sys.argv[1] if len(sys.argv) > 1 else ".") / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8", newline="\n")
