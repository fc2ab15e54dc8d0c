"""One revision's mapping in a process of its own; `_against.py` starts it with that revision's code on the path.

    python _revision.py RECORDS

Prints the digest of every record's values, then for each line of its input the microseconds that one record takes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from _measure import once

import shopglot


def main() -> None:
    records = json.loads(Path(sys.argv[1]).read_bytes())
    mapping = shopglot.load_connectors()["tiktok"].mappings["order"]
    print(json.dumps([_digest(mapping.run(raw).values) for raw in records]), flush=True)
    for _ in sys.stdin:
        print(once(mapping.run, records) / len(records) * 1e6, flush=True)


def _digest(values: Any) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=repr).encode()).hexdigest()


if __name__ == "__main__":
    main()
