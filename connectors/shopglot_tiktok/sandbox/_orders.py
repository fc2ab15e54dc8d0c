"""Order records as the platform answers them, built for one moment from the order book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import base62, mix
from shopglot_tiktok.sandbox._lines import line_items
from shopglot_tiktok.sandbox._masking import Situation, recipient, sight
from shopglot_tiktok.sandbox._money import payment
from shopglot_tiktok.sandbox._order_times import deadlines, progress
from shopglot_tiktok.sandbox._people import address, buyer
from shopglot_tiktok.sandbox._pictures import picture_url
from shopglot_tiktok.sandbox._timeline import CANCELLED, COMPLETED, STATUSES, UNPAID

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._masking import UsRules
    from shopglot_tiktok.sandbox._people import Buyer
    from shopglot_tiktok.sandbox._view import View

__all__ = ["DETAIL_ONLY", "order_record"]

# The four fields that the list leaves out (section 6.6: "detail only").
DETAIL_ONLY = frozenset(
    {"channel_entity_national_registry_id", "payment_auth_code", "payment_card_type", "payment_method_code"}
)
_MESSAGES = ("Please leave with the neighbour", "Ring twice", "No hurry")
_NOTES = ("Fragile: double box", "Regular customer")
_FAST = ("3_DAY_DELIVERY", "3_DAY_POTENTIAL_SHIPPING", "3_DAY_POTENTIAL_TRANSIT")
_OTHER_RECIPIENT_PER_MILLE = 120


def _brazil(word: int, method: str) -> dict[str, Any]:
    data = {
        "channel_entity_national_registry_id": "00.000.000/0001-00",
        "cpf": f"{mix(word, 71) % 10**9:09d}00",
        "cpf_name": "CLIENTE DE EXEMPLO",
        "need_upload_invoice": "NEED_INVOICE",
    }
    if method == "Pix":
        data["payment_auth_code"] = f"E{mix(word, 72) % 10**20:020d}s{base62(word, 10)}"
    return data


def _by_market(view: View, account: Buyer) -> dict[str, Any]:
    word, region = view.word, view.region
    data: dict[str, Any] = {}
    if region in {"US", "GB"}:
        data |= {"is_buyer_request_cancel": False, "is_exchange_order": False}
    if region in {"VN", "FR", "MY"}:
        data["commerce_platform"] = "TIKTOK_SHOP"
    if region == "ID":
        data["commerce_platform"] = "TOKOPEDIA" if word & 3 == 0 else "TIKTOK_SHOP"
        data["order_rights"] = [2] if "distance_fee" in view.bill.charges else [1]
        if word % 37 == 0:
            data["consultation_id"] = str(mix(word, 45) % 10**18)
    if region == "US":
        if word % 9 == 0:
            # The newest two values came with the newest keys.
            data["fast_delivery_program"] = _FAST[(word >> 42) % 3] if view.newer else _FAST[0]
        if view.live and view.book.group(view.number):
            data["auto_combine_group_id"] = str(7_590_000_000_000_000_000 + view.book.origin(view.number))
    if any(unit.product.trait == "blind_box" for unit in view.bill.units):
        data |= {
            "buyer_avatar": picture_url(view.market, account.word, view.stamp),
            "buyer_nickname": f"{base62(account.word, 1).lower()}**********{account.word % 10}",
        }
    return data


def _by_kind(view: View) -> dict[str, Any]:
    kind = view.bill.kind
    data: dict[str, Any] = {}
    data["is_replacement_order"] = kind.name == "replacement"
    data["is_sample_order"] = kind.name in {"sample", "refundable_sample"}
    if kind.again:
        source = view.book.order_id(view.book.origin(view.number))
        key = "replaced_order_id" if kind.name == "replacement" else "exchange_source_order_id"
        data |= {key: str(source), "is_exchange_order": kind.name == "exchange"}
    if kind.handling:
        data["handling_duration"] = {"days": str(kind.handling), "type": kind.days_are}
    if view.newer:
        data["is_subscription_order"] = kind.name == "subscription"
        if data["is_sample_order"]:
            data["is_refundable_sample"] = kind.name == "refundable_sample"
        if view.region == "US":
            data["authentication_required"] = view.word % 43 == 0
    return data


def _recipient(view: View, account: Buyer, us_rules: UsRules) -> dict[str, Any]:
    if view.bill.kind.digital:
        return {}
    origin = view.book.origin(view.number)
    word = view.book.word(origin)
    other = (word >> 21) % 1000 < _OTHER_RECIPIENT_PER_MILLE
    person = address(view.book.seed, view.market, mix(account.word, word if other else 1))
    situation = Situation(
        region=view.region,
        status=STATUSES[view.status],
        shipping_type=view.book.shipping(view.number),
        fulfillment_type=view.book.fulfillment(view.number),
        closed_for=view.now - view.since if view.status in {COMPLETED, CANCELLED} else 0,
    )
    changed = (view.word >> 25) % 50 == 0
    return {
        "has_updated_recipient_address": changed,
        "recipient_address": recipient(view.market, person, sight(situation, us_rules=us_rules)),
    }


def order_record(view: View, *, us_rules: UsRules) -> dict[str, Any]:
    """Return an order as Get Order Detail answers it, its recipient masked by the platform's rules."""
    book, market, word, life = view.book, view.market, view.word, view.life
    account = buyer(book.seed, market, book.shop.index, book.buyer(view.number))
    method, code, card = market.payments[(word >> 22) % len(market.payments)]
    record = {
        "buyer_email": account.email,
        "buyer_message": _MESSAGES[word % 3] if (word >> 23) % 20 == 0 else "",
        "create_time": view.created,
        "delivery_option_id": str(7_091_100_000_000_000_001 + book.shop.index),
        "delivery_option_name": "Standard shipping" if market.sea else "Standard Shipping",
        "delivery_type": "COLLECTION_POINT" if market.prefix == "GCP_" and (word >> 24) % 8 == 0 else "HOME_DELIVERY",
        "fulfillment_type": book.fulfillment(view.number),
        "id": str(view.order_id),
        "is_cod": life.cod,
        "is_on_hold_order": life.hold,
        "line_items": line_items(view),
        "order_type": view.bill.kind.order_type,
        "payment": payment(view.bill, market),
        "payment_method_code": "pm_cod" if life.cod else code,
        "payment_method_name": "Cash on delivery" if life.cod else method,
        "shipping_type": book.shipping(view.number),
        "user_id": account.user_id,
        "warehouse_id": view.catalogue.warehouses[0],
        **_recipient(view, account, us_rules),
        **deadlines(view),
        **_by_market(view, account),
        **_by_kind(view),
        **progress(view),
    }
    if (word >> 44) % 40 == 0:
        record["seller_note"] = _NOTES[word % 2]
    if card and not life.cod:
        record["payment_card_type"] = card
    if market.region == "BR" and view.status != UNPAID:
        record |= _brazil(word, method)
    return record
