"""What others build on, as it was released: models, connector interface, mappings; and whether a change breaks them.

`python -m tools.contracts` compares what is there with the snapshots in `contracts/`; a change that breaks who relies
on a released one needs a version that says so.
"""

from __future__ import annotations

from tools.contracts._compare import Difference, Entries, compare_entries
from tools.contracts._contracts import CONTRACTS, Contract
from tools.contracts._interface import describe_names
from tools.contracts._mappings import describe_mappings
from tools.contracts._models import compare_schemas
from tools.contracts._snapshot import Finding, Snapshot, check, is_enough, read_snapshot, update, write_snapshot

__all__ = [
    "CONTRACTS",
    "Contract",
    "Difference",
    "Entries",
    "Finding",
    "Snapshot",
    "check",
    "compare_entries",
    "compare_schemas",
    "describe_mappings",
    "describe_names",
    "is_enough",
    "read_snapshot",
    "update",
    "write_snapshot",
]
