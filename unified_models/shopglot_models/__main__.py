"""Write the published JSON Schemas: `python -m shopglot_models [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from shopglot_models._schemas import SCHEMAS, write_schemas

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SCHEMAS
    for written in write_schemas(folder):
        sys.stdout.write(f"{written}\n")
