"""Write the table of the rules into its page: `python -m shopglot.testing.kit [ROOT]`, for this repository."""

from __future__ import annotations

import argparse
from pathlib import Path

from shopglot.testing.kit._page import with_rules

parser = argparse.ArgumentParser(prog="python -m shopglot.testing.kit", description="Write the table of the rules.")
parser.add_argument("root", nargs="?", type=Path, default=Path(), help="the repository (default: this folder)")
place = parser.parse_args().root / "docs" / "connectors" / "testing.md"
place.write_text(with_rules(place.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
