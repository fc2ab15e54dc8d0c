"""The lines of a TikTok order, by hand: units that a merchant would write on one line, with their money and parts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from _handwritten_values import compact, flag, money, objects, text, texts, total, whole

Json = dict[str, Any]
Tax = tuple[str | None, Decimal | None, Decimal | None]

WAITING = frozenset({"UNPAID", "AWAITING_SHIPMENT", "AWAITING_COLLECTION"})
MOVING = frozenset({"IN_TRANSIT", "DELIVERED", "COMPLETED"})
OVER = MOVING | {"CANCELLED"}
UNIT_STATUS = {
    "UNPAID": "pending",
    "AWAITING_SHIPMENT": "pending",
    "AWAITING_COLLECTION": "pending",
    "IN_TRANSIT": "shipped",
    "DELIVERED": "delivered",
    "CANCELLED": "cancelled",
}
DISCOUNTS = {"seller_discount": "seller", "platform_discount": "platform"}
NO_OPTIONS = frozenset({"Default", "Mặc định", "Mặc định, Mặc định", "Par défaut"})


class PriceDetail:
    """What Get Price Detail tells of an order: its own figures, and those of each unit by the unit's id."""

    def __init__(self, detail: Json) -> None:
        self.order = detail
        self.units: dict[str, list[Json]] = {}
        self.states_tax = False
        for unit in objects(detail.get("line_items")):
            number = text(unit.get("id"))
            if number:
                self.units.setdefault(number, []).append(unit)
            self.states_tax = self.states_tax or bool(money(unit.get("subtotal_tax_amount")))

    def of(self, unit: Json) -> list[Json]:
        """List what it tells of one unit."""
        return self.units.get(unit.get("id") or "", []) if self.units else []

    def of_line(self, units: list[Json]) -> list[Json] | None:
        """List what it tells of the tax of these units; None where it does not tell of each."""
        if not self.states_tax:
            return None
        found = []
        for unit in units:
            told = self.of(unit)
            if not any(text(one.get("subtotal_tax_amount")) for one in told):
                return None
            found += told
        return found


def line_items(raw: Json, units: list[Json], currency: str | None, detail: PriceDetail) -> list[Json] | None:
    """Put the units that a merchant would write on one line together."""
    groups: dict[tuple[Any, ...], list[Json]] = {}
    for unit in units:
        key = (
            unit.get("sku_id"),
            money(unit.get("original_price")),
            money(unit.get("sale_price")),
            unit.get("is_gift") or False,
            unit.get("display_status"),
        )
        groups.setdefault(key, []).append(unit)
    cancelled, delivered = raw.get("status") == "CANCELLED", bool(raw.get("delivery_time"))
    found = []
    for (_, original, sale, *_), group in groups.items():
        stated = [item_taxes(unit) for unit in group]
        line = {
            **described(group),
            **states(group, cancelled=cancelled, delivered=delivered),
            **prices(original, sale, len(group), stated if currency == "USD" else []),
            **taxes(group, stated, detail),
            "discounts": discounts(group),
            "components": components(group, delivered=delivered),
        }
        found.append(compact(line))
    return found or None


def described(units: list[Json]) -> Json:
    first = units[0]
    options = text(first.get("sku_name"))
    return {
        "id": text(first.get("id")),
        "raw_ids": texts(units, "id"),
        "product_id": text(first.get("product_id")),
        "variant_id": text(first.get("sku_id")),
        "sku": text(first.get("seller_sku")),
        "name": text(first.get("product_name")),
        "description": None if any(unit.get("sku_name") in NO_OPTIONS for unit in units) else options,
        "is_gift": flag(first.get("is_gift")),
    }


def states(units: list[Json], *, cancelled: bool, delivered: bool) -> Json:
    state = text(units[0].get("display_status"))
    count = Decimal(len(units))
    left = done = None
    if cancelled or state in OVER:
        left = Decimal(0)
    elif state in WAITING:
        left = count
    if cancelled or state == "CANCELLED":
        done = count
    elif state:
        done = Decimal(0)
    status = unit_status(state, delivered=delivered)
    if cancelled:
        status = "cancelled"
    else:
        parts = {text(part.get("display_status")) for unit in units for part in objects(unit.get("sub_item_info"))}
        if parts and not (MOVING.isdisjoint(parts) or WAITING.isdisjoint(parts)):
            status = "partial"
    return {
        "quantity": count,
        "unfulfilled_quantity": left,
        "cancelled_quantity": done,
        "status": status,
        "source_status": state,
    }


