"""What of a recipient can be seen, by market, status, shipping and fulfilment; and Seller Shipping's switch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from shopglot_tiktok.sandbox._markets import MARKETS
from shopglot_tiktok.sandbox._masking import Situation, recipient, sight
from shopglot_tiktok.sandbox._people import Address
from shopglot_tiktok.sandbox._places import PLACES
from shopglot_tiktok.sandbox._timeline import STATUSES

if TYPE_CHECKING:
    from tests.support.caller import MakeCaller

DAY = 86_400
BY_SELLER, BY_TIKTOK = "FULFILLMENT_BY_SELLER", "FULFILLMENT_BY_TIKTOK"
EMPTY = {
    "address_detail": "", "address_line1": "", "address_line2": "", "address_line3": "", "address_line4": "",
    "delivery_preferences": {"drop_off_location": ""}, "first_name": "", "full_address": "", "last_name": "",
    "name": "", "phone_number": "", "postal_code": "", "region_code": "",
}  # fmt: skip


def person(region: str, name: str = "Dana Example", **changes: Any) -> Address:
    first, last = name.split() if MARKETS[region].split_names else ("", "")
    given: dict[str, Any] = {
        "name": name,
        "first_name": first,
        "last_name": last,
        "kana": ("", ""),
        "phone_code": MARKETS[region].phone_code,
        "phone": "2135550142",
        "lines": ("1450 N Sample Ave", "Apt 12", "", ""),
        "detail": "Apt 12, 1450 N Sample Ave",
        "place": PLACES[region][0],
        "postal": "91502",
        "drop_off": "Front Door",
    }
    return Address(**{**given, **changes})


@pytest.mark.parametrize("region", sorted(MARKETS))
@pytest.mark.parametrize("status", STATUSES)
def test_who_sees_what(region: str, status: str) -> None:
    seen = {
        (shipping, fulfillment): sight(Situation(region, status, shipping, fulfillment))
        for shipping in ("TIKTOK", "SELLER")
        for fulfillment in (BY_SELLER, BY_TIKTOK)
    }
    if status in {"UNPAID", "ON_HOLD"}:
        assert set(seen.values()) == {"withheld"}
    elif region == "US":
        own = "masked" if status == "CANCELLED" else "clear"
        platform = "masked" if status == "CANCELLED" else "masked_below_city"
        assert seen == {
            ("TIKTOK", BY_SELLER): platform, ("SELLER", BY_SELLER): own,
            ("TIKTOK", BY_TIKTOK): platform, ("SELLER", BY_TIKTOK): platform,
        }  # fmt: skip
    else:
        assert seen == {
            ("TIKTOK", BY_SELLER): "masked", ("SELLER", BY_SELLER): "clear",
            ("TIKTOK", BY_TIKTOK): "masked", ("SELLER", BY_TIKTOK): "masked",
        }  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_who_saw_what_in_the_us_from_july_2025(status: str) -> None:
    for shipping in ("TIKTOK", "SELLER"):
        seen = sight(Situation("US", status, shipping, BY_SELLER), us_rules="2025-07")
        hidden = "withheld" if status in {"UNPAID", "ON_HOLD"} else "masked" if status == "CANCELLED" else ""
        assert seen == (hidden or "clear")
        platform = sight(Situation("US", status, shipping, BY_TIKTOK), us_rules="2025-07")
        assert platform == (hidden or "masked_below_city")


def test_the_us_closes_thirty_days_after_completion() -> None:
    for shipping, rules in (("TIKTOK", "2025-07"), ("SELLER", "2025-07"), ("SELLER", "2026-08")):
        for seconds, seen in ((0, "clear"), (30 * DAY - 1, "clear"), (30 * DAY, "masked")):
            assert sight(Situation("US", "COMPLETED", shipping, BY_SELLER, seconds), us_rules=rules) == seen  # type: ignore[arg-type]
    assert sight(Situation("US", "COMPLETED", "SELLER", BY_TIKTOK, 30 * DAY)) == "masked"
    assert sight(Situation("US", "COMPLETED", "TIKTOK", BY_SELLER, 30 * DAY)) == "masked"


@pytest.mark.parametrize("rules", ["2025-07", "2026-08"])
def test_the_option_says_which_us_rule_holds(make_caller: MakeCaller, rules: str) -> None:
    caller = make_caller(120, us_rules=rules, platform_fulfilled=0)
    rows = [row for row in caller.orders() if row["status"] in {"AWAITING_SHIPMENT", "IN_TRANSIT", "DELIVERED"}]
    rows = [row for row in rows if row["shipping_type"] == "TIKTOK"]
    assert len(rows) > 10
    for row in rows:
        address = row["recipient_address"]
        for name in ("name", "phone_number", "address_line1"):
            assert ("*" in address[name]) == (rules == "2026-08"), name
        assert address["district_info"][3]["address_name"].isalpha()


def test_long_cancelled_orders_come_emptied() -> None:
    assert sight(Situation("VN", "CANCELLED", "TIKTOK", BY_SELLER, 180 * DAY)) == "emptied"
    assert sight(Situation("VN", "CANCELLED", "SELLER", BY_SELLER, 180 * DAY)) == "clear"
    assert recipient(MARKETS["VN"], person("VN"), "emptied") == EMPTY


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_a_withheld_recipient_is_an_object_of_empty_texts(region: str) -> None:
    assert recipient(MARKETS[region], person(region), "withheld") == EMPTY


def test_the_us_in_clear_and_masked() -> None:
    chain = [
        {"address_level": "L0", "address_level_name": "Country", "address_name": "United States", "iso_code": "US"},
        {"address_level": "L1", "address_level_name": "State", "address_name": "California", "iso_code": "CA"},
        {"address_level": "L2", "address_level_name": "County", "address_name": "Los Angeles County"},
        {"address_level": "L3", "address_level_name": "City", "address_name": "Burbank"},
    ]
    clear = {
        "address_detail": "Apt 12, 1450 N Sample Ave",
        "address_line1": "1450 N Sample Ave",
        "address_line2": "Apt 12",
        "address_line3": "",
        "address_line4": "",
        "delivery_preferences": {"drop_off_location": "Front Door"},
        "district_info": chain,
        "first_name": "Dana",
        "full_address": "Apt 12, 1450 N Sample Ave, Burbank, California 91502, United States",
        "last_name": "Example",
        "name": "Dana Example",
        "phone_number": "(+1)2135550142",
        "postal_code": "91502",
        "region_code": "US",
    }
    masked = {
        **clear,
        "address_detail": "A************************",
        "address_line1": "1****************",
        "address_line2": "A*****",
        "delivery_preferences": {"drop_off_location": ""},
        "first_name": "D***",
        "full_address": "****, Los Angeles County, California *****, United States",
        "last_name": "E******",
        "name": "D*** E******",
        "phone_number": "(+1)213*****42",
        "postal_code": "*****",
    }
    assert recipient(MARKETS["US"], person("US"), "clear") == clear
    assert recipient(MARKETS["US"], person("US"), "masked_below_city") == masked
    masked["district_info"] = [*chain[:3], {**chain[3], "address_name": "B******"}]
    assert recipient(MARKETS["US"], person("US"), "masked") == masked


def areas(record: dict[str, Any]) -> list[str]:
    return [row["address_name"] for row in record["district_info"]]


def test_malaysia_masked() -> None:
    one = person(
        "MY",
        "Siti Rahman",
        phone="1121234547",
        detail="NO 5, JALAN CONTOH",
        lines=("NO 5, JALAN CONTOH", "", "", ""),
        postal="40123",
    )
    record = recipient(MARKETS["MY"], one, "masked")
    assert (record["name"], record["first_name"], record["last_name"]) == ("S*** R***n", "", "")
    assert record["phone_number"] == "(+60)112*****47"
    assert record["address_detail"] == "NO****************"
    assert record["postal_code"] == "40***"
    assert [record[f"address_line{n}"] for n in (1, 2, 3, 4)] == ["Malaysia", "Selangor", "Petaling", ""]
    assert record["full_address"] == "Malaysia, Selangor, Petaling,NO****************"
    assert areas(record) == ["Malaysia", "Selangor", "Petaling"]


def test_indonesia_masked() -> None:
    one = person(
        "ID",
        "Budi Santoso",
        phone="81234567888",
        detail="Su Contoh 5",
        lines=("Su Contoh 5", "", "", ""),
        postal="12920",
    )
    record = recipient(MARKETS["ID"], one, "masked")
    assert (record["name"], record["postal_code"]) == ("b***", "")
    assert record["phone_number"] == "(+62)812******88"
    assert record["address_line1"] == "Su*********"
    assert areas(record) == ["Indonesia", "Jakarta", "South Jakarta", "Se*******", "Ka***"]
    assert record["full_address"] == "Indonesia, Jakarta, South Jakarta, Se*******, Ka***,Su*********"


def test_vietnam_masked() -> None:
    one = person("VN", "Trần Khánh", phone="965123468", detail="Số 5", lines=("Số 5", "", "", ""), postal="")
    record = recipient(MARKETS["VN"], one, "masked")
    assert (record["name"], record["first_name"], record["postal_code"]) == ("T*** K****", "", "")
    assert record["phone_number"] == "(+84)965****68"
    assert record["address_detail"] == "****"
    assert areas(record) == ["Vietnam", "Hồ Chí Minh", "Quận 3", "*" * len("Phường Võ Thị Sáu")]
    assert record["region_code"] == "VN"


def test_brazil_copies_the_only_name_and_masks_the_phone_shorter(make_caller: MakeCaller) -> None:
    caller = make_caller(40, regions=("BR",), shipping="SELLER", platform_fulfilled=0)
    for address in (row["recipient_address"] for row in caller.orders() if row["shipping_type"] == "SELLER"):
        assert (address["first_name"], address["last_name"]) == (address["name"], "")
    one = person("BR", "Cliente Exemplo", first_name="Cliente Exemplo", last_name="", phone="11900000099")
    record = recipient(MARKETS["BR"], one, "masked")
    assert (record["name"], record["first_name"], record["phone_number"]) == (
        "C****** E******",
        "C****** E******",
        "(+55)11*******99",
    )


def test_japan_has_katakana_and_britain_its_post_town() -> None:
    one = person("JP", "木村 淳", kana=("ジュン", "キムラ"))
    assert recipient(MARKETS["JP"], one, "clear")["first_name_local_script"] == "ジュン"
    assert recipient(MARKETS["JP"], one, "masked")["last_name_local_script"] == "キ**"
    assert recipient(MARKETS["GB"], person("GB"), "clear")["post_town"] == "Preston"
    assert recipient(MARKETS["GB"], person("GB"), "masked")["post_town"] == "P******"


@pytest.mark.parametrize("region", sorted(MARKETS))
def test_nothing_of_a_masked_recipient_can_be_read(make_caller: MakeCaller, region: str) -> None:
    hidden = make_caller(80, regions=(region,), platform_fulfilled=1000)
    clear = make_caller(80, regions=(region,), platform_fulfilled=0, shipping="SELLER")
    pairs = 0
    for masked, plain in zip(hidden.orders(), clear.orders(), strict=True):
        assert masked["id"] == plain["id"]
        assert masked["buyer_email"] == plain["buyer_email"]
        mask, seen = masked.get("recipient_address", {}), plain.get("recipient_address", {"name": ""})
        if "*" in seen["name"] or not seen["name"]:
            continue
        pairs += 1
        for name in ("name", "phone_number", "address_detail", "full_address", "first_name", "last_name"):
            assert not seen[name] or mask[name] != seen[name], name
        assert seen["phone_number"] not in str(mask)
    assert pairs > 20


def test_seller_shipping_reveals_only_orders_placed_after_it(make_caller: MakeCaller) -> None:
    caller = make_caller(30, regions=("GB",), platform_fulfilled=0)
    before = {row["id"]: row.get("recipient_address") for row in caller.orders()}
    early = caller.sandbox.place_orders(3, ready=True)
    caller.sandbox.set_shipping("SELLER")
    late = caller.sandbox.place_orders(3, ready=True)
    caller.sandbox.set_shipping("TIKTOK")
    again = caller.sandbox.place_orders(3, ready=True)
    rows = {row["id"]: row for row in caller.orders()}
    assert len(rows) == 39
    assert {rows[one]["status"] for one in (*early, *late, *again)} == {"AWAITING_SHIPMENT"}
    assert all("*" in rows[one]["recipient_address"]["name"] for one in (*early, *again))
    for one in late:
        address = rows[one]["recipient_address"]
        assert address["name"]
        assert "*" not in str(address)
        assert rows[one]["shipping_type"] == "SELLER"
    assert {one: rows[one].get("recipient_address") for one in before} == before


def test_a_us_order_goes_from_hidden_to_clear_to_masked(make_caller: MakeCaller) -> None:
    caller = make_caller(0)
    caller.sandbox.set_shipping("SELLER")
    ids = caller.sandbox.place_orders(20)

    def names() -> list[str]:
        caller.enter()
        rows = caller.data("GET", "/order/202309/orders", {"ids": ",".join(ids)})["orders"]
        return [
            row["recipient_address"]["name"]
            for row in rows
            if row["status"] != "CANCELLED" and row["order_type"] == "NORMAL" and row["is_on_hold_order"]
        ]

    assert set(names()) == {""}
    caller.sandbox.advance(2 * 3600)
    clear = names()
    assert all(name and "*" not in name for name in clear)
    caller.sandbox.advance(90 * DAY)
    assert all("*" in name for name in names())


def test_digital_goods_go_to_nobody(make_caller: MakeCaller) -> None:
    rows = [row for row in make_caller(600).orders() if row["shipping_type"] == "TIKTOK_DIGITAL"]
    assert rows
    for row in rows:
        assert not {"recipient_address", "packages", "tracking_number", "collection_time"} & row.keys()
        assert all("package_id" not in item for item in row["line_items"])
