"""Product search in its three versions, Get Product, and stock by product."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._answers import Refusal
from shopglot_tiktok.sandbox._cursors import clear_token, open_token, read_clear_token, seal_token
from shopglot_tiktok.sandbox._order_endpoints import page_size
from shopglot_tiktok.sandbox._product_records import AUDIT, on_tokopedia, product_detail, product_summary, quality_tier
from shopglot_tiktok.sandbox._shelf import one_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shopglot_tiktok.sandbox._catalogue import Catalogue, Product, Sku
    from shopglot_tiktok.sandbox._gateway import Visit
    from shopglot_tiktok.sandbox._platform import Platform
    from shopglot_tiktok.sandbox._shelf import Shelf

__all__ = ["get_product", "search_inventory", "search_products"]

_STATUSES = (
    "ALL", "DRAFT", "PENDING", "FAILED", "ACTIVATE", "SELLER_DEACTIVATED", "PLATFORM_DEACTIVATED", "FREEZE", "DELETED",
)  # fmt: skip
_END = 1 << 38
_CEILING = 10_000
_MOST_SKUS = 10
_MOST_PRODUCTS, _MOST_SKU_IDS = 100, 600
_REFUSED = frozenset({"FREEZE", "DELETED"})


@dataclass(frozen=True, slots=True)
class _Wanted:
    status: str
    created: tuple[int, int]
    updated: tuple[int, int]
    seller_skus: frozenset[str]
    sku_ids: frozenset[str]
    audits: frozenset[str]
    platforms: frozenset[str]
    tiers: frozenset[str]


def _texts(body: Mapping[str, Any], name: str) -> frozenset[str]:
    value = body.get(name) or []
    if not isinstance(value, list):
        raise Refusal(12052910)
    return frozenset(map(str, value))


def _window(body: Mapping[str, Any], name: str, code: int) -> tuple[int, int]:
    low, high = body.get(f"{name}_ge", 0), body.get(f"{name}_le", _END)
    for value in (low, high):
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _END:
            raise Refusal(code)
    return low, high


def _read_filter(body: Mapping[str, Any], version: str) -> _Wanted:
    status = body.get("status") or "ALL"
    seller_skus, sku_ids = _texts(body, "seller_skus"), _texts(body, "sku_ids")
    platforms = _texts(body, "listing_platforms")
    if status not in _STATUSES or (platforms and version != "202309" and status == "ALL"):
        raise Refusal(12052910)
    if len(seller_skus) > _MOST_SKUS:
        raise Refusal(12019027)
    if len(sku_ids) > _MOST_SKUS:
        raise Refusal(12019087)
    tiers = _texts(body, "listing_quality_tiers") if version == "202502" else frozenset()
    if version == "202312" and body.get("listing_quality_tier"):
        tiers = frozenset({str(body["listing_quality_tier"])})
    old = version == "202309"
    return _Wanted(
        status=status,
        created=_window(body, "create_time", 12019118),
        updated=_window(body, "update_time", 12019119),
        seller_skus=seller_skus,
        sku_ids=frozenset() if old else sku_ids,
        audits=frozenset() if old else _texts(body, "audit_status"),
        platforms=frozenset() if old else platforms,
        tiers=tiers,
    )


def _fits_product(product: Product, wanted: _Wanted, region: str) -> bool:
    if wanted.seller_skus and not any(sku.seller_sku in wanted.seller_skus for sku in product.skus):
        return False
    if wanted.sku_ids and not any(sku.id in wanted.sku_ids for sku in product.skus):
        return False
    if wanted.audits and AUDIT.get(product.status, "NONE") not in wanted.audits:
        return False
    if wanted.tiers and (region != "US" or quality_tier(product) not in wanted.tiers):
        return False
    return "TOKOPEDIA" not in wanted.platforms or (region == "ID" and on_tokopedia(product))


def _matches(catalogue: Catalogue, wanted: _Wanted) -> list[int]:
    """Return the numbers of all matching products, the oldest first; both ends of a window are included."""
    low = bisect_left(range(catalogue.count), wanted.created[0] * 1000, key=catalogue.created_ms)
    high = bisect_right(range(catalogue.count), wanted.created[1] * 1000 + 999, key=catalogue.created_ms)
    numbers = range(low, max(high, low))
    if wanted.status == "ALL" and wanted.updated == (0, _END):
        matching = list(numbers)
    else:
        matching = [
            number
            for number in numbers
            if wanted.status in {"ALL", catalogue.status(number)}
            and wanted.updated[0] <= catalogue.updated(number) <= wanted.updated[1]
        ]
    if wanted.seller_skus or wanted.sku_ids or wanted.audits or wanted.tiers or wanted.platforms:
        region = catalogue.shop.region
        matching = [number for number in matching if _fits_product(catalogue.product(number), wanted, region)]
    return matching


def _next(catalogue: Catalogue, version: str, last: int, seal: Callable[[int], str]) -> str:
    if version == "202502":
        return clear_token(catalogue.created_ms(last), catalogue.product(last).id)
    return seal(last)


def _after(catalogue: Catalogue, version: str, token: str, unseal: Callable[[str], int | None]) -> int:
    if version == "202502":
        read = read_clear_token(token)
        product = catalogue.find(read[1]) if read else None
        number = product.number if product else None
    else:
        number = unseal(token)
    if number is None:
        raise Refusal(12019108)
    return number


def search_products(platform: Platform, visit: Visit) -> dict[str, Any]:
    """Serve Search Products, the newest first; more than 10,000 matches are refused with 12052180."""
    shop, version = visit.the_shop, visit.version
    if platform.inactive(visit.grant.seller):
        raise Refusal(12052700)
    catalogue = platform.catalogue(shop)
    size = page_size(visit, Refusal(12019109))
    wanted = _read_filter(visit.body, version)
    matching = _matches(catalogue, wanted)
    if len(matching) > _CEILING:
        raise Refusal(12052180)
    search = f"{shop.id}|{version}|{wanted}"
    token, stop = visit.call.parameter("page_token"), len(matching)
    if token:
        last = _after(catalogue, version, token, lambda text: open_token(platform.seed, search, text))
        stop = bisect_left(matching, last)
    page = matching[max(stop - size, 0) : stop][::-1]
    more, shelf = stop - size > 0, platform.shelf(shop)
    return {
        "next_page_token": _next(catalogue, version, page[-1], lambda last: seal_token(platform.seed, search, last))
        if more
        else "",
        "products": [product_summary(shelf, catalogue.product(number), version) for number in page],
        "total_count": len(matching),
    }


def get_product(platform: Platform, visit: Visit) -> dict[str, Any]:
    """Serve Get Product; products in FREEZE and DELETED are refused."""
    catalogue = platform.catalogue(visit.the_shop)
    draft, review = visit.call.parameter("return_draft_version"), visit.call.parameter("return_under_review_version")
    if draft == "true" and review == "true":
        raise Refusal(12052910)
    product = catalogue.find(visit.path_id)
    if product is None:
        raise Refusal(12052032)
    if product.status in _REFUSED:
        raise Refusal(12052901)
    return product_detail(platform.shelf(visit.the_shop), product)


def search_inventory(platform: Platform, visit: Visit) -> dict[str, Any]:
    """Serve Inventory Search by `product_ids` (up to 100) or `sku_ids` (up to 600, which win)."""
    catalogue = platform.catalogue(visit.the_shop)
    products, sku_ids = _texts(visit.body, "product_ids"), _texts(visit.body, "sku_ids")
    if not (products or sku_ids) or len(products) > _MOST_PRODUCTS or len(sku_ids) > _MOST_SKU_IDS:
        raise Refusal(12052910)
    if sku_ids:
        # A SKU's id lies between its product's and the next one's.
        numbers = {catalogue.number_of_sku(one) for one in sku_ids}
        chosen = [catalogue.product(number) for number in sorted(numbers - {None}, key=int)]  # type: ignore[arg-type]
    else:
        chosen = [product for one in sorted(products) if (product := catalogue.find(one))]
    shelf, rows = platform.shelf(visit.the_shop), []
    for product in chosen:
        skus = [_stock_row(shelf, product, sku) for sku in product.skus if not sku_ids or sku.id in sku_ids]
        if skus:
            rows.append({"product_id": product.id, "skus": skus})
    return {"inventory": rows}


def _stock_row(shelf: Shelf, product: Product, sku: Sku) -> dict[str, Any]:
    """Return a SKU's stock by warehouse, and by the campaign, creator or shop that it is kept for."""
    available, committed = shelf.level(sku)
    house = {"available_quantity": available, "committed_quantity": committed}
    spread: dict[str, Any] = {}
    kept = 0
    for key, label, name, one in (
        ("campaign_inventory", "campaign_name", "Summer sale", 6),
        ("creator_inventory", "creator_name", "simulated_creator", 9),
    ):
        if one_in(product, one, len(key)) and (share := available // 10):
            spread[key] = [{label: name, "quantity": share}]
            kept += share
    return {
        "id": sku.id,
        "seller_sku": sku.seller_sku,
        "total_available_inventory_distribution": {**spread, "in_shop_inventory": {"quantity": available - kept}},
        "total_available_quantity": available,
        "total_committed_quantity": committed,
        "warehouse_inventory": [{**house, "warehouse_id": shelf.catalogue.warehouses[0]}],
    }
