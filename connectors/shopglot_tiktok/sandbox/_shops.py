"""Sellers and their shops: who can authorize the app, and what stands behind one authorization."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from shopglot_tiktok.sandbox._dice import base62, mix
from shopglot_tiktok.sandbox._markets import MARKETS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Seller", "Shop", "open_sellers"]

SellerType = Literal["LOCAL", "CROSS_BORDER"]

_NAMES = {
    "US": "Maple & Pine Goods", "GB": "Heather & Tide", "DE": "Kiefer & Kies", "FR": "Lavande & Lin",
    "ES": "Olivo y Sal",
    "IT": "Timo e Terra", "IE": "Gorse & Granite", "JP": "若葉商店", "MX": "Cactus Azul", "BR": "Casa do Ipê",
    "ID": "Toko Daun Hijau", "MY": "Kedai Daun Hijau", "PH": "Tindahan ni Luntian", "SG": "Rain Tree Store",
    "TH": "ร้านใบไม้เขียว", "VN": "Cửa Hàng Lá Xanh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop in one market; `cipher` is what API calls name it by."""

    index: int
    id: str
    name: str
    region: str
    code: str
    cipher: str
    seller_type: SellerType


@dataclass(frozen=True, slots=True)
class Seller:
    """One seller account; a local seller has one shop, a cross-border seller one a market."""

    index: int
    open_id: str
    name: str
    base_region: str
    token_prefix: str
    shops: tuple[Shop, ...]


def _shop(seed: int, index: int, region: str, kind: SellerType) -> Shop:
    prefix = "GCP_" if kind == "CROSS_BORDER" else MARKETS[region].prefix
    code = (
        f"CNGBCB{mix(seed, 3, index) % 10_000:04d}"
        if kind == "CROSS_BORDER"
        else f"{region}LC{base62(seed + index, 6).upper()}"
    )
    return Shop(
        index=index,
        id=str(7_495_000_000_000_100_001 + index),
        name=_NAMES[region],
        region=region,
        code=code,
        cipher=f"{prefix}{base62(mix(seed, 4, index), 30)}",
        seller_type=kind,
    )


def _seller(seed: int, index: int, region: str, shops: tuple[Shop, ...]) -> Seller:
    return Seller(
        index=index,
        open_id=base62(mix(seed, 5, index), 44),
        name=shops[0].name,
        base_region=region,
        token_prefix=shops[0].cipher[:4],
        shops=shops,
    )


def open_sellers(seed: int, regions: Sequence[str], *, cross_border: bool) -> tuple[Seller, ...]:
    """Return one local seller a region, or one cross-border seller with a shop in each; else ValueError."""
    unknown = sorted(set(regions) - set(MARKETS))
    if unknown or not regions:
        raise ValueError(f"regions must be some of {', '.join(sorted(MARKETS))}; not {', '.join(unknown) or 'none'}")
    kind: SellerType = "CROSS_BORDER" if cross_border else "LOCAL"
    shops = tuple(_shop(seed, index, region, kind) for index, region in enumerate(regions))
    if cross_border:
        return (_seller(seed, 0, "CN", shops),)
    return tuple(_seller(seed, shop.index, shop.region, (shop,)) for shop in shops)
