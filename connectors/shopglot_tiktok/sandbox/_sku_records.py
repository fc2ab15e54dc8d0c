"""SKUs as product search and Get Product send them: price, stock, options, codes, the parts of a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import mix
from shopglot_tiktok.sandbox._shelf import brand, categories, one_in, text_id

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._catalogue import Product, Sku
    from shopglot_tiktok.sandbox._shelf import Shelf

__all__ = ["detail_sku", "listed_sku"]

_VAT = (10, 11)
_DAY = 86_400
_POUR = "Mineralwasser"
_MISSING = {
    "SELLER_DEACTIVATED": "SUB_PRODUCT_DEACTIVATE",
    "PLATFORM_DEACTIVATED": "SUB_PRODUCT_DEACTIVATE",
    "DELETED": "SUB_PRODUCT_DELETE",
    "FREEZE": "SUB_PRODUCT_FROZEN",
}


def _price(shelf: Shelf, product: Product, sku: Sku, *, detail: bool) -> dict[str, Any]:
    plain = shelf.money(sku.price)
    price = {"currency": shelf.market.currency, "tax_exclusive_price": plain}
    if shelf.cross_border:
        price["tax_exclusive_price"] = shelf.money(sku.price * _VAT[0] // _VAT[1])
    if shelf.cross_border or detail:
        price["sale_price"] = plain
    if shelf.newer and product.trait == "auction":
        price["starting_bid_price"] = shelf.money(max(sku.price * 4 // 10, 1))
    return price


def _inventory(shelf: Shelf, product: Product, sku: Sku, *, backorders: bool) -> list[dict[str, Any]]:
    first: dict[str, Any] = {"quantity": shelf.level(sku).available, "warehouse_id": shelf.catalogue.warehouses[0]}
    if backorders and shelf.region == "US" and one_in(product, 6, 101):
        first |= {"backorder_quantity": 40, "handling_time": 7}
    rows = [first]
    if product.word % 5 == 0:
        rows.append({"quantity": 0, "warehouse_id": shelf.catalogue.warehouses[2]})
    return rows


def _pre_sale(shelf: Shelf, product: Product) -> dict[str, Any]:
    if shelf.region != "US":
        return {"fulfillment_type": {"handling_duration_days": 7}, "type": "PRE_ORDER"}
    kind = ("PRE_ORDER", "MADE_TO_ORDER", "CUSTOM")[product.word % 3]
    if kind == "PRE_ORDER":
        return {"fulfillment_type": {"release_date": product.updated + 30 * _DAY}, "type": kind}
    return {"fulfillment_type": {"handling_duration_days": 7}, "type": kind}


def listed_sku(
    shelf: Shelf, product: Product, sku: Sku, *, version: str = "202502", detail: bool = False
) -> dict[str, Any]:
    """Return a SKU as search `version` lists it; `detail` has the display price always."""
    newest = version == "202502"
    row: dict[str, Any] = {
        "id": sku.id,
        "inventory": _inventory(shelf, product, sku, backorders=newest),
        "price": _price(shelf, product, sku, detail=detail),
        "seller_sku": sku.seller_sku,
    }
    if shelf.region == "US" and version != "202309":
        if product.word % 4 == 0:
            row["list_price"] = {"amount": shelf.money(sku.price * 13 // 10), "currency": shelf.market.currency}
        if one_in(product, 5, 102):
            compared = {"amount": shelf.money(sku.price * 12 // 10), "currency": shelf.market.currency}
            row["external_list_prices"] = [{**compared, "source": "SHOPIFY_COMPARE_AT_PRICE"}]
    if shelf.region == "DE" and product.title.startswith(_POUR):
        row["fees"] = [{"additional_attribute": "SINGLE_USE", "amount": "1.50", "type": "PFAND"}]
    if newest:
        off = {"deactivation_source": "PLATFORM" if one_in(product, 3, 103) else "SELLER", "status": "DEACTIVATED"}
        row["status_info"] = {"status": "NORMAL"} if sku.active else off
        if one_in(product, 12, 104):
            row["pre_sale"] = _pre_sale(shelf, product)
    return row


def _options(shelf: Shelf, product: Product, sku: Sku) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for place, (name, value) in enumerate(sku.options):
        word = mix(place, *map(ord, value))
        row: dict[str, Any] = {
            "id": str(100_000 + place),
            "name": name,
            "value_id": str(1_000_000 + word % 99_999),
            "value_name": value,
        }
        if place == 0:
            row["sku_img"] = shelf.picture(word)
            if shelf.region == "US" and one_in(product, 3, 105):
                row["supplementary_sku_images"] = [shelf.picture(mix(word, 1))]
        rows.append(row)
    return rows


def _part(shelf: Shelf, part: Product, count: int) -> dict[str, Any]:
    """Return one component of a bundle, as fully as the platform tells it."""
    sku = part.skus[0]
    row: dict[str, Any] = {
        "categories": categories(part),
        "combined_listing_not_live_reasons": [_MISSING[part.status]] if part.status in _MISSING else [],
        "inventory": _inventory(shelf, part, sku, backorders=False),
        "price": _price(shelf, part, sku, detail=True),
        "product_id": part.id,
        "product_main_image": shelf.picture(mix(part.word, 0)),
        "sales_attributes": _options(shelf, part, sku),
        "seller_sku": sku.seller_sku,
        "sku_count": count,
        "sku_id": sku.id,
        "title": part.title,
    }
    row["price"].pop("starting_bid_price", None)
    return {**row, "brand": brand(part)} if part.brand else row


def _codes(shelf: Shelf, product: Product, sku: Sku) -> dict[str, Any]:
    codes: dict[str, Any] = {}
    if one_in(product, 3, 106):
        kind, digits = {"US": ("UPC", 12), "JP": ("JAN", 13)}.get(shelf.region, ("EAN", 13))
        if one_in(product, 9, 107):
            kind, digits = "GTIN", 14
        codes["identifier_code"] = {"code": f"{int(sku.id) % 10**12:0{digits}d}", "type": kind}
    if product.bundle and shelf.market.vat:
        codes["extra_identifier_codes"] = [f"{int(part.id) % 10**12:013d}" for part, _ in shelf.catalogue.parts()]
    if one_in(product, 4, 108):
        codes["external_sku_id"] = f"gid-{sku.id[-8:]}"
        if one_in(product, 2, 109):
            codes["external_urls"] = [f"https://shop.example.com/{product.number + 1}"]
    return codes


def _replicated(shelf: Shelf, product: Product, sku: Sku) -> dict[str, Any]:
    policy: dict[str, Any] = {"inventory_type": "SHARED" if product.word % 2 else "EXCLUSIVE", "price_sync": True}
    if shelf.market.vat:
        policy["replicate_source"] = {
            "product_id": text_id(1_729_400_000_000_000_000, product.id),
            "shop_id": text_id(7_494_500_000_000_000_000, product.number % 3),
            "sku_id": text_id(1_729_400_000_000_000_000, sku.id),
        }
    return policy


def _newer(shelf: Shelf, product: Product, sku: Sku) -> dict[str, Any]:
    """Return the keys that came in 2026: weight and size of a variant, purchase limits."""
    data: dict[str, Any] = {}
    region = shelf.region
    if (region in {"US", "MX"} or shelf.market.sea) and one_in(product, 3, 110):
        ounces = int(sku.id) % 40 + 15
        unit, value = {"US": ("POUND", f"0.{ounces:02d}"), "MX": ("GRAM", str(ounces * 10))}.get(
            region, ("KILOGRAM", f"0.{ounces:02d}")
        )
        data["sku_weight"] = {"unit": unit, "value": value}
        sides = {"height": "4.50", "length": "18.00", "width": "12.25"}
        data["sku_dimensions"] = {**sides, "unit": "INCH" if region == "US" else "CENTIMETER"}
    if one_in(product, 8, 111):
        data["purchase_order_quantity_limit"] = {"cumulative_order_quantity": 10, "maximum_order_quantity": 2}
    return data


def detail_sku(shelf: Shelf, product: Product, sku: Sku) -> dict[str, Any]:
    """Return a SKU as Get Product answers it."""
    row = listed_sku(shelf, product, sku, detail=True)
    row["sales_attributes"] = _options(shelf, product, sku)
    row |= _codes(shelf, product, sku)
    if shelf.market.vat and (product.title.startswith(_POUR) or one_in(product, 4, 112)):
        # Six of a unit in the pack: the price of one of them.
        row["sku_unit_count"] = "6"
        row["price"]["unit_price"] = shelf.money(sku.price // 6)
    if not shelf.cross_border and (shelf.market.vat or shelf.region == "VN") and one_in(product, 6, 113):
        row["global_listing_policy"] = _replicated(shelf, product, sku)
    if product.bundle:
        row["combined_skus"] = [_part(shelf, part, count) for part, count in shelf.catalogue.parts()]
    return {**row, **_newer(shelf, product, sku)} if shelf.newer else row
