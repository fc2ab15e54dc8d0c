"""Order records as the platform answers them, built for one moment from the order book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import base62, mix
from shopglot_tiktok.sandbox._lines import line_items
from shopglot_tiktok.sandbox._masking import Situation, recipient, sight
from shopglot_tiktok.sandbox._money import amount, bill
from shopglot_tiktok.sandbox._parcel import parcel
from shopglot_tiktok.sandbox._people import address, buyer
from shopglot_tiktok.sandbox._timeline import (
    AWAITING_SHIPMENT,
    CANCELLED,
    COMPLETED,
    DAY,
    DELIVERED,
    ON_HOLD,
    STATUSES,
    UNPAID,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._book import Book
    from shopglot_tiktok.sandbox._catalogue import Catalogue
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._money import Bill
    from shopglot_tiktok.sandbox._parcel import Parcel
    from shopglot_tiktok.sandbox._timeline import Life

__all__ = ["DETAIL_ONLY", "order_record"]

# The four fields that the list leaves out (section 6.6: "detail only").
DETAIL_ONLY = frozenset(
    {"channel_entity_national_registry_id", "payment_auth_code", "payment_card_type", "payment_method_code"}
)
_MESSAGES = ("Please leave with the neighbour", "Ring twice", "No hurry")
_UNKNOWN_KEYS: tuple[tuple[str, Any], ...] = (
    ("sim_trace_tags", ["a", "b"]),
    ("sim_channel_hint", "live"),
    ("sim_route", {"hub": "H2", "lane": 7}),
)
_OTHER_RECIPIENT_PER_MILLE = 120


def _payment(bill: Bill, market: Market) -> dict[str, Any]:
    tax = bill.total("tax")
    money = {
        "currency": market.currency,
        "original_shipping_fee": amount(bill.shipping, market),
        "original_total_product_price": amount(bill.total("original"), market),
        "platform_discount": amount(bill.total("platform_discount"), market),
        "seller_discount": amount(bill.total("seller_discount"), market),
        "shipping_fee": amount(bill.shipping_fee, market),
        "shipping_fee_cofunded_discount": amount(bill.shipping_cofunded, market),
        "shipping_fee_platform_discount": amount(bill.shipping_platform, market),
        "shipping_fee_seller_discount": amount(bill.shipping_seller, market),
        "sub_total": amount(bill.total("sale"), market),
        "tax": amount(tax, market) if tax else amount(0, market),
        "total_amount": amount(bill.total_amount, market),
    }
    if market.region == "US":
        money |= {"product_tax": money["tax"], "retail_delivery_fee": "0.00", "shipping_fee_tax": "0.00"}
    elif tax:
        money |= {"product_tax": money["tax"], "shipping_fee_tax": amount(0, market)}
    if market.region == "TH":
        money["small_order_fee"] = amount(bill.fee, market)
    if market.region == "ID":
        money |= {
            "buyer_service_fee": amount(bill.fee, market),
            "handling_fee": "0",
            "item_insurance_fee": "0",
            "shipping_insurance_fee": amount(bill.insurance, market),
        }
    return money


def _deadlines(created: int, market: Market) -> dict[str, Any]:
    times = {
        "cancel_order_sla_time": created + 9 * DAY,
        "rts_sla_time": created + 3 * DAY,
        "tts_sla_time": created + 4 * DAY,
    }
    if market.region in {"US", "GB"}:
        times["shipping_due_time"] = created + 5 * DAY
    if market.prefix == "GCP_":
        times["delivery_sla_time"] = created + 8 * DAY
    if market.region in {"TH", "PH"}:
        times["fast_dispatch_sla_time"] = created + DAY
    if market.sea:
        times |= {
            "fulfillment_priority_level": 600,
            "pick_up_cut_off_time": created + DAY,
            "recommended_shipping_time": created + DAY,
        }
    return times


def _paid_time(life: Life, status: int, now: int) -> int:
    if life.cod:
        delivered = life.entered(DELIVERED, now)
        return delivered + 60 if delivered else 0
    if life.pre_order and status == ON_HOLD:
        # The payment of a pre-order is only authorised a day before its release.
        return 0
    return life.entered(ON_HOLD, now) or life.entered(AWAITING_SHIPMENT, now)


def _travel(life: Life, parcel: Parcel, market: Market, now: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if parcel.shipped_at:
        found |= {
            "rts_time": parcel.shipped_at,
            "shipping_provider": parcel.carrier,
            "shipping_provider_id": parcel.carrier_id,
            "tracking_number": parcel.tracking,
        }
        if life.split:
            found["split_or_combine_tag"] = "SPLIT"
    elif market.sea:
        found["tracking_number"] = ""
    if parcel.shipped_at or market.packages_early:
        found["packages"] = [{"id": parcel.package_id}]
    if parcel.collected_at:
        found["collection_time"] = parcel.collected_at
    delivered = life.entered(DELIVERED, now)
    return {**found, "delivery_time": delivered} if delivered else found


def _progress(life: Life, parcel: Parcel, market: Market, now: int) -> dict[str, Any]:
    status, since = life.at(now)
    found = {"status": STATUSES[status], "update_time": since, **_travel(life, parcel, market, now)}
    paid = _paid_time(life, status, now)
    if paid and paid <= now:
        found["paid_time"] = paid
    if life.pre_order:
        found["release_date"] = next(at for code, at in life.steps if code in {AWAITING_SHIPMENT, CANCELLED})
    if status == CANCELLED:
        found |= {
            "cancel_reason": parcel.cancel_reason,
            "cancel_time": since,
            "cancellation_initiator": parcel.initiator,
        }
        if parcel.initiator == "BUYER":
            found["request_cancel_time"] = since - 10
    return found


def _brazil(word: int, method: str) -> dict[str, Any]:
    found = {
        "channel_entity_national_registry_id": "00.000.000/0001-00",
        "cpf": f"{mix(word, 71) % 10**9:09d}00",
        "cpf_name": "CLIENTE DE EXEMPLO",
        "need_upload_invoice": "NEED_INVOICE",
    }
    if method == "Pix":
        found["payment_auth_code"] = f"E{mix(word, 72) % 10**20:020d}s{base62(word, 10)}"
    return found


def _by_market(word: int, market: Market) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if market.region in {"US", "GB"}:
        found |= {"is_buyer_request_cancel": False, "is_exchange_order": False}
    if market.region in {"VN", "FR", "MY"}:
        found["commerce_platform"] = "TIKTOK_SHOP"
    if market.region == "ID":
        found["commerce_platform"] = "TOKOPEDIA" if word & 3 == 0 else "TIKTOK_SHOP"
        found["order_rights"] = [1]
    return found


def order_record(  # noqa: PLR0913 - each is a separate fact, all but three by name
    book: Book,
    catalogue: Catalogue,
    number: int,
    *,
    now: int,
    stamp: Callable[[], int],
    us_rules: bool,
    unknown_keys: bool,
) -> dict[str, Any]:
    """Give order `number` as Get Order Detail answers it at `now`, its recipient masked by the platform's rules."""
    market, word = book.market, book.word(number)
    life, created = book.life(number), book.created(number)
    status, since = life.at(now)
    money = bill(book, catalogue, number)
    travel = parcel(life, market, number, now, sample=money.sample)
    account = buyer(book.seed, market, book.shop.index, book.buyer(number))
    other = (word >> 21) % 1000 < _OTHER_RECIPIENT_PER_MILLE
    person = address(book.seed, market, mix(account.word, word if other else 1))
    method, code, card = market.payments[(word >> 22) % len(market.payments)]
    shipping, fulfillment = book.shipping(number), book.fulfillment(number)
    closed_for = now - since if status in {COMPLETED, CANCELLED} else 0
    seen = sight(Situation(market.region, STATUSES[status], shipping, fulfillment, closed_for), us_rules=us_rules)
    order_id = book.order_id(number)
    record = {
        "buyer_email": account.email,
        "buyer_message": _MESSAGES[word % 3] if (word >> 23) % 20 == 0 else "",
        "create_time": created,
        "delivery_option_id": str(7_091_100_000_000_000_001 + book.shop.index),
        "delivery_option_name": "Standard shipping" if market.sea else "Standard Shipping",
        "delivery_type": "COLLECTION_POINT" if market.prefix == "GCP_" and (word >> 24) % 8 == 0 else "HOME_DELIVERY",
        "fulfillment_type": fulfillment,
        "has_updated_recipient_address": (word >> 25) % 50 == 0,
        "id": str(order_id),
        "is_cod": life.cod,
        "is_on_hold_order": life.hold,
        "is_replacement_order": False,
        "is_sample_order": money.sample,
        "line_items": line_items(order_id, money, travel, catalogue, status=status, stamp=stamp),
        "order_type": "PRE_ORDER" if life.pre_order else "NORMAL",
        "payment": _payment(money, market),
        "payment_method_code": "pm_cod" if life.cod else code,
        "payment_method_name": "Cash on delivery" if life.cod else method,
        "recipient_address": recipient(market, person, seen),
        "shipping_type": shipping,
        "user_id": account.user_id,
        "warehouse_id": catalogue.warehouses[0],
        **_deadlines(created, market),
        **_progress(life, travel, market, now),
        **_by_market(word, market),
    }
    if card and not life.cod:
        record["payment_card_type"] = card
    if market.region == "BR" and status != UNPAID:
        record |= _brazil(word, method)
    if unknown_keys and (word >> 26) % 16 == 0:
        name, value = _UNKNOWN_KEYS[word % len(_UNKNOWN_KEYS)]
        record[name] = value
    return record
