"""Invented people: customers with an account, and what orders say of a buyer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot_woocommerce.sandbox._shop import moments

if TYPE_CHECKING:
    from shopglot_woocommerce.sandbox._shop import Record

__all__ = ["ERASED", "billing_of", "make_customer", "shipping_of"]

_FIRST = ("Dana", "Eva", "Kim", "Noor", "Ines", "Jo", "Mara", "Ole")
_LAST = ("Example", "Beispiel", "Muster")
_CITIES = (("Wien", "1010", "AT", ""), ("Graz", "8010", "AT", ""), ("Berlin", "10115", "DE", "DE-BE"))
_FIRST_CUSTOMER = 15

# What the eraser of personal data leaves of a buyer in an order.
_GONE = dict.fromkeys(("first_name", "last_name", "address_1", "city", "postcode"), "[deleted]")
_BLANK = {"company": "", "address_2": "", "state": "", "country": ""}
ERASED: dict[str, Record] = {
    "billing": {**_GONE, **_BLANK, "email": "deleted@site.invalid", "phone": "+00 0 0000000"},
    "shipping": {**_GONE, **_BLANK, "phone": ""},
}


def billing_of(number: int) -> Record:
    """Return the billing address of a person."""
    first, last = _FIRST[number % len(_FIRST)], _LAST[number % len(_LAST)]
    city, postcode, country, state = _CITIES[number % len(_CITIES)]
    return {
        "first_name": first,
        "last_name": last,
        "company": "Muster GmbH" if number % 5 == 0 else "",
        "address_1": f"Mustergasse {number + 1}",
        "address_2": f"Tür {number % 9 + 1}" if number % 2 else "",
        "city": city,
        "state": state,
        "postcode": postcode,
        "country": country,
        "email": f"{first}.{last}.{number}@example.com".lower(),
        "phone": f"+1 202 555 01{number % 100:02}",
    }


def shipping_of(billing: Record) -> Record:
    """Return the shipping address of who ships to the billing address."""
    return {**{name: value for name, value in billing.items() if name != "email"}, "phone": ""}


def make_customer(number: int, at: float) -> Record:
    """Return a customer; every eighth one is of the shop's staff, and every fifth one never changed anything."""
    billing = billing_of(number)
    return {
        "id": _FIRST_CUSTOMER + number,
        **moments("date_created", at),
        **moments("date_modified", at + 60 if (number + 1) % 5 else None),
        "email": billing["email"],
        "first_name": billing["first_name"],
        "last_name": billing["last_name"],
        "role": "customer" if (number + 1) % 8 else "shop_manager",
        "username": f"user{number}",
        "billing": billing,
        "shipping": shipping_of(billing),
        "is_paying_customer": True,
        "avatar_url": f"https://avatar.example.com/{number}",
        "meta_data": [],
    }
