"""One record per buyer out of several orders': what was once clear stays clear."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from shopglot.connection._customers import merge_customers
from shopglot_models import Customer

CLEAR_ADDRESS = {
    "type": "shipping",
    "name": "Example Buyer",
    "line1": "1 Example Street",
    "city": "Springfield",
    "postal_code": "00001",
    "country": "US",
    "areas": [{"level": "L0", "name": "United States"}, {"level": "L3", "name": "Springfield"}],
}
MASKED_ADDRESS = {"type": "shipping", "country": "US", "areas": [{"level": "L0", "name": "United States"}]}


def hidden(path: str, reason: str = "after_close") -> dict[str, Any]:
    return {"path": path, "evidence": "masked", "reason": reason, "revealable": "never"}


def customer(**more: Any) -> Customer:
    fields = {"id": "7", "customer_hidden": bool(more.get("hidden_fields")), **more}
    return Customer.model_validate(fields)


CLEAR = customer(
    name="Example Buyer",
    first_name="Example",
    last_name="Buyer",
    emails=[{"email": "relay@example.com", "is_relay": True}],
    phone_numbers=[{"number": "+12025550142", "country_code": "1"}],
    addresses=[CLEAR_ADDRESS],
    orders=[{"id": "1", "total": "10.00", "status": "active"}],
)
MASKED = customer(
    emails=[{"email": "relay@example.com", "is_relay": True}],
    addresses=[MASKED_ADDRESS],
    orders=[{"id": "2", "total": "5.00", "status": "completed"}],
    hidden_fields=[hidden("/name"), hidden("/phone_numbers/0/number"), hidden("/addresses/0/line1")],
)


def test_a_masked_order_takes_nothing_away() -> None:
    for first, second in ((CLEAR, MASKED), (MASKED, CLEAR)):
        merged = merge_customers(first, second)
        assert merged.model_dump(exclude={"orders"}) == CLEAR.model_dump(exclude={"orders"})
        assert sorted(order.id for order in merged.orders) == ["1", "2"]
        assert (merged.customer_hidden, merged.hidden_fields) == (False, ())


def test_what_no_order_knew_stays_hidden_for_the_latest_reason() -> None:
    earlier = customer(hidden_fields=[hidden("/name", "awaiting_release"), hidden("/addresses/0/line1")])
    later = customer(hidden_fields=[hidden("/name", "after_close")])
    merged = merge_customers(earlier, later)
    assert merged.customer_hidden is True
    assert [(field.path, field.reason) for field in merged.hidden_fields] == [
        ("/name", "after_close"),
        ("/addresses/0/line1", "after_close"),
    ]


def test_the_later_name_holds_and_names_of_two_people_are_not_mixed() -> None:
    later = customer(name="Other Person")
    merged = merge_customers(CLEAR, later)
    assert (merged.name, merged.first_name, merged.last_name) == ("Other Person", None, None)


def test_different_addresses_are_kept_and_the_same_one_is_kept_once() -> None:
    moved = customer(addresses=[{**CLEAR_ADDRESS, "line1": "2 Example Street"}])
    merged = merge_customers(merge_customers(CLEAR, moved), CLEAR)
    assert [address.line1 for address in merged.addresses] == ["1 Example Street", "2 Example Street"]


def test_an_order_that_moved_on_is_there_once_with_its_new_status() -> None:
    later = customer(orders=[{"id": "1", "total": "10.00", "status": "completed"}])
    assert [order.model_dump(mode="json") for order in merge_customers(CLEAR, later).orders] == [
        {"id": "1", "total": "10.00", "status": "completed"}
    ]


def test_the_first_creation_and_the_last_change_hold() -> None:
    january, march = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    merged = merge_customers(
        customer(created_at=january, updated_at=march), customer(created_at=march, updated_at=january)
    )
    assert (merged.created_at, merged.updated_at) == (january, march)


def test_extensions_are_merged_without_losing_what_was_known() -> None:
    earlier = customer(extensions={"tiktok": {"nickname": "example", "tax_name": "Example"}})
    later = customer(extensions={"tiktok": {"nickname": "", "level": 2}})
    merged = merge_customers(earlier, later)
    assert merged.extensions == {"tiktok": {"nickname": "example", "tax_name": "Example", "level": 2}}
