"""How fast raw orders become unified ones: our mapping beside written code and other transformers.

    python benchmarks/normalize.py [--json] [--check] [--rounds N] [--against REVISION]

Prints a Markdown table; `--against` measures this working tree beside another revision of it, and nothing else;
`--json` prints the figures as JSON; `--check` makes the exit status 1 where a bar is missed.
See README.md beside this file for what is compared and what is left out.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from _against import compare_revisions
from _handwritten import unify_order
from _handwritten_part import unify_part
from _measure import Timing, compare, pin
from _orders import COPIES, as_bytes, distinct_amounts, orders
from _rivals import glom_run, jmespath_run, jsonata_run, our_mapping
from _starting import HEAVY, starting

import shopglot
from shopglot.mapping import SourceFile, load_mapping
from shopglot_models import Order

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping import Outcome

WHOLE_ROUNDS = 15
PART_ROUNDS = 5
LACKS = {
    "hand-written": "nothing; says nothing of what went wrong",
    "shopglot": "nothing; with warnings that name the field and the mapping's line",
    "jmespath": "checks of texts, booleans and the country; dropping of blanks and nulls",
    "glom": "the same",
    "jsonata-python": "the same",
    "jmespath, untyped": "the same, and exact amounts and moments",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One promise: what was measured, the limit, and whether a greater figure is the better one."""

    what: str
    measured: float
    limit: float
    more_is_better: bool = False

    @property
    def held(self) -> bool:
        return self.measured >= self.limit if self.more_is_better else self.measured <= self.limit


