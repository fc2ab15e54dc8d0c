"""A shop with goods, buyers and orders: all invented, and the same for the same seed."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from shopglot_woocommerce.sandbox._goods import make_product
from shopglot_woocommerce.sandbox._orders import make_order
from shopglot_woocommerce.sandbox._people import make_customer
from shopglot_woocommerce.sandbox._shop import Shop

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["seeded_shop"]

_HOUR = 3600
_BUYERS = 24


def _pick(seed: int, number: int, what: str, count: int) -> int:
    """Return a number below `count`, the same for the same arguments."""
    digest = sha256(f"{seed} {number} {what}".encode()).digest()
    return int.from_bytes(digest[:4]) % count


def seeded_shop(seed: int, orders: int, products: int, now: Callable[[], float]) -> Shop:
    """Return a shop with so many orders, one an hour until now, and so many products."""
    start = int(now()) - (orders + 1) * _HOUR
    goods: list[Any] = [make_product(number, partial(_pick, seed, number), start) for number in range(products)]
    buyers = [make_customer(number, start + number * _HOUR) for number in range(_BUYERS)]
    sold = [product for product, _ in goods if product["status"] == "publish"]
    shop = Shop(now, lambda number, at: make_order(number, at, partial(_pick, seed, number), sold, buyers))
    for product, variations in goods:
        shop.products[product["id"]] = product
        if variations:
            shop.variations[product["id"]] = variations
    shop.customers.update({buyer["id"]: buyer for buyer in buyers})
    for number in range(orders):
        shop.place_order(start + number * _HOUR)
    return shop
