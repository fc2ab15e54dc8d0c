"""People and places: names, mailboxes, phones, addresses, and the flag for hidden fields."""

from __future__ import annotations

from typing import Literal

from shopglot_models._base import Model
from shopglot_models._values import Country

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
    "direct-dial-in", "personal", "pager", "other",
]  # fmt: skip
HiddenEvidence = Literal["masked", "withheld"]
HiddenReason = Literal["awaiting_release", "platform_shipping", "platform_fulfilment", "after_close", "unknown"]
Revealable = Literal["later", "future_orders", "never", "unknown"]


class HiddenField(Model):
    """One customer field that the platform keeps from the seller."""

    path: str
    """A JSON Pointer into this record: the field that would hold the value."""
    evidence: HiddenEvidence
    """`masked`: a value behind asterisks was sent; `withheld`: nothing was sent, and its blanks are not the truth."""
    reason: HiddenReason
    """Why, as far as the record tells."""
    revealable: Revealable
    """`later`: the same record will show it; `future_orders`: new orders will, once the remedy is taken."""
    remedy: str | None = None
    """The key of the section of the connector's guide that says what to do; null: nothing can be done."""


class Area(Model):
    """One administrative area of an address, from the country downwards."""

    level: str | None = None
    """The depth in the platform's own chain, such as `L1`."""
    name: str | None = None
    code: str | None = None
    """The area's ISO code, where the platform sends one."""


class Address(Model):
    """A postal address, with the person who receives there."""

    name: str | None = None
    """The recipient, who is not always the buyer."""
    company_name: str | None = None
    line1: str | None = None
    line2: str | None = None
    line3: str | None = None
    line4: str | None = None
    city: str | None = None
    state: str | None = None
    """The first level below the country: state, province, prefecture, nation."""
    postal_code: str | None = None
    country: Country | None = None
    phone: str | None = None
    areas: list[Area] = []
    """The whole chain of areas as sent: levels differ by market."""


class CustomerAddress(Address):
    """One of a customer's addresses."""

    id: str | None = None
    type: AddressType | None = None


class Email(Model):
    """A mailbox."""

    id: str | None = None
    email: str | None = None
    type: EmailType | None = None
    is_relay: bool | None = None
    """True where the address is a marketplace's alias, not the buyer's own mailbox."""


class PhoneNumber(Model):
    """A phone number."""

    id: str | None = None
    country_code: str | None = None
    area_code: str | None = None
    number: str
    """Never blank: a number that is not there is no entry."""
    extension: str | None = None
    type: PhoneType | None = None


class LinkedCustomer(Model):
    """The buyer, as an order knows them."""

    id: str | None = None
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    phone_numbers: list[PhoneNumber] = []
    emails: list[Email] = []
