"""An order that is read again masked keeps what was known of its people; all else is as it was read last."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest

from shopglot_models import Order, merge, merge_all

JANUARY, MARCH = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
AREAS = [{"level": "L0", "name": "United States"}, {"level": "L1", "name": "Illinois"}, {"level": "L3", "name": "Town"}]
ADDRESS: dict[str, Any] = {
    "name": "Ada Example", "line1": "1 Example Street", "line2": "Flat 2", "city": "Springfield", "state": "Illinois",
    "postal_code": "00001", "country": "US", "phone": "+12025550142", "areas": AREAS,
}  # fmt: skip
MASKED: dict[str, Any] = {
    "city": "Springfield", "state": "Illinois", "country": "US", "areas": [*AREAS[:2], {"level": "L3", "name": None}],
}  # fmt: skip
PHONES = [{"number": "+12025550142", "country_code": "1"}]


def hidden(*paths: str) -> list[dict[str, Any]]:
    return [{"path": path, "evidence": "masked", "reason": "after_close", "revealable": "never"} for path in paths]


def order(**more: Any) -> Order:
    return Order.model_validate({"id": "1", "customer_hidden": bool(more.get("hidden_fields")), **more})


def paths(record: Order) -> list[str]:
    return [field.path for field in record.hidden_fields]


CLEAR = order(
    status="active",
    total_amount="30.00",
    customer={"id": "7", "name": "Maria Invoiced", "phone_numbers": PHONES, "emails": [{"email": "r@example.com"}]},
    shipping_address=ADDRESS,
    note="Ring twice",
    line_items=[{"id": "a", "quantity": "2"}],
    tracking=[{"number": "T1"}, {"number": "T2"}],
    extensions={"tiktok": {"cpf": "123", "recipient_name": {"first_name": "Ada"}, "lane": "slow"}},
)
CLOSED = order(
    status="completed",
    total_amount="29.00",
    customer={"id": "7"},
    shipping_address=MASKED,
    line_items=[{"id": "a", "quantity": "1"}, {"id": "b", "quantity": "1"}],
    tracking=[{"number": "T1"}],
    extensions={"tiktok": {"recipient_name": {"first_name": None, "last_name": None}}},
    hidden_fields=hidden(
        "/customer/name", "/customer/phone_numbers/0/number", "/extensions/tiktok/cpf",
        "/extensions/tiktok/recipient_name/first_name", "/note", "/shipping_address/areas/2/name",
        "/shipping_address/line1", "/shipping_address/name", "/shipping_address/phone",
        "/shipping_address/postal_code",
    ),
)  # fmt: skip


def test_a_masked_reading_destroys_nothing_and_all_else_is_the_later_ones() -> None:
    merged = merge(CLEAR, CLOSED)
    assert (merged.customer, merged.shipping_address, merged.note) == (
        CLEAR.customer.model_copy(update={"emails": ()}) if CLEAR.customer else None,
        CLEAR.shipping_address,
        "Ring twice",
    )
    assert merged.extensions == {"tiktok": {"cpf": "123", "recipient_name": {"first_name": "Ada"}}}
    assert (merged.customer_hidden, merged.hidden_fields) == (False, ())
    own = {"customer", "shipping_address", "note", "extensions", "customer_hidden", "hidden_fields"}
    assert merged.model_dump(exclude=own) == CLOSED.model_dump(exclude=own)
    assert Order.model_validate(merged.model_dump()) == merged


def test_what_neither_knew_stays_hidden() -> None:
    earlier = order(shipping_address={**MASKED, "name": "Ada Example"}, hidden_fields=hidden("/shipping_address/line1"))
    merged = merge(earlier, CLOSED)
    assert merged.shipping_address is not None
    assert merged.shipping_address.name == "Ada Example"
    assert merged.customer_hidden is True
    assert paths(merged) == [path for path in paths(CLOSED) if path != "/shipping_address/name"]


def test_a_clear_reading_is_taken_as_it_is() -> None:
    moved = order(shipping_address={"line1": "2 Example Street", "country": "US"})
    assert merge(CLEAR, moved) == moved
    assert merge(CLOSED, CLEAR) == CLEAR


def test_a_changed_address_is_not_filled_with_the_streets_of_the_old_one() -> None:
    changed = order(shipping_address={**MASKED, "city": "Sampletown"}, hidden_fields=hidden("/shipping_address/line1"))
    merged = merge(CLEAR, changed)
    assert merged == changed


@pytest.mark.parametrize("gone", [None, {}], ids=["no address", "an empty one"])
@pytest.mark.parametrize(
    "path",
    [["/shipping_address"], ["/shipping_address/line1", "/shipping_address/name"]],
    ids=["as a whole", "by its fields"],
)
def test_an_emptied_order_keeps_its_address(gone: Any, path: list[str]) -> None:
    merged = merge(CLEAR, order(shipping_address=gone, hidden_fields=hidden(*path)))
    assert (merged.shipping_address, paths(merged)) == (CLEAR.shipping_address, [])
    nothing = order(hidden_fields=hidden(*path))
    assert paths(merge(order(), nothing)) == path


def test_a_buyer_that_is_withheld_as_a_whole() -> None:
    merged = merge(CLEAR, order(hidden_fields=hidden("/customer")))
    assert (merged.customer, paths(merged)) == (CLEAR.customer, [])
    assert paths(merge(order(customer={"id": "7"}), order(hidden_fields=hidden("/customer")))) == ["/customer"]
    other = order(customer={"id": "8"}, hidden_fields=hidden("/customer/name"))
    assert merge(CLEAR, other) == other


def test_one_of_two_phones_is_masked() -> None:
    later = order(
        customer={"id": "7", "phone_numbers": [{"number": "+12025550199"}]},
        hidden_fields=hidden("/customer/phone_numbers/1/number"),
    )
    merged = merge(CLEAR, later)
    assert merged.customer is not None
    assert [phone.number for phone in merged.customer.phone_numbers] == ["+12025550142", "+12025550199"]
    assert paths(merged) == []


def test_later_is_what_changed_later_and_else_what_is_named_later() -> None:
    old, new = order(status="active", updated_at=JANUARY), order(status="completed", updated_at=MARCH)
    for pair in itertools.permutations((old, new)):
        assert merge(*pair).status == "completed"
    # The platform masks a closed order without touching its time.
    masked = CLOSED.model_copy(update={"updated_at": MARCH})
    clear = CLEAR.model_copy(update={"updated_at": MARCH})
    assert merge(clear, masked).note == merge(masked, clear).note == "Ring twice"
    assert [merge(clear, masked).status, merge(masked, clear).status] == ["completed", "active"]


def test_three_readings_are_one_order() -> None:
    again = order(status="archived", hidden_fields=hidden("/note", "/shipping_address/line1"))
    other = Order(id="2")
    merged = merge_all([CLEAR, CLOSED, other, again])
    assert [record.id for record in merged] == ["1", "2"]
    assert (merged[0].status, merged[0].note, merged[0].shipping_address) == (
        "archived", "Ring twice", CLEAR.shipping_address,
    )  # fmt: skip


def test_two_orders_are_not_one() -> None:
    with pytest.raises(ValueError, match="ids differ") as wrong:
        merge(CLEAR, Order(id="2"))
    assert str(wrong.value) == "can't merge Order(id='1') with Order(id='2'): their ids differ; merge records of one id"