def unit_status(state: str | None, *, delivered: bool) -> str | None:
    if state == "COMPLETED" and delivered:
        return "delivered"
    return UNIT_STATUS.get(state, "unknown") if state else None


def item_taxes(unit: Json) -> list[Tax]:
    """List the taxes of a unit: which, at what rate, how much."""
    return [
        (text(tax.get("tax_type")), money(tax.get("tax_rate")), money(tax.get("tax_amount")))
        for tax in objects(unit.get("item_tax"))
    ]


def detailed_taxes(told: list[Json]) -> list[Tax]:
    """List the taxes of which a price detail tells; which ones they are it does not say."""
    return [("", money(one.get("tax_rate")), money(one.get("subtotal_tax_amount"))) for one in told]


def prices(original: Decimal | None, sale: Decimal | None, count: int, on_top: list[list[Tax]]) -> Json:
    """Give the prices of a line, whose units have the same; US tax comes on top."""
    paid = None if sale is None else sale * count
    if paid is not None and on_top:
        paid = total([paid, *[amount for taxes in on_top for _, _, amount in taxes]])
    return {
        "unit_price": original,
        "discounted_unit_price": sale,
        "sub_total": None if original is None else original * count,
        "total_amount": paid,
    }


def taxes(units: list[Json], stated: list[list[Tax]], detail: PriceDetail) -> Json:
    """Give the taxes of a line: the price detail's where it states tax, else those of the units."""
    told = detail.of_line(units)
    listed = [tax for each in stated for tax in each] if told is None else detailed_taxes(told)
    of_units = [detailed_taxes(detail.of(unit)) for unit in units] if detail.states_tax else stated
    rates = {total([rate for _, rate, _ in each]) for each in of_units}
    return {
        "tax_amount": total([amount for _, _, amount in listed]),
        "tax_rate": rates.pop() if len(rates) == 1 else None,
        "taxes": by_rate(listed),
    }


def by_rate(listed: list[Tax]) -> list[Json] | None:
    """Add the taxes of one type and rate; those of nothing are left out."""
    groups: dict[tuple[str | None, Decimal | None], list[Decimal | None]] = {}
    for kind, rate, amount in listed:
        groups.setdefault((kind, rate), []).append(amount)
    found = []
    for (kind, rate), each in groups.items():
        amount = total(each)
        if rate or amount:
            name = None if kind is None else "sales_tax" if kind == "SALES_TAX" else "other"
            found.append(compact({"type": name, "rate": rate, "amount": amount}))
    return found or None


def discounts(units: list[Json]) -> list[Json] | None:
    found = [
        {"amount": amount, "funded_by": funded_by}
        for key, funded_by in DISCOUNTS.items()
        if (amount := total([money(unit.get(key)) for unit in units]))
    ]
    return found or None


def components(units: list[Json], *, delivered: bool) -> list[Json] | None:
    """List the parts of a bundle: each piece by itself where they are told, else what it is made of."""
    pieces: dict[tuple[Any, ...], list[Json]] = {}
    for unit in units:
        for piece in objects(unit.get("sub_item_info")):
            key = (piece.get("sku_id"), piece.get("display_status"), piece.get("tracking_number"))
            pieces.setdefault(key, []).append(piece)
    if pieces:
        return [component(group, delivered=delivered) for group in pieces.values()]
    listed: dict[Any, list[Json]] = {}
    for unit in units:
        for sku in objects(unit.get("combined_listing_skus")):
            listed.setdefault(sku.get("sku_id"), []).append(sku)
    return [
        compact(named(group[0]) | {"quantity": total([whole(sku.get("sku_count")) for sku in group])})
        for group in listed.values()
    ] or None


def named(part: Json) -> Json:
    return {
        "product_id": text(part.get("product_id")),
        "variant_id": text(part.get("sku_id")),
        "sku": text(part.get("seller_sku")),
    }


def component(pieces: list[Json], *, delivered: bool) -> Json:
    first = pieces[0]
    state = text(first.get("display_status"))
    parcel = {"provider": text(first.get("shipping_provider_name")), "number": text(first.get("tracking_number"))}
    return compact(
        named(first)
        | {
            "name": text(first.get("product_name")),
            "quantity": Decimal(len(pieces)),
            "status": unit_status(state, delivered=delivered),
            "source_status": state,
            "tracking": compact(parcel) or None,
            "raw_ids": texts(pieces, "id"),
        }
    )
