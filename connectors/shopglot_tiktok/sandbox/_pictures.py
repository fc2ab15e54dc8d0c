"""Picture addresses as the platform's CDN writes them: a stable storage key, a query that changes on every call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._dice import mix

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot_tiktok.sandbox._markets import Market

__all__ = ["picture", "picture_url"]

_CDN = {
    "TTP_": ("oec-general-useast5.ttcdn-us.com", "tos-useast5-i-omjb5zjo8w-tx", "omjb5zjo8w"),
    "GCP_": ("oec-va.ibyteimg.com", "tos-maliva-i-o3syd03w52-us", "o3syd03w52"),
    "ROW_": ("oec-sg.ibyteimg.com", "tos-alisg-i-aphluv4xwc-sg", "aphluv4xwc"),
}


def _url(mirror: str, host: str, uri: str, form: str, stamp: int) -> str:
    query = f"dr=15568&from=520841845&idc=my&ps=933b5bde&t={stamp:08x}"
    return f"https://{mirror}-{host}/{uri}~tplv-{form}?{query}"


def _uri(word: int, bucket: str) -> str:
    return f"{bucket}/{mix(word, 61):016x}{mix(word, 62):016x}"


def picture_url(market: Market, word: int, stamp: Callable[[], int]) -> str:
    """Return one full-size address; `stamp` gives 32 bits that differ at each call, and choose the mirror too."""
    host, bucket, key = _CDN[market.prefix]
    signed = stamp() & 0xFFFFFFFF
    return _url("p19" if signed & 1 else "p16", host, _uri(word, bucket), f"{key}-origin-jpeg.jpeg", signed)


def picture(market: Market, word: int, stamp: Callable[[], int]) -> dict[str, Any]:
    """Return one picture of a product: key, size, two mirrors of the full size and of the thumbnail."""
    host, bucket, key = _CDN[market.prefix]
    uri, signed = _uri(word, bucket), stamp() & 0xFFFFFFFF
    side = (800, 1000, 1200)[word % 3]
    return {
        "height": side,
        "thumb_urls": [_url(mirror, host, uri, f"{key}-resize-jpeg:300:300.jpeg", signed) for mirror in ("p16", "p19")],
        "uri": uri,
        "urls": [_url(mirror, host, uri, f"{key}-origin-jpeg.jpeg", signed) for mirror in ("p16", "p19")],
        "width": side,
    }
