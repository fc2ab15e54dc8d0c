"""Invented goods: simple products, products with variations, some on sale, some not for sale yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_woocommerce.sandbox._shop import moments

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_woocommerce.sandbox._shop import Record

__all__ = ["euros", "make_product"]

_NAMES = ("Tee &amp; Tasse", "Kerze", "Notizbuch", "Seife", "Beutel", "Honig")
_COLORS = ("blau", "grün", "rot")
_FIRST_PRODUCT, _STRIDE = 1000, 10
_SHADES = 3
# Every so many products are on sale, a draft, private, or have variations.
_SALE, _DRAFT, _PRIVATE, _VARIABLE = 4, 11, 13, 3


def euros(cents: int) -> str:
    """Write an amount as the platform does: as text, with two decimals."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def make_product(number: int, pick: Callable[[str, int], int], start: float) -> tuple[Record, list[Record]]:
    """Return a product and its variations; the first variation keeps a stock of its own."""
    identity = _FIRST_PRODUCT + number * _STRIDE
    at = start + number * 60
    cents = 490 + 100 * pick("price", 40)
    sale = not number % _SALE
    status = (
        "publish"
        if (number + 1) % _DRAFT and (number + 2) % _PRIVATE
        else ("private" if (number + 1) % _DRAFT else "draft")
    )
    variable = not number % _VARIABLE
    variations = _variations(identity, cents, at, pick) if variable else []
    product = {
        "id": identity,
        "name": _NAMES[number % len(_NAMES)],
        "slug": f"ware-{number}",
        "permalink": f"https://shop.example.com/product/ware-{number}/",
        **moments("date_created", None if status == "draft" else at),
        **moments("date_modified", at + 30),
        "type": "variable" if variable else "simple",
        "status": status,
        "featured": False,
        "catalog_visibility": "visible",
        "description": "<p>Ein <b>Beispiel</b>.</p>",
        "short_description": "",
        **_selling(f"W-{number}", cents, sale=sale and not variable),
        "purchasable": True,
        "tax_status": "taxable",
        "tax_class": "",
        "manage_stock": not variable or number % 2 == 0,
        "stock_quantity": 5 + pick("stock", 40) if not variable or number % 2 == 0 else None,
        "stock_status": "instock",
        "backorders_allowed": False,
        "weight": "0.25",
        "dimensions": {"length": "10", "width": "8.5", "height": "4"},
        "categories": [{"id": 16 + number % 4, "name": "Küche &amp; Bad", "slug": "kueche"}],
        "tags": [{"id": 31, "name": "Beispiel", "slug": "beispiel"}],
        "images": [_image(identity)],
        "attributes": _attributes() if variable else [],
        "variations": [one["id"] for one in variations],
        "grouped_products": [],
        "meta_data": [],
    }
    return product, variations


def _selling(sku: str, cents: int, *, sale: bool) -> Record:
    price = cents * 8 // 10 if sale else cents
    return {
        "sku": sku,
        "price": euros(price),
        "regular_price": euros(cents),
        "sale_price": euros(price) if sale else "",
        "on_sale": sale,
    }


def _image(identity: int) -> Record:
    return {"id": identity + 9, "src": f"https://shop.example.com/pictures/{identity}.jpg", "name": "", "alt": ""}


def _attributes() -> list[Record]:
    return [
        {"id": 1, "name": "Farbe", "position": 0, "visible": True, "variation": True, "options": list(_COLORS)},
        {"id": 0, "name": "Stoff", "position": 1, "visible": True, "variation": False, "options": ["Leinen"]},
    ]


def _variations(parent: int, cents: int, at: float, pick: Callable[[str, int], int]) -> list[Record]:
    return [
        {
            "id": parent + 1 + shade,
            "parent_id": parent,
            **moments("date_created", at),
            **moments("date_modified", at + 30),
            **_selling(f"V-{parent}-{shade}", cents + 50 * shade, sale=False),
            "status": "publish",
            "manage_stock": _managed(shade, parent),
            "stock_quantity": pick(f"stock {shade}", 20) if shade == 0 else None,
            "weight": "",
            "dimensions": {"length": "", "width": "", "height": ""},
            "image": None,
            "attributes": [{"id": 1, "name": "Farbe", "option": _COLORS[shade]}],
            "meta_data": [],
        }
        for shade in range(_SHADES)
    ]


def _managed(shade: int, parent: int) -> Any:
    if shade == 0:
        return True
    return "parent" if parent % 20 == 0 else False
