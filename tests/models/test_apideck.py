"""The other contract: everything that `to_apideck()` gives validates against it, and nothing is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopglot_models import Customer, Order, Product, Store, apideck_warnings, to_apideck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import Draft202012Validator

    from shopglot_models import Record

REFUSED = "Apideck's contract refuses this value; it is under custom_mappings only"


def without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: without_empty(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item is not None and item not in ([], {})}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


def united(data: Any, rest: Any) -> Any:
    """Put what went under `custom_mappings` back into its place."""
    if isinstance(data, dict) and isinstance(rest, dict):
        return {
            name: united(data[name], rest[name]) if name in data and name in rest else data.get(name, rest.get(name))
            for name in data | rest
        }
    if isinstance(data, list) and isinstance(rest, list):
        return [united(one, other) for one, other in zip(data, rest, strict=True)]
    return rest


def lossless(record: Record) -> bool:
    view = record.to_apideck()
    custom = view.pop("custom_mappings", {})
    return bool(without_empty(united(view, custom)) == without_empty(json.loads(record.model_dump_json())))


def test_a_whole_record_has_its_whole_view(
    resource: str, models: dict[str, type[Record]], whole: Callable[[str], Any]
) -> None:
    record = models[resource].model_validate(whole(resource))
    assert record.to_apideck() == to_apideck(record) == whole(f"{resource}.apideck")
    assert apideck_warnings(record) == []


def test_a_whole_record_validates_and_loses_nothing(
    resource: str,
    models: dict[str, type[Record]],
    whole: Callable[[str], Any],
    contract: dict[str, Draft202012Validator],
) -> None:
    record = models[resource].model_validate(whole(resource))
    assert list(contract[resource].iter_errors(record.to_apideck())) == []
    assert lossless(record)


def test_no_field_of_the_contract_is_left_out(
    resource: str, whole: Callable[[str], Any], contract: dict[str, Draft202012Validator]
) -> None:
    # The record has every field filled: what its view lacks is a field of the contract that our models lack.
    schema: Any = contract[resource].schema
    assert list(lacking(schema, whole(f"{resource}.apideck"), schema, "")) == []


def lacking(schema: Any, view: Any, root: Any, path: str) -> Iterator[str]:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(view, list):
        yield from lacking(schema["items"], view[0], root, f"{path}/0")
    for name, inner in schema.get("properties", {}).items() if isinstance(view, dict) else ():
        if view.get(name) in (None, [], {}):
            yield f"{path}/{name}"
        else:
            yield from lacking(inner, view[name], root, f"{path}/{name}")


def test_a_minimal_store_is_its_nullable_scalars() -> None:
    assert Store(id="1").to_apideck() == {
        "id": "1", "name": None, "store_url": None, "admin_url": None, "created_at": None, "updated_at": None,
    }  # fmt: skip


def test_a_minimal_customer_still_answers_whether_it_is_hidden() -> None:
    assert Customer(id="1").to_apideck() == {
        "id": "1", "name": None, "first_name": None, "last_name": None, "company_name": None, "status": None,
        "currency": None, "created_at": None, "updated_at": None,
        "custom_mappings": {"customer_hidden": False, "partial": False},
    }  # fmt: skip


def test_a_minimal_record_validates(
    resource: str, models: dict[str, type[Record]], contract: dict[str, Draft202012Validator]
) -> None:
    assert list(contract[resource].iter_errors(models[resource].model_validate({"id": "1"}).to_apideck())) == []


def test_minimal_parts_keep_what_the_contract_can_not_do_without(contract: dict[str, Draft202012Validator]) -> None:
    order = Order.model_validate({"id": "1", "line_items": [{}], "tracking": [{}], "customer": {"emails": [{}]}})
    view = order.to_apideck()
    assert list(contract["order"].iter_errors(view)) == []
    assert view["line_items"][0]["quantity"] is None
    assert view["tracking"] == [{"provider": None, "number": None, "url": None, "updated_at": None}]
    assert view["customer"]["emails"] == [{"id": None, "email": None, "type": None}]
    product = Product.model_validate({"id": "1", "variants": [{"id": "v"}], "options": [{"name": "Size"}]}).to_apideck()
    assert product["variants"][0]["options"] == []
    assert product["options"] == [{"id": None, "name": "Size", "values": []}]


def test_what_a_second_entry_adds_stands_at_its_own_place() -> None:
    order = Order.model_validate({"id": "1", "line_items": [{"id": "a"}, {"id": "b", "is_gift": True}]})
    assert order.to_apideck()["custom_mappings"] == {"customer_hidden": False, "line_items": [{}, {"is_gift": True}]}


def test_a_cancelled_unit_is_not_in_the_quantity_that_the_contract_tells() -> None:
    lines: list[dict[str, Any]] = [
        {"id": "a", "quantity": "3", "cancelled_quantity": "1"},
        {"id": "b", "quantity": "1", "cancelled_quantity": "1"},
        {"id": "c", "quantity": "2", "cancelled_quantity": "0"},
        {"id": "d", "quantity": "2"},
        {"id": "e", "cancelled_quantity": "1"},
    ]
    view = Order.model_validate({"id": "1", "line_items": lines}).to_apideck()
    assert [line["quantity"] for line in view["line_items"]] == ["2", "0", "2", "2", None]
    assert [line.get("quantity") for line in view["custom_mappings"]["line_items"]] == ["3", "1", None, None, None]


def test_the_recipient_stands_in_for_a_buyer_who_is_not_named() -> None:
    order: dict[str, Any] = {"id": "1", "customer": {"id": "7"}, "shipping_address": {"name": "Ada Example"}}
    view = Order.model_validate(order).to_apideck()
    assert view["customer"]["name"] == "Ada Example"
    assert view["custom_mappings"]["customer"] == {"name": None}
    order["customer"]["name"] = "Bo Example"
    assert Order.model_validate(order).to_apideck()["customer"]["name"] == "Bo Example"
    assert Order.model_validate({"id": "1", "customer": {"id": "7"}}).to_apideck()["customer"]["name"] is None


def test_a_draft_is_archived_in_the_contracts_words() -> None:
    view = Product.model_validate({"id": "1", "status": "draft"}).to_apideck()
    assert (view["status"], view["custom_mappings"]) == ("archived", {"status": "draft"})


def test_the_second_line_has_all_lines_below_the_first_and_the_records_own_are_kept() -> None:
    place = {"line1": "1 Way", "line2": None, "line3": "Ward 4", "line4": "Back door", "city": "Ermita"}
    order = Order.model_validate({"id": "1", "shipping_address": place}).to_apideck()
    assert (order["shipping_address"]["line1"], order["shipping_address"]["line2"]) == ("1 Way", "Ward 4, Back door")
    kept = {"line2": None, "line3": "Ward 4", "line4": "Back door"}
    assert order["custom_mappings"]["shipping_address"] == kept
    customer = Customer.model_validate({"id": "1", "addresses": [place | {"line2": "Flat 2", "line4": None}]})
    assert customer.to_apideck()["addresses"][0]["line2"] == "Flat 2, Ward 4"
    assert customer.to_apideck()["custom_mappings"]["addresses"] == [{"line2": "Flat 2", "line3": "Ward 4"}]
    one = Order.model_validate({"id": "1", "shipping_address": {"line2": "Flat 2"}}).to_apideck()
    assert one["shipping_address"]["line2"] == "Flat 2"
    assert one["custom_mappings"] == {"customer_hidden": False}


@pytest.mark.parametrize("text", ["a***@x.example", "v4b@scs2.tiktok.com"])
def test_a_mailbox_that_has_the_form_of_one_stays(text: str) -> None:
    record = Customer.model_validate({"id": "1", "emails": [{"email": text}]})
    assert (record.to_apideck()["emails"][0]["email"], apideck_warnings(record)) == (text, [])


@pytest.mark.parametrize("text", ["***", "a@b", "a b@x.example", "a@x@y.example"])
def test_a_mailbox_without_the_form_of_one_moves_with_a_warning(
    text: str, contract: dict[str, Draft202012Validator]
) -> None:
    record = Order.model_validate({"id": "1", "customer": {"emails": [{"id": "m", "email": text}]}})
    view = record.to_apideck()
    assert view["customer"]["emails"] == [{"id": "m", "email": None, "type": None}]
    assert view["custom_mappings"]["customer"] == {"emails": [{"email": text}]}
    assert apideck_warnings(record) == [f"/customer/emails/0/email: {REFUSED}"]
    assert list(contract["order"].iter_errors(view)) == []


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_record_validates_and_loses_nothing(
    data: st.DataObject,
    resource: str,
    generated: dict[str, st.SearchStrategy[Any]],
    contract: dict[str, Draft202012Validator],
) -> None:
    record = data.draw(generated[resource])
    view = record.to_apideck()
    assert list(contract[resource].iter_errors(view)) == []
    assert json.loads(json.dumps(view)) == view
    assert lossless(record)


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("order", {"id": 1}),
        ("order", {}),
        ("order", {"id": "1", "total_amount": 12.5}),
        ("order", {"id": "1", "customer": None}),
        ("order", {"id": "1", "customer_hidden": True}),
        ("order", {"id": "1", "customer": {"nickname": "x"}}),
        ("order", {"id": "1", "currency": "BYN"}),
        ("order", {"id": "1", "line_items": [{}]}),
        ("order", {"id": "1", "line_items": [{"quantity": 1}]}),
        ("order", {"id": "1", "tracking": [{"provider": None}]}),
        ("order", {"id": "1", "status": "on_hold"}),
        ("order", {"id": "1", "shipping_address": {"country": "GBR"}}),
        ("customer", {"id": "1", "phone_numbers": [{"number": None}]}),
        ("customer", {"id": "1", "emails": [{"id": "m"}]}),
        ("customer", {"id": "1", "emails": [{"email": "nobody"}]}),
        ("product", {"id": "1", "variants": None}),
        ("product", {"id": "1", "brand": {}}),
        ("store", {"id": "1", "currency": "EUR"}),
        ("store", {"id": "1", "store_url": "shop.example"}),
    ],
)
def test_the_contracts_description_does_refuse(
    name: str, record: dict[str, Any], contract: dict[str, Draft202012Validator]
) -> None:
    assert not contract[name].is_valid(record)
