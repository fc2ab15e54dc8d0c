"""The people of a TikTok order, by hand: what is masked or withheld becomes no value, and is listed with the reason."""

from __future__ import annotations

import re
from typing import Any

from _handwritten_values import compact, is_masked, obj, objects, text

Json = dict[str, Any]

PERSONAL = (
    "/customer/name",
    "/customer/first_name",
    "/customer/last_name",
    "/customer/phone_numbers",
    "/shipping_address/name",
    "/shipping_address/phone",
    "/shipping_address/line1",
    "/shipping_address/line2",
    "/shipping_address/line3",
    "/shipping_address/line4",
    "/shipping_address/city",
    "/shipping_address/state",
    "/shipping_address/postal_code",
    "/shipping_address/country",
    "/shipping_address/areas",
)
BY_PLATFORM = {"FULFILLMENT_BY_TIKTOK", "FULFILLMENT_BY_DILAYANI_TOKOPEDIA"}
PHONE = re.compile(r"(?:\(\+(?P<country>[1-9][0-9]{0,3})\)|\+[1-9])[0-9 .()-]*[0-9]\Z")
CITY_LEVELS = {"US": "L3", "GB": "L3"}


def phone_number(value: str) -> tuple[str | None, str | None]:
    """Give a telephone number in international form, and its country calling code where brackets show it."""
    found = PHONE.match(value.strip())
    if not found:
        return None, None
    digits = re.sub(r"[^0-9]", "", found[0])
    return (f"+{digits}", found["country"]) if 5 <= len(digits) <= 15 else (None, None)


class People:
    """Reads the fields that name a person, and notes in `masked` where a mask stood."""

    def __init__(self, raw: Json) -> None:
        self.raw = raw
        self.address = obj(raw.get("recipient_address"))
        self.country = text(self.address.get("region_code"))
        self.districts = objects(self.address.get("district_info"))
        self.masked: set[str] = set()

    def clear(self, value: Any, path: str) -> str | None:
        """Take a text that is no mask."""
        found = text(value)
        if found is not None and is_masked(found):
            self.masked.add(path)
            return None
        return found

    def line(self, path: str, *keys: str) -> str | None:
        """Take the first of these lines that is there; what it shows is not hidden."""
        masked = False
        for key in keys:
            found = text(self.address.get(key))
            if found is not None:
                if not is_masked(found):
                    return found
                masked = True
        if masked:
            self.masked.add(path)
        return None

    def named(self, key: str) -> str | None:
        return self.clear(self.raw.get(key), f"/extensions/tiktok/{key}")

    def customer(self) -> Json | None:
        address = self.address
        email = text(self.raw.get("buyer_email"))
        first_name = address.get("first_name") if address.get("last_name") != "" else None
        customer = {
            "id": text(self.raw.get("user_id")),
            "name": self.clear(address.get("name"), "/customer/name"),
            "first_name": self.clear(first_name, "/customer/first_name"),
            "last_name": self.clear(address.get("last_name"), "/customer/last_name"),
            "emails": [{"email": email, "is_relay": True}] if email else None,
            "phone_numbers": self.phone_numbers(),
        }
        return compact(customer) or None

    def phone_numbers(self) -> list[Json] | None:
        phone = self.clear(self.address.get("phone_number"), "/customer/phone_numbers")
        if phone is None:
            return None
        number, country = phone_number(phone)
        return [compact({"number": number, "country_code": country})] if number else None

    def shipping_address(self) -> Json | None:
        address = self.address
        phone = self.clear(address.get("phone_number"), "/shipping_address/phone")
        country = self.country
        found = {
            "name": self.clear(address.get("name"), "/shipping_address/name"),
            "phone": phone_number(phone)[0] if phone else None,
            "city": self.city(),
            "state": self.area("L1", "/shipping_address/state"),
            "postal_code": self.clear(address.get("postal_code"), "/shipping_address/postal_code"),
            "country": country.upper() if country and len(country) == 2 and country.isalpha() else None,
            "areas": self.areas(),
            **self.lines(),
        }
        return compact(found) or None

    def lines(self) -> Json:
        one, two, three, four = (f"/shipping_address/line{number}" for number in (1, 2, 3, 4))
        if self.country == "BR":
            street = self.line(one, "address_line2")
            house = self.line(one, "address_line3")
            joined = ", ".join(part for part in (street, house) if part) if one not in self.masked else None
            return {
                "line1": joined or self.line(one, "address_detail"),
                "line2": self.line(two, "address_line4"),
                "line3": self.line(three, "address_line1"),
            }
        if self.country == "MY":
            return {"line1": self.line(one, "address_detail")}
        return {
            "line1": self.line(one, "address_line1", "address_detail"),
            "line2": self.line(two, "address_line2"),
            "line3": self.line(three, "address_line3"),
            "line4": self.line(four, "address_line4"),
        }

    def city(self) -> str | None:
        path = "/shipping_address/city"
        if self.country == "GB":
            town = self.line(path, "post_town")
            if town is not None:
                return town
        return self.area(CITY_LEVELS.get(self.country or "", "L2"), path)

    def area(self, level: str, path: str) -> str | None:
        for area in self.districts:
            if area.get("address_level") == level:
                return self.clear(area.get("address_name"), path)
        return None

    def areas(self) -> list[Json] | None:
        found = [
            compact(
                {
                    "level": text(area.get("address_level")),
                    "name": self.clear(area.get("address_name"), f"/shipping_address/areas/{number}/name"),
                    "code": text(area.get("iso_code")),
                }
            )
            for number, area in enumerate(self.districts)
        ]
        return found or None

    def drop_off_location(self) -> str | None:
        preferences = obj(self.address.get("delivery_preferences"))
        return self.clear(preferences.get("drop_off_location"), "/extensions/tiktok/drop_off_location")

    def local_script(self) -> Json | None:
        place = "/extensions/tiktok/recipient_local_script"
        found = {
            "first_name": self.clear(self.address.get("first_name_local_script"), f"{place}/first_name"),
            "last_name": self.clear(self.address.get("last_name_local_script"), f"{place}/last_name"),
        }
        return compact(found) or None


