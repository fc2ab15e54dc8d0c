"""What a seller may see of a recipient, and how the rest is masked.

The rules are the platform's: nothing in UNPAID and ON_HOLD (all markets); elsewhere in general clear only when the
seller ships with a carrier of its own. The US since 21 July 2025 (`2025-07`): clear but for cancelled orders, orders
completed more than 30 days ago, and orders fulfilled by TikTok. The US by the notice of 2 July 2026 (`2026-08`,
tentatively from the middle of August): besides, masked in every status where TikTok ships what the seller fulfils. The
notice speaks of phone and detailed address, the newer catalogue of the name too; which areas stay readable is taken
from the rule for orders fulfilled by TikTok. The glyphs are those seen in live answers of ID, MY and VN, and in the
documented samples for the US; where no answer was seen they are assumed (`_ASSUMED`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._people import Address

__all__ = ["STYLES", "Sight", "Situation", "UsRules", "recipient", "sight"]

Sight = Literal["clear", "withheld", "masked", "masked_below_city", "emptied"]
UsRules = Literal["2025-07", "2026-08"]
NameStyle = Literal["words", "fixed", "fixed_last", "first"]

DAY = 86_400
_US_CLOSE = 30 * DAY
_EMPTIED_AFTER = 180 * DAY
_FBT = "FULFILLMENT_BY_TIKTOK"


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rules look at; `closed_for` is the seconds since COMPLETED or CANCELLED."""

    region: str
    status: str
    shipping_type: str
    fulfillment_type: str
    closed_for: int = 0


@dataclass(frozen=True, slots=True)
class MaskStyle:
    """How a market's masked values look.

    `name` is one of: `words` (first letter and one asterisk for each further letter, per word), `fixed` (first letter
    and three), `fixed_last` (per word first letter and three, the last word keeps its last letter), `first` (only the
    first word, `a***`). `phone` is how many digits are kept in front (two are kept at the end). `detail` and `area` are
    how many letters of the street and of a masked area are kept. `level` is the first masked level. `postal` is how
    many signs of the post code are kept, or -1 when it comes empty.
    """

    name: NameStyle = "words"
    phone: int = 3
    detail: int = 1
    area: int = 1
    level: int = 3
    postal: int = 0
    chain_in_lines: bool = False


_ASSUMED = MaskStyle()
STYLES: dict[str, MaskStyle] = {
    "US": MaskStyle(),
    "VN": MaskStyle(detail=0, area=0, postal=-1),
    "MY": MaskStyle(name="fixed_last", detail=2, postal=2, chain_in_lines=True),
    "ID": MaskStyle(name="first", detail=2, area=2, postal=-1),
    "BR": MaskStyle(phone=2),
}


def sight(situation: Situation, *, us_rules: UsRules = "2026-08") -> Sight:
    """Return how much of the recipient the seller sees; `us_rules` says by which of the two US rules."""
    status, platform = situation.status, situation.fulfillment_type == _FBT
    if status in {"UNPAID", "ON_HOLD"}:
        return "withheld"
    if situation.region == "US":
        closed = status == "CANCELLED" or (status == "COMPLETED" and situation.closed_for >= _US_CLOSE)
        if platform or (us_rules == "2026-08" and situation.shipping_type == "TIKTOK"):
            return "masked" if closed else "masked_below_city"
        return "masked" if closed else "clear"
    if not platform and situation.shipping_type == "SELLER":
        return "clear"
    if status == "CANCELLED" and situation.closed_for >= _EMPTIED_AFTER:
        return "emptied"
    return "masked"


def _stars(text: str, keep: int) -> str:
    # A text that is no longer than what may be kept would otherwise come in clear (one-sign Japanese family names).
    kept = keep if len(text) > keep else 0
    return text[:kept] + "*" * (len(text) - kept)


def _name(text: str, style: NameStyle) -> str:
    words = text.split()
    if not words:
        return ""
    if style == "first":
        return f"{words[0][0].lower()}***"
    if style == "words":
        return " ".join(_stars(word, 1) for word in words)
    fixed = [f"{word[0]}***" for word in words]
    if style == "fixed_last":
        fixed[-1] += words[-1][-1]
    return " ".join(fixed)


