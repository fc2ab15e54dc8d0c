"""People and places: names, mailboxes, phones, addresses, and the flag for hidden fields."""

from __future__ import annotations

from typing import Literal

from shopglot_models._base import Model
from shopglot_models._text import (
    AddressCountry,
    AddressText,
    Contact,
    FilledContact,
    Flag,
    PersonName,
    Pointer,
    Pseudonym,
)

__all__ = [
    "Address",
    "AddressType",
    "Area",
    "CustomerAddress",
    "Email",
    "EmailType",
    "HiddenEvidence",
    "HiddenField",
    "HiddenReason",
    "LinkedCustomer",
    "PhoneNumber",
    "PhoneType",
    "Revealable",
]

AddressType = Literal["billing", "shipping", "other"]
EmailType = Literal["primary", "secondary", "work", "personal", "billing", "other"]
PhoneType = Literal[
    "primary", "secondary", "home", "work", "office", "mobile", "assistant", "fax",
    "direct-dial-in", "personal", "billing", "other",
]  # fmt: skip
HiddenEvidence = Literal["masked", "withheld"]
HiddenReason = Literal[
    "awaiting_release", "platform_shipping", "platform_fulfilment", "after_close", "erased", "not_permitted",
    "not_collected", "unknown",
]  # fmt: skip
Revealable = Literal["later", "future_orders", "never", "unknown"]


class HiddenField(Model):
    """One customer field that the platform keeps from the seller, and what can be done about it.

    The field itself is null, or its entry is left out of its list: a masked value never stands in for a value. Where
    all of an object is hidden the object is null, and it is the object that is named.
    """

    path: Pointer
    """Where the value would stand: a JSON Pointer such as `/shipping_address/name`; a null or a list is there."""
    evidence: HiddenEvidence
    """`masked`: a value behind asterisks was sent; `withheld`: nothing was sent, and its blanks are not the truth."""
    reason: HiddenReason
    """Why, as far as the record tells: `awaiting_release`: the order is not released for shipping yet;
    `platform_shipping`: the platform ships it; `platform_fulfilment`: the platform stores, packs and ships it;
    `after_close`: the order was closed; `erased`: erased on request; `not_permitted`: a scope or plan is lacking;
    `not_collected`: the platform does not ask the buyer for it; `unknown`: the record does not tell."""
    revealable: Revealable
    """`later`: the same record will show it; `future_orders`: new orders will, once the remedy is taken; `never`:
    the platform says that nothing will; `unknown`: nobody says."""
    remedy: str | None = None
    """The key of the section of the connector's guide that says what to do; null: nothing can be done."""


class Area(Model):
    """One administrative area of an address, as the platform divides its market."""

    level: str | None = None
    """The depth in the platform's own chain, such as `L1`; what it means differs by market."""
    name: AddressText | None = None
    """The area's name, in the platform's spelling."""
    code: AddressText | None = None
    """The area's ISO code, where the platform sends one."""


class Address(Model):
    """A postal address, with the person who receives there."""

    name: PersonName | None = None
    """The recipient, who is not always the buyer."""
    company_name: PersonName | None = None
    """The company at this address."""
    line1: AddressText | None = None
    """Street and number."""
    line2: AddressText | None = None
    """Flat, floor, building: what belongs behind the first line. In Apideck's view lines 3 and 4 follow in it."""
    line3: AddressText | None = None
    """A third line: the area below the city, where a carrier needs it (ward, barangay, neighbourhood)."""
    line4: AddressText | None = None
    """A fourth line."""
    city: AddressText | None = None
    """The town or city that a letter is addressed to."""
    state: AddressText | None = None
    """The first level below the country: state, province, prefecture, nation."""
    postal_code: AddressText | None = None
    """The postal code, as text: leading zeros and letters belong to it."""
    country: AddressCountry | None = None
    """ISO 3166-1 alpha-2."""
    phone: FilledContact | None = None
    """The recipient's phone number."""
    areas: tuple[Area, ...] = ()
    """The whole chain of areas as sent, from the country downwards: levels differ by market."""


class CustomerAddress(Address):
    """An address of a customer, with what it is for."""

    id: Pseudonym | None = None
    """The platform's id of the address."""
    type: AddressType | None = None
    """What it is for."""
    tax_number: Contact | None = None
    """The tax number that is registered on this address."""


class Email(Model):
    """A mailbox."""

    id: Pseudonym | None = None
    """The platform's id of the entry."""
    email: FilledContact | None = None
    """The address; its form is not checked."""
    type: EmailType | None = None
    """What it is for."""
    is_relay: Flag | None = None
    """True where the address is a marketplace's alias, not the buyer's own mailbox."""


class PhoneNumber(Model):
    """A phone number."""

    id: Pseudonym | None = None
    """The platform's id of the entry."""
    country_code: Contact | None = None
    """The country calling code."""
    area_code: Contact | None = None
    """The area code, where the platform tells it apart."""
    number: FilledContact
    """Never blank: a number that is not there is no entry."""
    extension: Contact | None = None
    """The extension to dial behind it."""
    type: PhoneType | None = None
    """What it is for."""


class LinkedCustomer(Model):
    """The buyer, as far as an order says.

    A name stands here only where the platform says it of the buyer. One order has one recipient, who may be somebody
    else: `shipping_address` has that name.
    """

    id: Pseudonym | None = None
    """The platform's id of the buyer: the id of the Customer record."""
    name: PersonName | None = None
    """The buyer's whole name; null where the order names its recipient only."""
    first_name: PersonName | None = None
    """The given name, where the platform tells it apart."""
    last_name: PersonName | None = None
    """The family name, where the platform tells it apart."""
    company_name: PersonName | None = None
    """The company that buys."""
    phone_numbers: tuple[PhoneNumber, ...] = ()
    """Phone numbers to reach the buyer by: the recipient's where the platform tells no other."""
    emails: tuple[Email, ...] = ()
    """The buyer's mailboxes, aliases among them."""