def hidden_fields(raw: Json, currency: str | None, people: People, order: Json) -> list[Json]:
    """List what is masked, then what is withheld, each with the reason."""
    withheld = not people.address.get("name")
    if not people.masked and not withheld:
        return []
    evidence = dict.fromkeys(sorted(people.masked), "masked")
    if withheld:
        for path in PERSONAL:
            if value_at(order, path) is None and path not in people.masked:
                evidence[path] = "withheld"
    why = reason(raw, currency)
    return [{"path": path, "evidence": kind, **why} for path, kind in evidence.items()]


def value_at(order: Json, path: str) -> Any:
    _, part, name = path.split("/")
    return order.get(part, {}).get(name)


def reason(raw: Json, currency: str | None) -> Json:
    status = raw.get("status")
    waiting = status in {"UNPAID", "ON_HOLD"}
    closed = status in {"CANCELLED", "COMPLETED"}
    by_platform = raw.get("fulfillment_type") in BY_PLATFORM
    platform_ships = raw.get("shipping_type") == "TIKTOK" and currency != "USD"
    if waiting and by_platform:
        return {"reason": "awaiting_release", "revealable": "never", "remedy": None}
    if waiting and platform_ships:
        return {"reason": "awaiting_release", "revealable": "future_orders", "remedy": "seller-shipping"}
    if waiting:
        return {"reason": "awaiting_release", "revealable": "later", "remedy": None}
    if by_platform:
        return {"reason": "platform_fulfilment", "revealable": "never", "remedy": None}
    if closed and (currency == "USD" or obj(raw.get("recipient_address")).get("name") == ""):
        return {"reason": "after_close", "revealable": "never", "remedy": None}
    if platform_ships:
        return {"reason": "platform_shipping", "revealable": "future_orders", "remedy": "seller-shipping"}
    if closed:
        return {"reason": "after_close", "revealable": "never", "remedy": None}
    return {"reason": "unknown", "revealable": "unknown", "remedy": None}
