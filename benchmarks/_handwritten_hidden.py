"""The people of a TikTok order, by hand: what is masked or withheld becomes no value, and is listed with the reason."""

from __future__ import annotations

import re
from typing import Any

from _handwritten_values import compact, is_masked, obj, objects, text

Json = dict[str, Any]

PERSONAL = (
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
CODE = r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9][0-9]{2}"
PHONE = re.compile(rf"(?:\(\+(?P<bracketed>[1-9][0-9]{{0,3}})\)|\+(?P<plain>{CODE}))(?P<number>[0-9 .()-]*[0-9])\Z")
BRACKETS = re.compile(r"\A\(\+([0-9]*)\)")
ZERO_STAYS = {"39", "378", "379", "225", "241", "242"}


def phone_number(value: str) -> tuple[str | None, str | None]:
    """Give a telephone number in international form, or as it was sent, and its country calling code."""
    sent = value.strip()
    if "*" in sent or not any(sign.isdigit() for sign in BRACKETS.sub("", sent)):
        return None, None
    found = PHONE.match(sent)
    if not found:
        code = BRACKETS.match(sent)
        return sent, code[1] if code and re.fullmatch("[1-9][0-9]{0,3}", code[1]) else None
    country = found["bracketed"] or found["plain"]
    number = re.sub(r"[^0-9]", "", found["number"])
    if country not in ZERO_STAYS:
        number = number.removeprefix("0")
    return (f"+{country}{number}" if 5 <= len(country) + len(number) <= 15 else sent), country


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
        email = text(self.raw.get("buyer_email"))
        customer = {
            "id": text(self.raw.get("user_id")),
            "name": self.clear(self.raw.get("cpf_name"), "/customer/name"),
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
            "state": self.state(),
            "postal_code": self.clear(address.get("postal_code"), "/shipping_address/postal_code"),
            "country": country.upper() if country and len(country) == 2 and country.isalpha() else None,
            "areas": self.areas(),
            **self.lines(),
        }
        return compact(found) or None

    def lines(self) -> Json:
        one, two, three, four = (f"/shipping_address/line{number}" for number in (1, 2, 3, 4))
        country = self.country
        if country == "BR":
            joined = self.joined(one, self.address.get("address_line2"), self.address.get("address_line3"))
            if joined is None:
                masked = one in self.masked
                self.masked.discard(one)
                joined = self.line(one, "address_detail", "address_line1")
                if joined is None and masked:
                    self.masked.add(one)
            by_lines = text(self.address.get("address_line2")) is not None
            return {
                "line1": joined,
                "line2": self.line(two, "address_line4"),
                "line3": self.line(three, "address_line1") if by_lines else self.area("L3", three),
            }
        if country == "MY" and self.address.get("address_line1") == "Malaysia":
            return {
                "line1": self.line(one, "address_detail", "address_line4"),
                "line3": self.joined(three, self.named_area("L4"), self.named_area("L3")),
            }
        second = ["address_line2"]
        first = ["address_line1", "address_detail"]
        if country == "US":
            first = ["address_line1"]
            if text(self.address.get("address_line1")) is None:
                second.append("address_detail")
        return {
            "line1": self.line(one, *first),
            "line2": self.line(two, *second),
            "line3": self.joined(three, self.address.get("address_line3"), *self.below_city()),
            "line4": self.line(four, "address_line4"),
        }

    def joined(self, path: str, *parts: Any) -> str | None:
        found = [part for part in map(text, parts) if part is not None]
        if any(is_masked(part) for part in found):
            self.masked.add(path)
            return None
        return ", ".join(found) or None

    def below_city(self) -> list[Any]:
        """List the areas that a label needs beside the city."""
        third, town = self.named_area("L3"), text(self.address.get("post_town"))
        if self.country == "US":
            return []
        if self.country == "GB":
            if third is None or town is None or is_masked(town) or third.strip().casefold() == town.strip().casefold():
                return []
            return [third]
        levels = {area.get("address_level") for area in self.districts}
        if self.country == "VN" and "L3" not in levels:
            return [self.named_area("L2")]
        if "L2" in levels:
            return [self.named_area("L4"), third]
        return [third] if "L4" in levels else []

    def city(self) -> str | None:
        path = "/shipping_address/city"
        levels = {area.get("address_level") for area in self.districts}
        if self.country == "GB":
            town = self.line(path, "post_town")
            if town is not None:
                return town
            found = self.area("L3" if "L3" in levels else "L2", path)
            if found is not None:
                self.masked.discard(path)
            return found
        if self.country == "SG":
            return "Singapore"
        if self.country == "US" and "L3" in levels:
            return self.area("L3", path)
        if self.country == "VN" and "L3" not in levels:
            return self.area("L1", path)
        return self.area(next((level for level in ("L2", "L4") if level in levels), "L3"), path)

    def state(self) -> str | None:
        return None if self.country == "SG" else self.area("L1", "/shipping_address/state")

    def named_area(self, level: str) -> Any:
        return next((area.get("address_name") for area in self.districts if area.get("address_level") == level), None)

    def area(self, level: str, path: str) -> str | None:
        return self.clear(self.named_area(level), path)

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

    def recipient_name(self) -> Json | None:
        place = "/extensions/tiktok/recipient_name"
        first_name = self.address.get("first_name") if self.address.get("last_name") != "" else None
        found = {
            "first_name": self.clear(first_name, f"{place}/first_name"),
            "last_name": self.clear(self.address.get("last_name"), f"{place}/last_name"),
        }
        return compact(found) or None

    def local_script(self) -> Json | None:
        place = "/extensions/tiktok/recipient_local_script"
        found = {
            "first_name": self.clear(self.address.get("first_name_local_script"), f"{place}/first_name"),
            "last_name": self.clear(self.address.get("last_name_local_script"), f"{place}/last_name"),
        }
        return compact(found) or None


