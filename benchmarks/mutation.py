"""Whether anything that a platform may send makes the host raise what is no error of ours, over a million raw records.

Run `python benchmarks/mutation.py` (about three minutes of processor time) or `python benchmarks/mutation.py
--records 20000`. Each is a saved record of TikTok with one to three places changed at random, the same ones in every
run, and becomes a unified record or a rejection. Exits with 1 where one did neither.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

import shopglot
from shopglot.testing.kit import mutants
from shopglot.workbench import samples_in

LIMIT_S = 180.0


@dataclass
class Tally:
    """What became of the mutants of one resource; times in seconds of processor time."""

    made: int = 0
    unified: int = 0
    making_s: float = 0.0
    running_s: float = 0.0
    foreign: Counter[str] = field(default_factory=Counter)


def run(connector: shopglot.Connector, resource: str, count: int) -> Tally:
    """Make and normalize that many mutants of the saved records of one resource."""
    definition = connector.definition
    assert definition.fixtures is not None
    samples = samples_in([definition.fixtures], definition, definition.resource(resource))
    normalize = connector.normalizer(resource).record
    tally = Tally()
    made = mutants([sample.raw for sample in samples], count, seed=1)
    clock = time.process_time
    while True:
        began = clock()
        # A few hundred at a time, so that the clock costs nothing.
        batch = list(islice(made, 500))
        between = clock()
        if not batch:
            return tally
        for raw in batch:
            try:
                outcome = normalize(raw)
                if isinstance(outcome, shopglot.Normalized):
                    tally.unified += 1
                    assert outcome.record.id
                else:
                    assert outcome.errors
            except Exception as error:  # noqa: BLE001 - counting them is what this is for
                tally.foreign[type(error).__name__] += 1
        tally.made += len(batch)
        tally.making_s += between - began
        tally.running_s += clock() - between


def main() -> int:
    """Measure, print the table, and say whether all is well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--records", type=int, default=1_000_000, help="how many changed records (1,000,000)")
    asked = parser.parse_args()
    tiktok = shopglot.load_connectors()["tiktok"]
    resources = [resource.name for resource in tiktok.definition.resources]
    print("| resource | changed records | unified | making them, CPU s | normalizing, CPU s | a CPU second | foreign |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    whole, foreign, made = 0.0, Counter[str](), 0
    for resource in resources:
        tally = run(tiktok, resource, asked.records // len(resources))
        whole += tally.making_s + tally.running_s
        made += tally.made
        foreign += tally.foreign
        print(
            f"| {resource} | {tally.made:,} | {tally.unified:,} | {tally.making_s:.1f} | {tally.running_s:.1f} "
            f"| {tally.made / tally.running_s:,.0f} | {tally.foreign.total()} |",
            flush=True,
        )
    print(f"\n{made:,} changed records in {whole:.1f} s of processor time ({made / whole:,.0f} a second)")
    print(f"foreign exceptions: {dict(foreign) or 0}")
    late = asked.records >= 1_000_000 and whole > LIMIT_S
    print(f"limit of {LIMIT_S:.0f} s: {'missed' if late else 'held'}")
    return 1 if foreign or late else 0


if __name__ == "__main__":
    sys.exit(main())
