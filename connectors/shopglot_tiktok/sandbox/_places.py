"""Real towns with invented streets: the administrative chain below the country, and the shape of a post code.

In a post code `#` stands for a digit and `@` for a capital letter. The chains follow the levels in `_markets.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PLACES", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """The areas from L1 down, the ISO 3166-2 subdivision of L1 (may be empty), and the post code's pattern."""

    areas: tuple[str, ...]
    iso: str
    postal: str


PLACES: dict[str, tuple[Place, ...]] = {
    "US": (
        Place(("California", "Los Angeles County", "Burbank"), "CA", "915##"),
        Place(("Texas", "Travis County", "Austin"), "TX", "787##"),
        Place(("Washington", "King County", "Seattle"), "WA", "981##"),
        Place(("Ohio", "Franklin County", "Columbus"), "OH", "432##"),
    ),
    "GB": (
        Place(("England", "Lancashire", "Preston"), "", "PR# #ZZ"),
        Place(("England", "West Yorkshire", "Leeds"), "", "LS# #ZZ"),
        Place(("Scotland", "Lothian", "Edinburgh"), "", "EH# #ZZ"),
        Place(("Wales", "South Glamorgan", "Cardiff"), "", "CF# #ZZ"),
    ),
    "DE": (
        Place(("Berlin", "Berlin"), "BE", "101##"),
        Place(("Bayern", "München"), "BY", "803##"),
        Place(("Nordrhein-Westfalen", "Köln"), "NW", "506##"),
    ),
    "FR": (
        Place(("Île-de-France", "Paris"), "IDF", "750##"),
        Place(("Auvergne-Rhône-Alpes", "Lyon"), "ARA", "690##"),
        Place(("Occitanie", "Toulouse"), "OCC", "310##"),
    ),
    "ES": (
        Place(("Madrid", "Madrid"), "M", "280##"),
        Place(("Barcelona", "Sabadell"), "B", "082##"),
        Place(("Sevilla", "Sevilla"), "SE", "410##"),
    ),
    "IT": (
        Place(("Roma", "Roma"), "RM", "001##"),
        Place(("Milano", "Milano"), "MI", "201##"),
        Place(("Torino", "Torino"), "TO", "101##"),
    ),
    "IE": (
        Place(("County Dublin", "Swords"), "D", "K67 @#@#"),
        Place(("County Cork", "Cobh"), "CO", "P24 @#@#"),
        Place(("County Galway", "Tuam"), "G", "H54 @#@#"),
    ),
    "JP": (
        Place(("東京都", "渋谷区"), "13", "150-00##"),
        Place(("大阪府", "大阪市"), "27", "530-00##"),
        Place(("北海道", "札幌市"), "01", "060-00##"),
    ),
    "MX": (
        Place(("Jalisco", "Guadalajara", "Colonia Americana"), "JAL", "441##"),
        Place(("Nuevo León", "Monterrey", "Obispado"), "NLE", "640##"),
        Place(("Puebla", "Puebla", "La Paz"), "PUE", "721##"),
    ),
    "BR": (
        Place(("São Paulo", "Campinas", "Cambuí"), "SP", "130#####"),
        Place(("Paraná", "Curitiba", "Batel"), "PR", "804#####"),
        Place(("Bahia", "Salvador", "Barra"), "BA", "401#####"),
    ),
    "ID": (
        Place(("Jakarta", "South Jakarta", "Setiabudi", "Karet"), "", "129##"),
        Place(("West Java", "Bandung", "Coblong", "Dago"), "", "401##"),
        Place(("East Java", "Surabaya", "Gubeng", "Airlangga"), "", "602##"),
    ),
    "MY": (
        Place(("Selangor", "Petaling"), "", "40###"),
        Place(("Perak", "Lumut"), "", "32###"),
        Place(("Johor", "Johor Bahru"), "", "80###"),
    ),
    "PH": (
        Place(("Metro Manila", "Quezon City", "Bagumbayan"), "", "11##"),
        Place(("Cebu", "Cebu City", "Lahug"), "", "60##"),
        Place(("Davao del Sur", "Davao City", "Buhangin"), "", "80##"),
    ),
    "SG": (Place(("Tampines",), "", "52####"), Place(("Bishan",), "", "57####"), Place(("Jurong East",), "", "60####")),
    "TH": (
        Place(("กรุงเทพมหานคร", "ปทุมวัน", "ลุมพินี"), "", "103##"),
        Place(("เชียงใหม่", "เมืองเชียงใหม่", "สุเทพ"), "", "502##"),
        Place(("ขอนแก่น", "เมืองขอนแก่น", "ในเมือง"), "", "400##"),
    ),
    "VN": (
        Place(("Hồ Chí Minh", "Quận 3", "Phường Võ Thị Sáu"), "", ""),
        Place(("Hà Nội", "Quận Ba Đình", "Phường Kim Mã"), "", ""),
        Place(("Đà Nẵng", "Quận Hải Châu", "Phường Thạch Thang"), "", ""),
    ),
}
