"""Shops and warehouses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import mix
from shopglot_tiktok.sandbox._people import address

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._gateway import Visit
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._platform import Platform

__all__ = ["active_shops", "authorized_shops", "warehouses"]

_KINDS = (
    ("SALES_WAREHOUSE", "ENABLED", True),
    ("RETURN_WAREHOUSE", "ENABLED", False),
    ("SALES_WAREHOUSE", "RESTRICTED", False),
)
# Markets with a fourth area below the country tell it as the town.
_TOWN = 3


def authorized_shops(_: Platform, visit: Visit) -> dict[str, Any]:
    """Serve Get Authorized Shops, with the ciphers."""
    return {
        "shops": [
            {
                "cipher": shop.cipher,
                "code": shop.code,
                "id": shop.id,
                "name": shop.name,
                "region": shop.region,
                "seller_type": shop.seller_type,
            }
            for shop in visit.grant.seller.shops
        ]
    }


def active_shops(_: Platform, visit: Visit) -> dict[str, Any]:
    """Serve Get Active Shops: ids and regions only."""
    return {"shops": [{"id": shop.id, "region": shop.region} for shop in visit.grant.seller.shops]}


def warehouses(platform: Platform, visit: Visit) -> dict[str, Any]:
    """Serve Get Warehouse List: a sales, a return and a restricted warehouse; `distict` is the platform's spelling."""
    catalogue = platform.catalogue(visit.the_shop)
    market, abroad = catalogue.market, visit.the_shop.seller_type == "CROSS_BORDER"
    return {
        "warehouses": [
            {
                "address": _address(platform.seed, market, mix(platform.seed, 95, visit.the_shop.index, number)),
                "effect_status": effect,
                "entity_id": str(7_395_300_000_000_000_000 + visit.the_shop.index * 10 + number // 2),
                "id": catalogue.warehouses[number],
                "is_default": default,
                "name": f"{market.country} {number + 1}",
                "sub_type": "CB_OVERSEA_WAREHOUSE" if abroad else "DOMESTIC_WAREHOUSE",
                "type": kind,
            }
            for number, (kind, effect, default) in enumerate(_KINDS)
        ]
    }


def _address(seed: int, market: Market, word: int) -> dict[str, Any]:
    """Return a warehouse's address; its telephone comes masked, as in the documented sample."""
    place = address(seed, market, word)
    areas, phone = place.place.areas, place.phone
    lines = [line for number, line in enumerate(place.lines) if line or (market.region == "BR" and number > 1)]
    data: dict[str, Any] = {
        **{f"address_line{number}": line for number, line in enumerate(lines, 1)},
        "city": areas[min(1, len(areas) - 1)] if market.region != "US" else areas[-1],
        "contact_person": place.name,
        "distict": areas[min(2, len(areas) - 1)],
        "full_address": f"{place.detail}, {', '.join(reversed(areas))}",
        "geolocation": {"latitude": f"{word % 60}.{word % 9973:04d}", "longitude": f"{word % 170}.{word % 9967:04d}"},
        "phone_number": f"{phone[:3]}****{phone[-2:]}",
        "postal_code": place.postal,
        "region": market.country,
        "region_code": market.region,
        "state": areas[0],
    }
    if market.region == "JP":
        first, last = place.kana
        data |= {
            "first_name": place.first_name, "first_name_local_script": first,
            "last_name": place.last_name, "last_name_local_script": last,
        }  # fmt: skip
    if len(areas) > _TOWN:
        data["town"] = areas[_TOWN]
    return data
