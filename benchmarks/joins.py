"""How long a join takes: refund lines to order lines by id, beside a dict written by hand and a loop in a loop.

Run `python benchmarks/joins.py`; `--check` fails where 1,000 by 1,000 lines take 5 ms or more.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from _measure import compare, pin

from shopglot.connector import ConnectorDefinition, RawSchema, Resource
from shopglot.mapping import SourceFile, load_mapping
from shopglot.mapping.compile import _joins

if TYPE_CHECKING:
    from shopglot.mapping import CompiledMapping

SIZES = (10, 100, 1_000)
BAR = 5_000.0
LOOP_ROUNDS, ROUNDS = 2, 20
MAPPING = b"""\
mapping: 1
from: acme/order@1
to: Order
fields: {id: {path: id, required: true}}
extensions:
  refunded: {each: lines, value: {pick: $.refunds, where: {line: {same_as: ^.id}}, path: quantity}}
"""
TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": TEXT,
        "lines": {"type": "array", "items": {"type": "object", "properties": {"id": TEXT}}},
        "refunds": {"type": "array", "items": {"type": "object", "properties": {"line": TEXT, "quantity": WHOLE}}},
    },
}


def mapping() -> CompiledMapping:
    """Give the mapping, compiled."""
    with tempfile.TemporaryDirectory() as named:
        folder = Path(named)
        (folder / "order.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
        acme = ConnectorDefinition(
            id="acme",
            name="Acme",
            version="1",
            resources=(Resource("order", "Order", "order.yaml", records=("",)),),
            raw_schemas=(RawSchema("order@1", (("order.json", ""),)),),
            mappings=folder,
            schemas=folder,
        )
        return load_mapping(SourceFile("order.yaml", MAPPING), acme)


def order(count: int) -> dict[str, Any]:
    """Give an order with this many lines, each refunded, in another order."""
    refunds = [{"line": f"line-{number * 7 % count}", "quantity": number} for number in range(count)]
    return {"id": "1", "lines": [{"id": f"line-{number}"} for number in range(count)], "refunds": refunds}


def handwritten(record: dict[str, Any]) -> list[int]:
    """Give the refunded quantity of each line, by a dict."""
    by_line: dict[str, int] = {}
    for row in record["refunds"]:
        by_line.setdefault(row["line"], row["quantity"])
    return [by_line[line["id"]] for line in record["lines"] if line["id"] in by_line]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail where a join of 1,000 by 1,000 takes 5 ms or more")
    asked = parser.parse_args()
    pin()
    joined = mapping()
    with patch.object(_joins, "_find_join", return_value=None):
        looped = mapping()
    print("| lines | dict by hand, ms | join, ms | to the dict | loop in a loop, ms | to the join |")
    print("|---:|---:|---:|---:|---:|---:|")
    join = 0.0
    for count in SIZES:
        record = order(count)
        outcome = joined.run(record)
        assert outcome.values is not None
        assert outcome.values["extensions"]["acme"]["refunded"] == handwritten(record)
        assert outcome == looped.run(record)
        by_hand, ours = compare({"hand": handwritten, "join": joined.run}, [record], ROUNDS)
        (loop,) = compare({"loop": looped.run}, [record], LOOP_ROUNDS)
        join = ours.median
        print(
            f"| {count} | {by_hand.median / 1e3:.3f} | {join / 1e3:.3f} | {ours.ratio:.1f} "
            f"| {loop.median / 1e3:.3f} | {loop.median / join:.1f} |"
        )
    if asked.check and join >= BAR:
        sys.exit(f"a join of {SIZES[-1]} by {SIZES[-1]} lines took {join / 1e3:.1f} ms, not under {BAR / 1e3:.0f}")


if __name__ == "__main__":
    main()
