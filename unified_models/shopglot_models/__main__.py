"""Write what is generated from the models.

`python -m shopglot_models [FOLDER]` writes the published JSON Schemas, without a folder the package's own;
`python -m shopglot_models --reference FILE` writes the reference page.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shopglot_models._reference import reference
from shopglot_models._schemas import SCHEMAS, write_schemas

__all__ = ["main"]


def main() -> None:
    """Write the files that the command line asks for, and name them."""
    parser = argparse.ArgumentParser(prog="python -m shopglot_models", description="Write the published JSON Schemas.")
    parser.add_argument("folder", nargs="?", type=Path, default=SCHEMAS, help="where to; without it the package's own")
    parser.add_argument("--reference", type=Path, metavar="FILE", help="write the reference page instead")
    asked = parser.parse_args()
    if asked.reference is None:
        written = write_schemas(asked.folder)
    else:
        asked.reference.write_text(reference(), encoding="utf-8", newline="\n")
        written = [asked.reference]
    for file in written:
        sys.stdout.write(f"{file}\n")


if __name__ == "__main__":
    main()
