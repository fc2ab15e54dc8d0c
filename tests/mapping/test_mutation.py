"""Raw answers that were changed in any way give a unified record or one of our errors, and nothing else."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.errors import ShopglotError
from shopglot.mapping import CONVERSIONS, MODIFIERS, VERBS
from shopglot.testing.kit import HOSTILE, changed, places_of
from tests.support.paths import RAW

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.mapping import CompiledMapping
    from shopglot.registry import Connector

# So long that what is slow with them would be seen.
LONG = ("x" * 100_000, "<a '>'" * 20_000)
DEEP = HOSTILE[-1]


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
    for place in places_of(example.record):
        for new in (*HOSTILE, *LONG):
            for keep in (False, True):
                outcome = mapping.run(changed(example.record, place, new), keep_masked=keep)
                assert all(problem.path.startswith("/") for problem in (*outcome.errors, *outcome.warnings))
                assert outcome.values is None or outcome.values["id"] == "1"


def test_ten_thousand_line_items_come_through(tiktok: Connector) -> None:
    record = json.loads((RAW / "order" / "detail.us.clear_address.json").read_bytes())["data"]["orders"][0]
    line = record["line_items"][0]
    many = [{**line, "id": str(number), "sku_id": str(number % 1000)} for number in range(10_000)]
    result = tiktok.normalize("order", {**record, "line_items": many})
    quantities = {item["quantity"] for item in result.record.model_dump()["line_items"]}
    assert (len(result.record.model_dump()["line_items"]), quantities) == (1000, {Decimal(10)})