def main() -> int:
    options = _options()
    core = pin()
    connector = shopglot.load_connectors()["tiktok"]
    found = orders(lambda body: readable(connector, body))
    if options.against:
        return against(options, found)
    whole = whole_records(connector, found, options.rounds or WHOLE_ROUNDS)
    part = common_part(connector, found, options.rounds or PART_ROUNDS)
    bytes_ = from_bytes(connector, found[: len(found) // 4], options.rounds or WHOLE_ROUNDS)
    starts = starting()
    rival = min((timing for timing in part[2:] if "untyped" not in timing.name), key=lambda timing: timing.ratio)
    bars = [
        Bar("mapping one order, against hand-written", whole[1].ratio, 2.0),
        Bar(f"the best other transformer ({rival.name}), against shopglot", rival.ratio / part[1].ratio, 4.0, True),  # noqa: FBT003
        Bar("loading and checking all four mappings, ms", starts["load"], 150),
        Bar("checking the slowest mapping, ms", max(checked for checked, _ in starts["check"].values()), 50),
        Bar("`shopglot --help`, ms", starts["help"], 400),
    ]
    machine = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    facts = {"machine": machine, "core": core, "orders": len(found), "distinct_amounts": distinct_amounts(found)}
    if options.json:
        tables = {"whole": whole, "part": part, "bytes": bytes_}
        listed = {name: [asdict(timing) for timing in table] for name, table in tables.items()}
        held = [asdict(bar) | {"held": bar.held} for bar in bars]
        print(json.dumps(facts | listed | {"starts": starts, "bars": held}, indent=2))
    else:
        show(facts, whole, part, bytes_, starts, bars)
    return 1 if options.check and not all(bar.held for bar in bars) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--check", action="store_true", help="exit with status 1 where a bar is missed")
    parser.add_argument("--rounds", type=int, default=0, help="how many rounds are counted")
    parser.add_argument("--against", metavar="REVISION", help="measure this working tree beside that revision")
    return parser.parse_args()


def against(options: argparse.Namespace, found: list[dict[str, Any]]) -> int:
    """Print this working tree's time for one order beside that of another revision; it has to be no slower."""
    compared, differing = compare_revisions(options.against, found, options.rounds or WHOLE_ROUNDS)
    bar = Bar(f"mapping one order, against {options.against}", compared[1].ratio, 1.05)
    if options.json:
        rows = [asdict(timing) for timing in compared]
        print(
            json.dumps(
                {"revisions": rows, "differing": differing, "bars": [asdict(bar) | {"held": bar.held}]}, indent=2
            )
        )
    else:
        table(compared)
        print(f"\n{differing} of {len(found)} orders have other values.")
    return 1 if options.check and not bar.held else 0


def readable(connector: shopglot.Connector, body: bytes) -> list[dict[str, Any]]:
    """List the records of an answer that can be unified; an answer of another shape has none."""
    try:
        results = list(connector.normalize_many("order", body, keep_raw=True))
    except shopglot.ShopglotError:
        return []
    return [item.raw for item in results if isinstance(item, shopglot.Normalized)]


def whole_records(connector: shopglot.Connector, found: list[dict[str, Any]], rounds: int) -> list[Timing]:
    """Compare the whole mapping with the hand-written function, after both gave the same for every order."""
    mapping = connector.mappings["order"]
    for raw in found:
        assert mapping.run(raw).values == unify_order(raw), f"order {raw['id']} differs"
    candidates = {"hand-written": unify_order, "shopglot": lambda raw: mapping.run(raw).values}
    return compare(candidates, found, rounds)


def common_part(connector: shopglot.Connector, found: list[dict[str, Any]], rounds: int) -> list[Timing]:
    """Compare all on the part that all can say, on one copy of each order."""
    mapping = load_mapping(SourceFile("part.yaml", our_mapping()), connector.definition)
    chosen = [raw for raw in found[: len(found) // COPIES] if sayable(mapping.run(raw))]
    rivals: dict[str, Callable[[dict[str, Any]], Any]] = {
        "jmespath": jmespath_run(typed=True),
        "glom": glom_run(),
        "jsonata-python": jsonata_run(),
        "jmespath, untyped": jmespath_run(typed=False),
    }
    for raw in chosen:
        ours = mapping.run(raw).values
        assert ours == unify_part(raw), f"order {raw['id']} differs"
        for name, run in rivals.items():
            assert plain(run(raw)) == plain(ours), f"{name} differs in order {raw['id']}"
    ours_and_hand: dict[str, Callable[[dict[str, Any]], Any]] = {
        "hand-written": unify_part,
        "shopglot": lambda raw: mapping.run(raw).values,
    }
    return compare(ours_and_hand | rivals, chosen, rounds)


def sayable(outcome: Outcome) -> bool:
    """Tell an order of which the others can say the same: nothing is hidden in it, and nothing was worth a warning."""
    return outcome.values is not None and not outcome.values["hidden_fields"] and not outcome.warnings


def plain(value: Any) -> Any:
    """Bring typed and untyped results to one form: amounts as text, moments as seconds, nothing that is empty.

    A moment of 0 is not set, which an untyped result can't say.
    """
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return int(value.timestamp())
    if type(value) is int:
        return value or None
    if isinstance(value, list):
        return [plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {name: item for name, item in value.items() if name not in {"customer_hidden", "hidden_fields"}}
    if value.keys() == {"tiktok"}:
        return plain(value["tiktok"])
    cleared = {name: plain(item) for name, item in value.items()}
    return {name: item for name, item in cleared.items() if item not in (None, "", [], {})}


def from_bytes(connector: shopglot.Connector, found: list[dict[str, Any]], rounds: int) -> list[Timing]:
    """Compare from the bytes of a record to the bytes of the validated unified one, with the same models."""

    def by_hand(body: bytes) -> bytes:
        return Order.model_validate(unify_order(json.loads(body))).model_dump_json().encode()

    def ours(body: bytes) -> bytes:
        return connector.normalize("order", body).record.model_dump_json().encode()

    bodies = as_bytes(found)
    for body in bodies:
        assert json.loads(by_hand(body)) == json.loads(ours(body))
    return compare({"hand-written + pydantic": by_hand, "shopglot": ours}, bodies, rounds)


def show(  # noqa: PLR0913, PLR0917 - one argument a table
    facts: dict[str, Any],
    whole: list[Timing],
    part: list[Timing],
    bytes_: list[Timing],
    starts: dict[str, Any],
    bars: list[Bar],
) -> None:
    print(f"{facts['machine']}, core {facts['core']}; {facts['orders']} orders, no two alike,")
    print(f"with {facts['distinct_amounts']} different texts of amounts. Processor time, interleaved rounds.\n")
    print("**A raw order to the values of the unified one** (every field, the same result for every order)\n")
    table(whole)
    print("\n**The part that all of them can say** (one copy of each order, the same selection)\n")
    table(part, LACKS)
    print("\n**Raw bytes to validated model to JSON bytes**\n")
    table(bytes_, per_second=True)
    print("\n**Once a process**\n")
    print("| what | ms |\n|---|---:|")
    print(f"| loading and checking all four mappings, libraries imported | {starts['load']:.0f} |")
    print(f"| the same with every import, from `import shopglot` on | {starts['cold_load']:.0f} |")
    for name, (checked, ran) in starts["check"].items():
        what = f"checking the {name} mapping, libraries and schemas read; its saved records beside that"
        print(f"| {what} | {checked:.0f} + {ran:.0f} |")
    print(f"| `shopglot --help` | {starts['help']:.0f} |")
    print(f"\n`import shopglot` imports of {', '.join(HEAVY)}: {', '.join(starts['imported']) or 'none'}.")
    print("\n| bar | measured | limit | held |\n|---|---:|---:|---|")
    for bar in bars:
        sign = "≥" if bar.more_is_better else "≤"
        print(f"| {bar.what} | {bar.measured:.2f} | {sign} {bar.limit:g} | {'yes' if bar.held else '**no**'} |")
    ours, untyped = part[1], part[-1]
    print(
        f"\nNo bar, because it gives other values: {untyped.name} takes {untyped.ratio / ours.ratio:.2f} times as long."
    )


def table(timings: list[Timing], lacks: dict[str, str] | None = None, *, per_second: bool = False) -> None:
    more = " left out |" if lacks else " records/s per core |" if per_second else ""
    rule = "---|" if lacks else "---:|" if per_second else ""
    print(f"| | median µs | best µs | ratio (quartiles) | best ratio |{more}")
    print(f"|---|---:|---:|---:|---:|{rule}")
    for timing in timings:
        spread = f"{timing.ratio:.2f} ({timing.low:.2f} to {timing.high:.2f})"
        last = f" {lacks[timing.name]} |" if lacks else f" {1e6 / timing.median:,.0f} |" if per_second else ""
        print(f"| {timing.name} | {timing.median:.1f} | {timing.best:.1f} | {spread} | {timing.best_ratio:.2f} |{last}")


if __name__ == "__main__":
    sys.exit(main())
