"""Compare the contracts with their snapshots, or write these.

`python -m tools.contracts` compares; `--update` writes those that are not released yet; `--release` writes all of them
as released with the present versions. Each ends with status 1 when a version does not say what has changed.
"""

from __future__ import annotations

import argparse
import sys

from tools.contracts import CONTRACTS, check, update
from tools.contracts._contracts import ROOT

FOLDER = ROOT / "contracts"


def main() -> int:
    """Do what the command line asks for, and say what differs and what is wrong with it."""
    parser = argparse.ArgumentParser(prog="python -m tools.contracts", description="Compare contracts with snapshots.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="compare only, as without any option")
    choice.add_argument("--update", action="store_true", help="write the snapshots that are not released")
    choice.add_argument("--release", action="store_true", help="write all, as released with the present versions")
    asked = parser.parse_args()
    wrong: list[str] = []
    for contract in CONTRACTS:
        write = asked.update or asked.release
        found = update(contract, FOLDER, release=asked.release) if write else check(contract, FOLDER)
        for one in found.differences:
            print(f"{contract.name}: {one}")
        wrong += found.wrong
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
