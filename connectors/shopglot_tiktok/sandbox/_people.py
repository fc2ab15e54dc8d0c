"""Invented buyers and recipients, plausible for their market.

faker fills pools of names and streets once per market; a person is then three indexes into them, so that a million
people cost nothing until one is looked at. No real person is meant by any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from faker import Faker

from shopglot_tiktok.sandbox._dice import Dice, base32, mix
from shopglot_tiktok.sandbox._ids import whole_number
from shopglot_tiktok.sandbox._markets import MARKETS
from shopglot_tiktok.sandbox._places import PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot_tiktok.sandbox._markets import Market
    from shopglot_tiktok.sandbox._places import Place

__all__ = ["Address", "Buyer", "address", "buyer", "buyer_number"]

_POOL = 120
_USER_BASE = 7_494_000_000_000_000_000
_NOBODY = 1 << 24
# faker has no Malay and no Singaporean names, and no Vietnamese given names.
_GIVEN: Mapping[str, tuple[str, ...]] = {
    "MY": ("Aisyah", "Amirul", "Farah", "Hafiz", "Kavitha", "Mei Ling", "Nurul", "Rajesh", "Siti", "Syafiq", "Wei Jie"),
    "SG": ("Amelia", "Darren", "Hui Min", "Jia Hao", "Kavin", "Li Ting", "Marcus", "Nadia", "Priya", "Zhi Wei"),
    "VN": (
        "An", "Bảo Ngọc", "Bình", "Cường", "Diễm My", "Dung", "Đức Anh", "Gia Hân", "Hải Yến", "Hiếu", "Hoa", "Hùng",
        "Khánh Linh", "Lan", "Long", "Mai", "Minh Châu", "Nam", "Ngân", "Phúc", "Quang", "Sơn", "Thảo", "Thu Hà",
        "Trâm", "Trung", "Tuấn", "Vân", "Xuân", "Yến",
    ),
}  # fmt: skip
_FAMILY: Mapping[str, tuple[str, ...]] = {
    "MY": ("Abdullah", "Chong", "Hassan", "Ibrahim", "Krishnan", "Lim", "Othman", "Rahman", "Tan", "Yusof"),
    "SG": ("Chua", "Goh", "Koh", "Lee", "Lim", "Nair", "Ng", "Ong", "Tan", "Wong"),
}
_FAMILY_FIRST = frozenset({"JP", "VN"})
_NUMBER_FIRST = frozenset({"US", "GB", "FR", "IE", "PH", "SG", "TH", "VN"})
_SECOND_LINE = {
    "US": "Apt {}",
    "GB": "Flat {}",
    "PH": "Unit {}",
    "SG": "#{0:02d}-{0:02d}",
    "MX": "Int. {}",
    "BR": "Apto {}",
}
_DROP_OFF = ("Front Door", "Mailroom", "Porch", "")


@dataclass(frozen=True, slots=True)
class _Pools:
    given: tuple[tuple[str, str], ...]
    family: tuple[tuple[str, str], ...]
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer account: its id, its relay mailbox, and the word that all its addresses derive from."""

    user_id: str
    email: str
    word: int


@dataclass(frozen=True, slots=True)
class Address:
    """A recipient in clear, before any masking; `kana` is first and last name in katakana (JP)."""

    name: str
    first_name: str
    last_name: str
    kana: tuple[str, str]
    phone_code: str
    phone: str
    lines: tuple[str, str, str, str]
    detail: str
    place: Place
    postal: str
    drop_off: str


@lru_cache(maxsize=64)
def _pools(seed: int, region: str) -> _Pools:
    fake = Faker(MARKETS[region].locale)
    fake.seed_instance(mix(seed, sum(map(ord, region))))
    plain = range(_POOL)
    if region == "JP":
        given = tuple((pair[0], pair[1]) for pair in (fake.first_name_pair() for _ in plain))
        family = tuple((pair[0], pair[1]) for pair in (fake.last_name_pair() for _ in plain))
        streets = tuple(fake.town() for _ in plain)
    else:
        given = tuple((name, "") for name in _GIVEN.get(region, ()) or [fake.first_name() for _ in plain])
        family = tuple((name, "") for name in _FAMILY.get(region, ()) or [fake.last_name() for _ in plain])
        streets = tuple(fake.street_name() for _ in plain)
    return _Pools(given, family, streets)


def buyer(seed: int, market: Market, shop_index: int, number: int) -> Buyer:
    """Return buyer `number` of a shop; the id has 19 digits, the mailbox follows the relay pattern."""
    word = mix(seed, 11, shop_index, number)
    # The number can be read back from the id, so that a search by buyer needs no table.
    user_id = _USER_BASE + (shop_index << 44) + (number << 20) + (word & 0xFFFFF)
    return Buyer(str(user_id), f"v4b{base32(word, 26)}@{market.relay}", word)


def buyer_number(user_id: str) -> int:
    """Return the buyer's number that an id of the right form holds; it is for the caller to compare the whole id."""
    wanted = whole_number(user_id)
    return _NOBODY if wanted is None else (wanted - _USER_BASE) >> 20 & 0xFFFFFF


def _names(dice: Dice, market: Market, pools: _Pools) -> tuple[str, str, str, tuple[str, str]]:
    given, given_kana = dice.pick(pools.given)
    family, family_kana = dice.pick(pools.family)
    ordered = (family, given) if market.region in _FAMILY_FIRST else (given, family)
    name = " ".join(ordered)
    if market.region in {"BR", "MX"}:
        return name, name, "", ("", "")
    if not market.split_names:
        return name, "", "", ("", "")
    return name, given, family, (given_kana, family_kana)


def address(seed: int, market: Market, word: int) -> Address:
    """Return the recipient that a word stands for."""
    dice = Dice(word)
    pools = _pools(seed, market.region)
    name, first, last, kana = _names(dice, market, pools)
    place = dice.pick(PLACES[market.region])
    street, number, unit = dice.pick(pools.streets), dice.between(1, 199), dice.between(1, 40)
    second = _SECOND_LINE.get(market.region, "").format(unit) if dice.chance(400) else ""
    if market.region == "BR":
        lines = (place.areas[-1], street, str(number), second)
        detail = ", ".join(part for part in (street, str(number), second) if part)
    elif market.region == "JP":
        lines = (f"{street}{number % 9 + 1}-{unit}-{number % 30 + 1}", "", "", "")
        detail = lines[0]
    else:
        line = f"{number} {street}" if market.region in _NUMBER_FIRST else f"{street} {number}"
        lines = (line, second, "", "")
        detail = f"{second}, {line}" if second else line
    return Address(
        name=name,
        first_name=first,
        last_name=last,
        kana=kana,
        phone_code=market.phone_code,
        phone=dice.digits(dice.pick(market.phone)),
        lines=lines,
        detail=detail,
        place=place,
        postal=dice.digits(place.postal),
        drop_off=dice.pick(_DROP_OFF) if market.region == "US" else "",
    )
