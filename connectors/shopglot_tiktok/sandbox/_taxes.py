"""Taxes: on top of the prices in the US, inside them elsewhere.

US rates are a state's and a county's, by kind of goods; which goods bear which is invented. A cross-border seller's
prices hold a tax of one eleventh, which is assumed: the one order seen (VN) says only that it is inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._catalogue import Product
    from shopglot_tiktok.sandbox._shops import Shop

__all__ = ["Tax", "goods_taxes", "shipping_tax", "shipping_vat"]

Tax = tuple[str, int]

_PER = 10_000
# Most goods bear a state's and a county's tax, some one rate for both, some a reduced one.
_FULL, _ONE, _REDUCED = (600, 350), (725,), (200, 100)
_US = (_FULL, _FULL, _FULL, _FULL, _FULL, _ONE, _ONE, _REDUCED, _FULL, _FULL)
_INSIDE = 1_000


def _rate(rate: int) -> str:
    return f"{rate / _PER:.4f}".rstrip("0")


def _inside(amount: int, rate: int) -> int:
    return amount * rate // (_PER + rate)


def goods_taxes(shop: Shop, product: Product, paid: int) -> tuple[Tax, ...]:
    """Return the taxes on one unit for which `paid` minor units are paid, as `(rate, amount)`; empty: none is told."""
    if shop.region == "US":
        return tuple((_rate(rate), paid * rate // _PER) for rate in _US[product.word % len(_US)])
    if shop.seller_type == "CROSS_BORDER":
        return ((_rate(_INSIDE), _inside(paid, _INSIDE)),)
    return ()


def shipping_tax(shop: Shop, fee: int, *, taxed: bool) -> int:
    """Return the tax on the shipping fee: in the US on top, where the state taxes it (`taxed`); else inside."""
    if shop.region == "US":
        return fee * _FULL[0] // _PER if taxed else 0
    return _inside(fee, _INSIDE) if shop.seller_type == "CROSS_BORDER" else 0


def shipping_vat(share: int, vat: int) -> Tax:
    """Return rate and amount of the VAT inside a unit's share of the shipping fee; `vat` is in per mille."""
    return f"{vat / 1000:.2f}".rstrip("0"), _inside(share, vat * 10)
