"""The people of TikTok's orders: addresses that a carrier can use in 16 markets, and what is hidden, why, and where."""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import shopglot
from shopglot_models import Customer, Order
from shopglot_tiktok.sandbox import Sandbox, SandboxClock, SandboxSwitches
from shopglot_tiktok.sandbox._markets import MARKETS
from tests.support.paths import ROOT, tiktok_index
from tests.support.paths import TIKTOK as FIXTURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.mapping import CompiledMapping

MAPPINGS = ROOT / "mappings" / "shopglot_mappings" / "tiktok"
ENTRIES: list[dict[str, Any]] = [entry for entry in tiktok_index()["fixtures"] if entry["resource"] == "order"]
CLEAR = [entry for entry in ENTRIES if "clear address" in entry["tags"]]
# The street of an order can be lacking: then it is not made up of the second line.
WITHOUT_STREET = {"raw/order/detail.us.address_in_detail_only.json"}
# Level 1 is the country's first division: a state, never a line.
LOWER = {"L3", "L4"}
REMEDY = {"revealable": "future_orders", "remedy": "seller-shipping"}
NEVER = {"revealable": "never", "remedy": None}


def raw_orders(entry: dict[str, Any]) -> list[dict[str, Any]]:
    answer = json.loads((FIXTURES / entry["file"]).read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = answer["data"].get("orders", [])
    return found


def records(
    tiktok: shopglot.Connector, resource: str, entry: dict[str, Any], policy: Any = "hide"
) -> list[Order | Customer]:
    source = (FIXTURES / entry["file"]).read_bytes()
    found = []
    for item in tiktok.normalize_many(resource, source, mask_policy=policy):
        if isinstance(item, shopglot.Normalized):
            assert isinstance(item.record, Order | Customer)
            found.append(item.record)
    return found


def at(value: Any, pointer: str) -> Any:
    """Give what stands at a JSON Pointer (RFC 6901); a place that is not there is an error."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


@pytest.mark.fixtures
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
@pytest.mark.parametrize("resource", ["order", "customer"])
def test_every_hidden_path_leads_to_a_null_or_a_list_of_the_record(
    entry: dict[str, Any], resource: str, tiktok: shopglot.Connector
) -> None:
    for record in records(tiktok, resource, entry):
        whole = json.loads(record.model_dump_json())
        for field in record.hidden_fields:
            found = at(whole, field.path)
            assert found is None or isinstance(found, list), field.path
        paths = [field.path for field in record.hidden_fields]
        assert len(set(paths)) == len(paths)


@pytest.mark.fixtures
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_kept_masks_stand_where_the_hidden_paths_say(entry: dict[str, Any], tiktok: shopglot.Connector) -> None:
    for resource in ("order", "customer"):
        for record in records(tiktok, resource, entry, "keep"):
            whole = json.loads(record.model_dump_json())
            for field in record.hidden_fields:
                at(whole, field.path)


@pytest.mark.fixtures
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_where_the_name_is_hidden_so_are_its_parts(entry: dict[str, Any], tiktok: shopglot.Connector) -> None:
    for record in records(tiktok, "customer", entry):
        paths = {field.path for field in record.hidden_fields}
        if "/name" in paths:
            assert paths >= {"/first_name", "/last_name"}


def below_the_city(raw: dict[str, Any]) -> Iterator[str]:
    for area in raw["recipient_address"]["district_info"]:
        if area["address_level"] in LOWER:
            yield area["address_name"]


@pytest.mark.fixtures
@pytest.mark.parametrize("entry", CLEAR, ids=lambda entry: entry["file"])
def test_a_clear_address_has_all_that_a_carrier_needs(entry: dict[str, Any], tiktok: shopglot.Connector) -> None:
    orders = records(tiktok, "order", entry)
    assert orders
    for raw, order in zip(raw_orders(entry), orders, strict=True):
        assert isinstance(order, Order)
        address = order.shipping_address
        assert address is not None
        assert address.city
        assert address.country == raw["recipient_address"]["region_code"]
        assert bool(address.line1) is (entry["file"] not in WITHOUT_STREET)
        lines = [line for line in (address.line1, address.line2, address.line3, address.line4) if line]
        printed = " / ".join([*lines, address.city])
        assert [name for name in below_the_city(raw) if name not in printed] == []
        assert len(set(lines)) == len(lines), "no line is told twice"
        label = order.to_apideck()["shipping_address"]
        assert [line for line in lines if line not in f"{label['line1']} / {label['line2']}"] == []


@pytest.mark.parametrize("market", sorted(MARKETS))
def test_so_do_the_addresses_of_a_simulated_shop(market: str, tiktok: shopglot.Connector) -> None:
    sandbox = Sandbox(
        7, 60, 5, (market,), clock=SandboxClock(1_767_225_600), options=SandboxSwitches(shipping="SELLER")
    )
    clear = 0
    for number in range(60):
        raw = sandbox.order(sandbox.shops[0], number, int(sandbox.clock.now()))
        order = tiktok.normalize("order", raw).record
        assert isinstance(order, Order)
        whole = json.loads(order.model_dump_json())
        assert all(at(whole, field.path) in (None, []) for field in order.hidden_fields)
        if order.customer_hidden:
            continue
        clear += 1
        address = order.shipping_address
        assert address is not None
        assert (bool(address.line1), bool(address.city), address.country) == (True, True, market)
        printed = f"{address.line1} / {address.line2} / {address.line3} / {address.line4} / {address.city}"
        assert [name for name in below_the_city(raw) if name not in printed] == []
        assert address.phone is not None
        assert address.phone.startswith("+")
    assert clear > 20


@pytest.mark.fixtures
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_order_and_customer_give_one_address_and_one_reason(entry: dict[str, Any], tiktok: shopglot.Connector) -> None:
    order_of, customer_of = tiktok.mappings["order"], tiktok.mappings["customer"]
    seen = 0
    for raw in raw_orders(entry):
        order, customer = order_of.run(raw).values, customer_of.run(raw).values
        if order is None or customer is None:
            continue
        seen += 1
        places = [dict(place) for place in customer.get("addresses", [])]
        for place in places:
            place.pop("type", None)
        assert places == ([order["shipping_address"]] if "shipping_address" in order else [])
        assert customer["customer_hidden"] is order["customer_hidden"]
        assert {reason(item) for item in customer["hidden_fields"]} == {reason(item) for item in order["hidden_fields"]}
    assert seen or "stripped" in entry["tags"] or not raw_orders(entry) or "minimal" in entry["tags"]


def reason(item: dict[str, Any]) -> tuple[str, str, str | None]:
    return item["reason"], item["revealable"], item["remedy"]


def rules_in(fields: Any) -> Iterator[Any]:
    """Yield the rule of every field, at any depth, and every part."""
    if isinstance(fields, dict):
        for name, value in fields.items():
            yield from value.values() if name in {"fields", "parts", "extensions", "enums"} and value else ()
            yield from rules_in(value)
    elif isinstance(fields, list):
        for item in fields:
            yield from rules_in(item)


def test_no_rule_stands_twice() -> None:
    files = sorted(MAPPINGS.glob("*.yaml"))
    found = Counter(
        json.dumps(rule, sort_keys=True)
        for file in files
        for rule in rules_in(yaml.safe_load(file.read_text(encoding="utf-8")) | {"tests": None})
    )
    assert len(files) == 5
    assert [rule for rule, times in found.items() if times > 1 and len(rule) > 70] == []


def expected(currency: str, status: str, shipping: str, fulfilment: str) -> dict[str, Any]:
    """Say the rules in another form than the mapping does: by who ships, then by status, then by market."""
    waiting, closed = status in {"UNPAID", "ON_HOLD"}, status in {"CANCELLED", "COMPLETED"}
    if fulfilment != "FULFILLMENT_BY_SELLER":
        return {"reason": "awaiting_release" if waiting else "platform_fulfilment", **NEVER}
    if shipping == "TIKTOK":
        return {"reason": "awaiting_release" if waiting and currency != "USD" else "platform_shipping", **REMEDY}
    if waiting:
        return {"reason": "awaiting_release", "revealable": "later", "remedy": None}
    if closed:
        return {"reason": "after_close", "revealable": "never" if currency == "USD" else "unknown", "remedy": None}
    return {"reason": "unknown", "revealable": "unknown", "remedy": None}


def hidden_of(mapping: CompiledMapping, raw: dict[str, Any]) -> list[dict[str, Any]]:
    values = mapping.run(raw).values
    assert values is not None
    assert values["customer_hidden"] is bool(values["hidden_fields"])
    found: list[dict[str, Any]] = values["hidden_fields"]
    return found


STATUSES = (
    "UNPAID", "ON_HOLD", "AWAITING_SHIPMENT", "PARTIALLY_SHIPPING", "AWAITING_COLLECTION", "IN_TRANSIT", "DELIVERED",
    "COMPLETED", "CANCELLED",
)  # fmt: skip
KEEPERS = ("FULFILLMENT_BY_SELLER", "FULFILLMENT_BY_TIKTOK", "FULFILLMENT_BY_DILAYANI_TOKOPEDIA")


@pytest.mark.parametrize(
    ("currency", "shipping", "fulfilment"), list(product(["USD", "GBP", "IDR"], ["TIKTOK", "SELLER"], KEEPERS))
)
@pytest.mark.parametrize("status", STATUSES)
def test_why_it_is_hidden_and_what_can_be_done(
    currency: str, shipping: str, fulfilment: str, status: str, tiktok: shopglot.Connector
) -> None:
    entry = next(entry for entry in ENTRIES if entry["file"].endswith("us.clear_address.json"))
    raw = raw_orders(entry)[0] | {"status": status, "shipping_type": shipping, "fulfillment_type": fulfilment}
    raw["payment"] = raw["payment"] | {"currency": currency}
    address = raw["recipient_address"]
    masked = raw | {"recipient_address": address | {"phone_number": "(+1)213*****42", "name": "D*** E******"}}
    emptied = raw | {"recipient_address": dict.fromkeys(address, "")}
    wanted = expected(currency, status, shipping, fulfilment)
    for resource in ("order", "customer"):
        mapping = tiktok.mappings[resource]
        assert hidden_of(mapping, raw) == []
        for situation, evidence in ((masked, "masked"), (emptied, "withheld")):
            found = hidden_of(mapping, situation)
            assert found
            assert [{**item, "path": ""} for item in found] == [
                {"path": "", "evidence": evidence, **wanted} for _ in found
            ]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("gone", [None, "", {}, {"name": "", "phone_number": ""}])
def test_digital_goods_have_nobody_to_hide(status: str, gone: Any, tiktok: shopglot.Connector) -> None:
    entry = next(entry for entry in ENTRIES if entry["file"].endswith("us.digital.json"))
    raw = raw_orders(entry)[0] | {"status": status, "recipient_address": gone}
    assert hidden_of(tiktok.mappings["order"], raw) == []
    assert hidden_of(tiktok.mappings["customer"], raw) == []
    # The same blanks of a parcel are not the truth.
    assert hidden_of(tiktok.mappings["order"], raw | {"shipping_type": "SELLER"}) != []