def _phone(code: str, digits: str, keep: int) -> str:
    return f"{code}{digits[:keep]}{'*' * max(len(digits) - keep - 2, 1)}{digits[-2:]}"


def _empty() -> dict[str, Any]:
    fields = (
        "address_detail", "address_line1", "address_line2", "address_line3", "address_line4", "first_name",
        "full_address", "last_name", "name", "phone_number", "postal_code", "region_code",
    )  # fmt: skip
    return {**dict.fromkeys(fields, ""), "delivery_preferences": {"drop_off_location": ""}}


def _districts(market: Market, address: Address, areas: tuple[str, ...]) -> list[dict[str, str]]:
    chain = [(market.country, market.region), (areas[0], address.place.iso), *((area, "") for area in areas[1:])]
    rows = []
    for level, ((name, iso), label) in enumerate(zip(chain, market.levels, strict=True)):
        row = {"address_level": f"L{level}", "address_level_name": label, "address_name": name}
        rows.append({**row, "iso_code": iso} if iso else row)
    return rows


def _full(market: Market, detail: str, areas: tuple[str, ...], postal: str) -> str:
    if market.region == "US":
        return f"{detail}, {areas[-1]}, {areas[0]} {postal}, {market.country}"
    if market.region in {"ID", "MY"}:
        return f"{', '.join((market.country, *areas))},{detail}"
    tail = (market.country,) if not market.sea else ()
    return ", ".join(part for part in (detail, *reversed(areas), postal, *tail) if part)


def _clear(market: Market, address: Address) -> dict[str, Any]:
    areas = address.place.areas
    data = {
        "address_detail": address.detail,
        **{f"address_line{number}": line for number, line in enumerate(address.lines, 1)},
        "delivery_preferences": {"drop_off_location": address.drop_off},
        "district_info": _districts(market, address, areas),
        "first_name": address.first_name,
        "full_address": _full(market, address.detail, areas, address.postal),
        "last_name": address.last_name,
        "name": address.name,
        "phone_number": f"{address.phone_code}{address.phone}",
        "postal_code": address.postal,
        "region_code": market.region,
    }
    if address.kana[0]:
        data["first_name_local_script"], data["last_name_local_script"] = address.kana
    if market.region == "GB":
        data["post_town"] = areas[-1]
    return data


def _masked(market: Market, address: Address, *, city: bool) -> dict[str, Any]:
    style = STYLES.get(market.region, _ASSUMED)
    areas = tuple(
        area if level < style.level or (city and level == style.level) else _stars(area, style.area)
        for level, area in enumerate(address.place.areas, 1)
    )
    detail = _stars(address.detail, style.detail)
    lines = tuple(_stars(line, style.detail) for line in address.lines)
    if style.chain_in_lines:
        lines = (*(market.country, *areas)[:4], "", "", "")[:4]
    postal = "" if style.postal < 0 else _stars(address.postal, style.postal)
    full = _full(market, detail, areas, postal)
    if market.region == "US":
        full = f"****, {address.place.areas[1]}, {address.place.areas[0]} {postal}, {market.country}"
    data = {
        **_clear(market, address),
        "address_detail": detail,
        **{f"address_line{number}": line for number, line in enumerate(lines, 1)},
        "delivery_preferences": {"drop_off_location": ""},
        "district_info": _districts(market, address, areas),
        "first_name": _name(address.first_name, style.name),
        "full_address": full,
        "last_name": _name(address.last_name, style.name),
        "name": _name(address.name, style.name),
        "phone_number": _phone(address.phone_code, address.phone, style.phone),
        "postal_code": postal,
    }
    if address.kana[0]:
        data["first_name_local_script"] = _stars(address.kana[0], 1)
        data["last_name_local_script"] = _stars(address.kana[1], 1)
    if market.region == "GB":
        data["post_town"] = areas[-1]
    return data


def recipient(market: Market, address: Address, seen: Sight) -> dict[str, Any]:
    """Return `recipient_address` as the platform would send it."""
    if seen == "clear":
        return _clear(market, address)
    if seen in {"withheld", "emptied"}:
        return _empty()
    return _masked(market, address, city=seen == "masked_below_city")