def hidden_fields(raw: Json, currency: str | None, people: People, order: Json) -> list[Json]:
    """List what is masked, then what is withheld, each with the reason; an empty object is named as a whole."""
    name = people.address.get("name")
    withheld = (not isinstance(name, str) or not name) and raw.get("shipping_type") != "TIKTOK_DIGITAL"
    if not people.masked and not withheld:
        return []
    evidence: dict[str, str] = {}
    for path in sorted(people.masked):
        evidence.setdefault(standing(order, path), "masked")
    if withheld:
        never = not_in_market(people)
        for path in PERSONAL:
            inside = any(one == path or one.startswith(f"{path}/") for one in people.masked)
            if not inside and path not in never and value_at(order, path) is None:
                evidence.setdefault(standing(order, path), "withheld")
    why = reason(raw, currency)
    return [{"path": path, "evidence": kind, **why} for path, kind in evidence.items()]


def not_in_market(people: People) -> set[str]:
    if people.country == "BR":
        return {"/shipping_address/line4"}
    if people.country == "MY" and people.address.get("address_line1") == "Malaysia":
        return {"/shipping_address/line2", "/shipping_address/line4"}
    return {"/shipping_address/state", "/shipping_address/city"} if people.country == "SG" else set()


def standing(order: Json, path: str) -> str:
    """Give the path, or as much of it as the order has a place for; a hidden extension is put there as null."""
    steps = path.split("/")[1:]
    if steps[0] == "extensions":
        holder = order
        for step in steps[:-1]:
            holder = holder.setdefault(step, {})
        holder.setdefault(steps[-1], None)
        return path
    return path if steps[0] in order else f"/{steps[0]}"


def value_at(order: Json, path: str) -> Any:
    _, part, name = path.split("/")
    return order.get(part, {}).get(name)


def reason(raw: Json, currency: str | None) -> Json:
    status = raw.get("status")
    waiting = status in {"UNPAID", "ON_HOLD"}
    if raw.get("fulfillment_type") in BY_PLATFORM:
        why = "awaiting_release" if waiting else "platform_fulfilment"
        return {"reason": why, "revealable": "never", "remedy": None}
    if raw.get("shipping_type") == "TIKTOK":
        why = "awaiting_release" if waiting and currency != "USD" else "platform_shipping"
        return {"reason": why, "revealable": "future_orders", "remedy": "seller-shipping"}
    if waiting:
        return {"reason": "awaiting_release", "revealable": "later", "remedy": None}
    if status in {"CANCELLED", "COMPLETED"}:
        return {"reason": "after_close", "revealable": "never" if currency == "USD" else "unknown", "remedy": None}
    return {"reason": "unknown", "revealable": "unknown", "remedy": None}
