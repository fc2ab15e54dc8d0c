"""Product records as search (three versions) and Get Product answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import Dice, mix
from shopglot_tiktok.sandbox._product_extras import extras, families, newer, newer_listed, recommended
from shopglot_tiktok.sandbox._shelf import brand, categories, one_in
from shopglot_tiktok.sandbox._sku_records import detail_sku, listed_sku

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._catalogue import Product
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._shelf import Shelf

__all__ = ["AUDIT", "on_tokopedia", "product_detail", "product_summary", "quality_tier"]

# Which review result stands with which status is not documented; PENDING and FAILED say it themselves.
AUDIT = {"PENDING": "AUDITING", "FAILED": "FAILED", "ACTIVATE": "APPROVED"}
_PRODUCT_STATUS = {"PENDING": "INITIAL", "FAILED": "INITIAL"}
_TIERS = ("FAIR", "GOOD", "POOR")
_SYNC = "The required qualification is missed."


def quality_tier(product: Product) -> str:
    """Return the content quality, which only US products carry."""
    return _TIERS[product.word % len(_TIERS)]


def on_tokopedia(product: Product) -> bool:
    """Return whether an Indonesian product is listed on Tokopedia too."""
    return product.number % 3 == 0


def _common(shelf: Shelf, product: Product) -> dict[str, Any]:
    return {
        "create_time": product.created,
        "id": product.id,
        "recommended_categories": recommended(product),
        "status": product.status,
        "title": product.title,
        "update_time": shelf.catalogue.updated(product.number),
    }


def _modern(shelf: Shelf, product: Product) -> dict[str, Any]:
    audit: dict[str, Any] = {"pre_approved_reasons": [], "status": AUDIT.get(product.status, "NONE")}
    if shelf.newer:
        unsent = product.status == "DRAFT" and one_in(product, 2, 141)
        audit["not_submitted_reasons"] = ["PAYMENT_ACCOUNT_NOT_LINKED"] if unsent else []
    data: dict[str, Any] = {"audit": audit, "is_not_for_sale": product.gift}
    if shelf.region == "US":
        data["listing_quality_tier"] = quality_tier(product)
    if shelf.region == "ID" and on_tokopedia(product):
        data["integrated_platform_statuses"] = [{"platform": "TOKOPEDIA", "status": product.status}]
    return data


def product_summary(shelf: Shelf, product: Product, version: str) -> dict[str, Any]:
    """Return a product as search `version` (202309, 202312, 202502) lists it: no pictures, brand, category, text."""
    record = {
        **_common(shelf, product),
        "sales_regions": [shelf.region],
        "skus": [listed_sku(shelf, product, sku, version=version) for sku in product.skus],
    }
    if shelf.cross_border and product.status == "FAILED":
        record["product_sync_fail_reasons"] = [_SYNC]
    if version != "202309":
        record |= _modern(shelf, product)
    if version == "202502":
        record |= {"has_draft": product.word % 9 == 0, **families(shelf, product)}
        if shelf.region == "VN":
            record["product_tags"] = []
        if shelf.newer:
            record |= newer_listed(shelf, product)
    return record


def _package(dice: Dice, market: Market) -> dict[str, Any]:
    unit = "INCH" if market.region == "US" else "CENTIMETER"
    weights = {"US": ("POUND", "0.55"), "BR": ("GRAM", "450"), "JP": ("GRAM", "300"), "MX": ("GRAM", "850")}
    weight = weights.get(market.region, ("KILOGRAM", "0.65"))
    sides = {side: str(dice.between(2, 30)) for side in ("height", "length", "width")}
    return {"package_dimensions": {**sides, "unit": unit}, "package_weight": {"unit": weight[0], "value": weight[1]}}


def _types(shelf: Shelf, product: Product, skus: list[dict[str, Any]]) -> list[str]:
    types = ["COMBINED_PRODUCT"] if product.bundle else []
    in_bundle = any(product.id == part.id for part, _ in shelf.catalogue.parts())
    if in_bundle and any(shelf.catalogue.product(number).bundle for number in range(min(shelf.catalogue.count, 20))):
        types.append("IN_COMBINED_PRODUCT")
    if shelf.market.vat and any("global_listing_policy" in sku for sku in skus):
        types.append("GPR_TARGET_PRODUCT")
    return types


def product_detail(shelf: Shelf, product: Product) -> dict[str, Any]:
    """Return a product as Get Product answers it."""
    skus = [detail_sku(shelf, product, sku) for sku in product.skus]
    pictures = range(1 + product.word % 4)
    record: dict[str, Any] = {
        **_common(shelf, product),
        **_modern(shelf, product),
        **_package(Dice(mix(product.word, 81)), shelf.market),
        "category_chains": categories(product),
        "description": f"<p>{product.title}</p>",
        "has_draft": product.word % 9 == 0,
        "is_replicated": any("global_listing_policy" in sku for sku in skus),
        "main_images": [shelf.picture(mix(product.word, place)) for place in pictures],
        "manufacturer_ids": [],
        "product_status": _PRODUCT_STATUS.get(product.status, product.status),
        "responsible_person_ids": [],
        "skus": skus,
        **extras(shelf, product),
    }
    if product.brand:
        record["brand"] = brand(product)
    if shelf.market.cod:
        record["is_cod_allowed"] = True
    if types := _types(shelf, product, skus):
        record["product_types"] = types
    if product.status == "FAILED":
        record["audit_failed_reasons"] = [
            {
                "listing_platform": "TIKTOK_SHOP",
                "position": "title",
                "reasons": ["The title is not clear."],
                "suggestions": ["Name the product and its material in the title."],
            }
        ]
    return {**record, **newer(shelf, product)} if shelf.newer else record
