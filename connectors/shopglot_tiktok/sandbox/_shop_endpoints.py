"""Shops and warehouses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import Dice, mix
from shopglot_tiktok.sandbox._places import PLACES

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._gateway import Visit
    from shopglot_tiktok.sandbox._sandbox import Sandbox

__all__ = ["active_shops", "authorized_shops", "warehouses"]

_KINDS = (
    ("SALES_WAREHOUSE", "ENABLED", True),
    ("RETURN_WAREHOUSE", "ENABLED", False),
    ("SALES_WAREHOUSE", "RESTRICTED", False),
)


def authorized_shops(_: Sandbox, visit: Visit) -> dict[str, Any]:
    """Answer Get Authorized Shops, with the ciphers."""
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


def active_shops(_: Sandbox, visit: Visit) -> dict[str, Any]:
    """Answer Get Active Shops: ids and regions only."""
    return {"shops": [{"id": shop.id, "region": shop.region} for shop in visit.grant.seller.shops]}


def warehouses(sandbox: Sandbox, visit: Visit) -> dict[str, Any]:
    """Answer Get Warehouse List: a sales, a return and a restricted warehouse; `distict` is the platform's spelling."""
    catalogue = sandbox.catalogue(visit.the_shop)
    market, rows = catalogue.market, []
    for number, (kind, effect, default) in enumerate(_KINDS):
        dice = Dice(mix(sandbox.seed, 95, visit.the_shop.index, number))
        place = dice.pick(PLACES[market.region])
        phone = dice.digits(dice.pick(market.phone))
        address = {
            "address_line1": f"Depot {number + 1}",
            "city": place.areas[-1],
            "contact_person": f"Depot {number + 1}",
            "distict": place.areas[min(1, len(place.areas) - 1)],
            "full_address": f"Depot {number + 1}, {', '.join(reversed(place.areas))}",
            "phone_number": f"{phone[:3]}****{phone[-2:]}",
            "postal_code": dice.digits(place.postal),
            "region": market.country,
            "region_code": market.region,
            "state": place.areas[0],
        }
        rows.append(
            {
                "address": address,
                "effect_status": effect,
                "entity_id": str(7_395_300_000_000_000_000 + visit.the_shop.index * 10 + number // 2),
                "id": catalogue.warehouses[number],
                "is_default": default,
                "name": f"{market.country} {number + 1}",
                "sub_type": "DOMESTIC_WAREHOUSE",
                "type": kind,
            }
        )
    return {"warehouses": rows}
