"""Raw answers that were changed in any way give a unified record or one of our errors, and nothing else."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopglot.errors import ShopglotError
from shopglot.mapping import CONVERSIONS, MODIFIERS, VERBS
from shopglot.normalize import read_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopglot.mapping import CompiledMapping
    from shopglot.registry import Connector

DROP = object()
DEEP: Any = "bottom"
for _ in range(150):
    DEEP = {"a": [DEEP]}

CHANGES: tuple[Any, ...] = (
    DROP, None, "", " ", "text", "A***", "0", "-1", "1e400000000", "NaN", "9" * 40, "\ud83d", "\x00\u202e",
    "x" * 100_000,
    0, 1, -1, 2**63, 10**18, 10**40, 0.1, 1e300, float("nan"), float("inf"), Decimal("1e400000000"), Decimal("0.10"),
    True, False, [], {}, [None], ["text"], [1, "2", None, {}], [[[]]], {"a": 1}, [{}], [{"id": "1"}], DEEP,
)  # fmt: skip
HOSTILE: tuple[Any, ...] = (
    f"&#{'9' * 5000};", "<a '>'" * 20_000, "2024-05-01T24:61:61+99:99", "0001-01-01", "9999-12-31T23:59:59-23:59",
    "Wed, 31 Feb 2024 25:00:00 +9999", Decimal("0e400000000"), Decimal("sNaN"), Decimal("-0.00"), -(10**40), "-0",
    {"key": {"key": DEEP}}, [True, 1, Decimal("1.0"), "1", 1.0],
)  # fmt: skip


@pytest.fixture(scope="module")
def records(root: Path) -> dict[str, list[Any]]:
    """Give every raw record of the fixtures by resource."""
    found: dict[str, list[Any]] = {"order": [], "product": [], "store": []}
    keys = {"order": "orders", "product": "products", "store": "shops"}
    for resource, listed in found.items():
        for file in sorted((root / "fixtures/tiktok/raw" / resource).glob("*.json")):
            data = read_json(file.read_bytes()).get("data") or {}
            listed.extend([data] if "id" in data else data.get(keys[resource]) or [])
    found["customer"] = found["order"]
    assert all(found.values())
    return found


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return ([place] if place else []) + [found for key, item in items for found in places(item, (*place, key))]


def changed(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """Give a copy with another value at one place; a place that is no more is left alone."""
    step, *rest = place
    if isinstance(value, dict) and step in value:
        copied: Any = dict(value)
    elif isinstance(value, list) and isinstance(step, int) and step < len(value):
        copied = list(value)
    else:
        return value
    if rest:
        copied[step] = changed(copied[step], tuple(rest), new)
    elif new is DROP:
        del copied[step]
    else:
        copied[step] = new
    return copied


def unify(connector: Connector, resource: str, raw: Any) -> bool:
    """Tell whether the record came through; anything but our errors is raised."""
    through = True
    for policy in ("hide", "keep"):
        try:
            result = connector.normalize(resource, raw, mask_policy=policy)
        except ShopglotError as error:
            through = False
            str(error).encode()
        else:
            document = json.loads(result.record.model_dump_json())
            assert document["id"]
            for warning in result.warnings:
                str(warning).encode()
    return through


@pytest.mark.parametrize(("resource", "step"), [("order", 150), ("customer", 201), ("product", 40), ("store", 2)])
def test_any_change_of_any_one_place(
    tiktok: Connector, records: dict[str, list[Any]], resource: str, step: int
) -> None:
    count = 0
    for record in records[resource][::step]:
        for place in places(record):
            for new in CHANGES:
                unify(tiktok, resource, changed(record, place, new))
                count += 1
    assert count > 100


@pytest.mark.parametrize("resource", ["order", "product", "store", "customer"])
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_many_changes_at_once(
    tiktok: Connector, records: dict[str, list[Any]], resource: str, data: st.DataObject
) -> None:
    record = data.draw(st.sampled_from(records[resource]))
    where = places(record)
    for place, new in data.draw(st.lists(st.tuples(st.sampled_from(where), st.sampled_from(CHANGES)), max_size=8)):
        record = changed(record, place, new)
    unify(tiktok, resource, record)


@pytest.mark.parametrize("resource", ["order", "product", "store", "customer"])
def test_every_fixture_comes_through_unchanged(tiktok: Connector, records: dict[str, list[Any]], resource: str) -> None:
    key = "user_id" if resource == "customer" else "id"
    for record in records[resource]:
        assert unify(tiktok, resource, record) is bool(record.get(key))


@pytest.mark.parametrize("raw", [None, True, 5, "text", "", [], [1], {}, {"data": None}, {"id": DEEP}, DEEP])
def test_what_is_no_record_at_all(tiktok: Connector, raw: Any) -> None:
    for resource in ("order", "product", "store", "customer"):
        assert not unify(tiktok, resource, raw)


EXAMPLES = [
    pytest.param(example, id=f"{entry.name}-{number}")
    for table in (VERBS, MODIFIERS, CONVERSIONS)
    for entry in table.values()
    for number, example in enumerate(entry.examples)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_word_raises_whatever_stands_at_its_place(load: Callable[[str], CompiledMapping], example: Any) -> None:
    mapping = load(
        f"mapping: 1\nfrom: acme/any@1\nto: Order\nfields: {{id: {{const: '1'}}}}\nextensions:\n  out: {example.rule}\n"
    )
    for place in places(example.record):
        for new in (*CHANGES, *HOSTILE):
            for keep in (False, True):
                outcome = mapping.run(changed(example.record, place, new), keep_masked=keep)
                assert all(problem.path.startswith("/") for problem in (*outcome.errors, *outcome.warnings))
                assert outcome.values is None or outcome.values["id"] == "1"


def test_ten_thousand_line_items_come_through(tiktok: Connector, records: dict[str, list[Any]]) -> None:
    record = records["order"][0]
    line = record["line_items"][0]
    many = [{**line, "id": str(number), "sku_id": str(number % 1000)} for number in range(10_000)]
    result = tiktok.normalize("order", {**record, "line_items": many})
    quantities = {item["quantity"] for item in result.record.model_dump()["line_items"]}
    assert (len(result.record.model_dump()["line_items"]), quantities) == (1000, {Decimal(10)})
