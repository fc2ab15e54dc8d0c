"""Product records as search (three versions) and Get Product answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import Dice, mix
from shopglot_tiktok.sandbox._money import amount
from shopglot_tiktok.sandbox._pictures import picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._catalogue import Catalogue, Product, Sku
    from shopglot_tiktok.sandbox._markets import Market

__all__ = ["AUDIT", "on_tokopedia", "product_detail", "product_summary", "quality_tier"]

# Which review result stands with which status is not documented; PENDING and FAILED say it themselves.
AUDIT = {"PENDING": "AUDITING", "FAILED": "FAILED", "ACTIVATE": "APPROVED"}
_PRODUCT_STATUS = {"PENDING": "INITIAL", "FAILED": "INITIAL"}
_TIERS = ("FAIR", "GOOD", "POOR")
_VAT = (10, 11)


def quality_tier(product: Product) -> str:
    """Give the content quality, which only US products carry."""
    return _TIERS[product.word % len(_TIERS)]


def on_tokopedia(product: Product) -> bool:
    """Say whether an Indonesian product is listed on Tokopedia too."""
    return product.number % 3 == 0


def _price(sku: Sku, market: Market, *, cross_border: bool, detail: bool) -> dict[str, Any]:
    plain = amount(sku.price, market)
    found = {"currency": market.currency, "tax_exclusive_price": plain}
    if cross_border:
        found["tax_exclusive_price"] = amount(sku.price * _VAT[0] // _VAT[1], market)
    if cross_border or detail:
        found["sale_price"] = plain
    return found


def _inventory(sku: Sku, catalogue: Catalogue, product: Product) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"quantity": sku.stock, "warehouse_id": catalogue.warehouses[0]}]
    if product.word % 5 == 0:
        rows.append({"quantity": 0, "warehouse_id": catalogue.warehouses[2]})
    return rows


def _sku(sku: Sku, product: Product, catalogue: Catalogue, *, version: str, detail: bool) -> dict[str, Any]:
    market = catalogue.market
    row: dict[str, Any] = {
        "id": sku.id,
        "inventory": _inventory(sku, catalogue, product),
        "price": _price(sku, market, cross_border=catalogue.shop.seller_type == "CROSS_BORDER", detail=detail),
        "seller_sku": sku.seller_sku,
    }
    if market.region == "US" and version != "202309" and product.word % 4 == 0:
        row["list_price"] = {"amount": amount(sku.price * 13 // 10, market), "currency": market.currency}
    if market.region == "DE" and product.title.startswith("Mineralwasser"):
        row["fees"] = [{"additional_attribute": "SINGLE_USE", "amount": "1.50", "type": "PFAND"}]
    if version == "202502":
        row["status_info"] = (
            {"status": "NORMAL"} if sku.active else {"deactivation_source": "SELLER", "status": "DEACTIVATED"}
        )
        if product.word % 23 == 0:
            row["pre_sale"] = {"fulfillment_type": {"handling_duration_days": 7}, "type": "PRE_ORDER"}
            if market.region == "US":
                row["pre_sale"]["type"] = "MADE_TO_ORDER"
    return row


def _common(product: Product, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "create_time": product.created,
        "id": product.id,
        "recommended_categories": [],
        "status": product.status,
        "title": product.title,
        "update_time": catalogue.updated(product.number),
    }


def _modern(product: Product, market: Market) -> dict[str, Any]:
    found: dict[str, Any] = {
        "audit": {"pre_approved_reasons": [], "status": AUDIT.get(product.status, "NONE")},
        "is_not_for_sale": product.gift,
    }
    if market.region == "US":
        found["listing_quality_tier"] = quality_tier(product)
    if market.region == "ID" and on_tokopedia(product):
        found["integrated_platform_statuses"] = [{"platform": "TOKOPEDIA", "status": product.status}]
    return found


def product_summary(product: Product, catalogue: Catalogue, version: str) -> dict[str, Any]:
    """Give a product as search `version` (202309, 202312, 202502) lists it: no pictures, brand, category, text."""
    record = {
        **_common(product, catalogue),
        "sales_regions": [catalogue.market.region],
        "skus": [_sku(sku, product, catalogue, version=version, detail=False) for sku in product.skus],
    }
    if version != "202309":
        record |= _modern(product, catalogue.market)
    if version == "202502":
        record["has_draft"] = product.word % 9 == 0
        if catalogue.market.region == "VN":
            record["product_tags"] = []
    return record


def _options(sku: Sku, market: Market, stamp: Callable[[], int]) -> list[dict[str, Any]]:
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
            row["sku_img"] = picture(market, word, stamp)
        rows.append(row)
    return rows


def _package(dice: Dice, market: Market) -> dict[str, Any]:
    unit = "INCH" if market.region == "US" else "CENTIMETER"
    weights = {"US": ("POUND", "0.55"), "BR": ("GRAM", "450"), "JP": ("GRAM", "300"), "MX": ("GRAM", "850")}
    weight = weights.get(market.region, ("KILOGRAM", "0.65"))
    sides = {side: str(dice.between(2, 30)) for side in ("height", "length", "width")}
    return {"package_dimensions": {**sides, "unit": unit}, "package_weight": {"unit": weight[0], "value": weight[1]}}


def _detail_sku(sku: Sku, product: Product, catalogue: Catalogue, stamp: Callable[[], int]) -> dict[str, Any]:
    row = _sku(sku, product, catalogue, version="202502", detail=True)
    row["sales_attributes"] = _options(sku, catalogue.market, stamp)
    if product.word % 3 == 0:
        row["identifier_code"] = {
            "code": f"{int(sku.id) % 10**12:012d}",
            "type": "UPC" if catalogue.market.region == "US" else "EAN",
        }
    if product.bundle:
        part = catalogue.product(0)
        row["combined_skus"] = [
            {
                "product_id": part.id,
                "seller_sku": part.skus[0].seller_sku,
                "sku_count": 2,
                "sku_id": part.skus[0].id,
                "title": part.title,
            }
        ]
    return row


def product_detail(product: Product, catalogue: Catalogue, stamp: Callable[[], int]) -> dict[str, Any]:
    """Give a product as Get Product answers it; `stamp` gives the pictures' changing query."""
    market, dice = catalogue.market, Dice(mix(product.word, 81))
    root, leaf = (str(600_000 + mix(0, *map(ord, name)) % 90_000) for name in product.category)
    record: dict[str, Any] = {
        **_common(product, catalogue),
        **_modern(product, market),
        **_package(dice, market),
        "category_chains": [
            {"id": root, "is_leaf": False, "local_name": product.category[0], "parent_id": "0"},
            {"id": leaf, "is_leaf": True, "local_name": product.category[1], "parent_id": root},
        ],
        "description": f"<p>{product.title}</p>",
        "has_draft": product.word % 9 == 0,
        "is_replicated": False,
        "main_images": [picture(market, mix(product.word, place), stamp) for place in range(1 + product.word % 4)],
        "manufacturer_ids": [],
        "product_attributes": [],
        "product_status": _PRODUCT_STATUS.get(product.status, product.status),
        "responsible_person_ids": [],
        "skus": [_detail_sku(sku, product, catalogue, stamp) for sku in product.skus],
    }
    if product.brand:
        record["brand"] = {
            "id": str(7_082_400_000_000_000_000 + mix(0, *map(ord, product.brand)) % 10**6),
            "name": product.brand,
        }
    if market.cod:
        record["is_cod_allowed"] = True
    if product.bundle:
        record["product_types"] = ["COMBINED_PRODUCT"]
    if product.status == "FAILED":
        record["audit_failed_reasons"] = [
            {
                "listing_platform": "TIKTOK_SHOP",
                "position": "title",
                "reasons": ["The title is not clear."],
                "suggestions": ["Name the product and its material in the title."],
            }
        ]
    if market.region == "VN":
        record |= {"is_pre_owned": False, "product_tags": [], "shipping_insurance_requirement": "NOT_SUPPORTED"}
    return record
