"""`ignore`: the rest of a place, and a name at any depth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.diagnostics import Diagnostic
    from shopglot.mapping import CompiledMapping

    Check = Callable[[str], tuple[Diagnostic, ...]]

HEAD = """mapping: 1
from: acme/order@1
to: Order
fields:
  id: {path: id, required: true}
  note: {pick: lines, where: {sku: A}, path: id}
  customer: {fields: {name: buyer.name}}
ignore:
"""
NAMES = ["state", "paid_at", "placed", "gift", "note", "weight", "level", "tags", "mixed", "amounts"]
OTHERS = "".join(f"  {name}: x\n" for name in NAMES)


@pytest.mark.parametrize(
    ("ignored", "unread"),
    [
        ("  lines.*: x\n  buyer.*: x\n", ""),
        ("  lines.*: x\n  '**.address': x\n", "`buyer.id`, `buyer.phones`"),
        ("  '**.lines': x\n  '**.buyer.*': x\n", ""),
        ("  lines.taxes.*: x\n  buyer.*: x\n", "`lines.price`, `lines.units`"),
    ],
)
def test_what_no_rule_reads_in_an_ignored_place_is_left_out_without_a_contradiction(
    check: Check, ignored: str, unread: str
) -> None:
    text = f"neither mapped, extended nor ignored: {unread}"
    found = check(HEAD + ignored + OTHERS)
    assert [one.code for one in found] == (["W902"] if unread else [])
    assert not unread or found[0].message.endswith(text)


def test_keys_that_nobody_knows_are_not_told_below_an_ignored_rest(load: Callable[[str], CompiledMapping]) -> None:
    record: dict[str, Any] = {"id": "1", "lines": [{"id": "2", "new": 1}], "buyer": {"id": "3", "address": {"new": 1}}}
    plain, rest, anywhere = (
        load(HEAD + ignored + OTHERS) for ignored in ("  $: x\n", "  lines.*: x\n", "  '**.address': x\n")
    )
    assert plain.unknown_keys(record) == ("buyer.address.new", "lines.new")
    assert rest.unknown_keys(record) == ("buyer.address.new",)
    assert anywhere.unknown_keys(record) == ("lines.new",)
