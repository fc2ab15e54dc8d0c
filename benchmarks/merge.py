"""How the merge of one buyer's records grows: each order with a street of its own, in clear and then masked.

Run `python benchmarks/merge.py`; `--check` fails where twice the records take more than 2.6 times as long.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from datetime import UTC, datetime, timedelta
from statistics import median

from _measure import pin

from shopglot_models import Customer, merge, merge_all

SIZES = (100, 200, 401, 802, 1_604, 3_208)
ROUNDS = 5
BAR = 2.6
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def records(count: int) -> list[Customer]:
    """Give one buyer's records: every address is seen in clear, then masked, in one of 40 towns."""
    return [_record(number, masked=masked) for masked in (False, True) for number in range(count)]


def _record(number: int, *, masked: bool) -> Customer:
    town = f"Sampletown {number % 40}"
    clear = {
        "name": "Ada Example",
        "line1": f"{number} Sample Street",
        "postal_code": "00100",
        "phone": "+447700900123",
    }
    hidden = [{"path": f"/addresses/0/{name}", "evidence": "masked", "reason": "after_close", "revealable": "never"}
              for name in clear] if masked else []  # fmt: skip
    areas = [
        {"level": "L0", "name": "United Kingdom"},
        {"level": "L1", "name": "England"},
        {"level": "L2", "name": town},
    ]
    address = {"type": "shipping", "city": town, "state": "England", "country": "GB", "areas": areas}
    moment = BEGIN + timedelta(minutes=number, days=30 * masked)
    return Customer.model_validate(
        {
            "id": "1",
            "partial": True,
            "name": None if masked else "Ada Example",
            "name_source": "recipients",
            "addresses": [address if masked else address | clear],
            "orders": [{"id": str(number), "status": "completed" if masked else "active", "updated_at": moment}],
            "customer_hidden": masked,
            "hidden_fields": [*hidden, {**hidden[0], "path": "/name"}] if masked else [],
            "updated_at": moment,
        }
    )


def seconds(count: int) -> float:
    """Give the processor time that merging this many clear and as many masked records takes."""
    items = records(count)
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        begun = time.process_time()
        (merged,) = merge_all(items)
        taken.append(time.process_time() - begun)
        assert len(merged.addresses) == len(merged.orders) == count
        assert not merged.customer_hidden
    return median(taken)


def main() -> None:
    """Print the table, and one merge of a record into the largest customer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail where the time does not grow with the records")
    asked = parser.parse_args()
    pin()
    print("| addresses of one buyer | records | seconds | to half as many |\n|---:|---:|---:|---:|")
    times = {count: seconds(count) for count in SIZES}
    slow = []
    for count in SIZES:
        half = times.get(count // 2)
        ratio = f"{times[count] / half:.2f}" if half else ""
        if half and times[count] / half > BAR:
            slow.append(count)
        print(f"| {count} | {2 * count} | {times[count]:.4f} | {ratio} |")
    (whole,) = merge_all(records(SIZES[-1]))
    begun = time.process_time()
    merge(whole, _record(SIZES[-1], masked=False))
    print(f"\nOne more record into {SIZES[-1]} addresses: {time.process_time() - begun:.4f} s")
    if asked.check and slow:
        sys.exit(f"more than {BAR} times as long as half as many: {slow}")


if __name__ == "__main__":
    main()
