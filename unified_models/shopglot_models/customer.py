"""The unified customer."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from shopglot_models._amounts import Amount
from shopglot_models._base import Model, Record
from shopglot_models._currency import Currency
from shopglot_models._extensions import Extensions
from shopglot_models._hidden import check_flag
from shopglot_models._moments import Moment
from shopglot_models._people import CustomerAddress, Email, HiddenField, PhoneNumber
from shopglot_models._text import Contact, Flag, Id, PersonName, PseudonymId
from shopglot_models.order import OrderStatus

__all__ = ["Customer", "CustomerStatus", "LinkedOrder", "NameSource"]

CustomerStatus = Literal["active", "archived"]
NameSource = Literal["buyer", "recipients"]


class LinkedOrder(Model):
    """One order of a customer, in short."""

    shown = ("id",)

    id: Id
    """The id of the Order record."""
    total: Amount | None = None
    """What the buyer pays in all."""
    status: OrderStatus | None = None
    """Where the order stands as a whole."""
    created_at: Moment | None = None
    """When it was placed."""
    updated_at: Moment | None = None
    """When it last changed."""


class Customer(Record):
    """A buyer.

    Where a platform has no customers of its own, one is made from orders: it says what those orders said, and
    `shopglot_models.merge` makes one of several.
    """

    id: PseudonymId
    """The platform's id of the buyer."""
    name: PersonName | None = None
    """The whole name; null where only recipients are named, and they differ: `addresses` has each one's name."""
    name_source: NameSource | None = None
    """`buyer`: the platform says the name of the buyer; `recipients`: it is that of all recipients, or they differ."""
    first_name: PersonName | None = None
    """The given name, where the platform tells it apart."""
    last_name: PersonName | None = None
    """The family name, where the platform tells it apart."""
    company_name: PersonName | None = None
    """The company that buys."""
    status: CustomerStatus | None = None
    """Whether the platform still keeps the account."""
    source_status: str | None = None
    """The platform's own status token."""
    currency: Currency | None = None
    """The currency that the customer buys in."""
    tax_number: Contact | None = None
    """The number under which the buyer is taxed."""
    emails: tuple[Email, ...] = ()
    """Mailboxes, aliases among them."""
    phone_numbers: tuple[PhoneNumber, ...] = ()
    """Phone numbers, those of recipients among them."""
    addresses: tuple[CustomerAddress, ...] = ()
    """Postal addresses."""
    orders: tuple[LinkedOrder, ...] = ()
    """Orders of this customer: all that there are, or those that were read where the record is `partial`."""
    partial: Flag = False
    """True where only some of the buyer's orders were read: merge it into what you have, never put it in its place."""
    customer_hidden: Flag = False
    """True when any customer field is masked or withheld: it equals `bool(hidden_fields)`."""
    hidden_fields: tuple[HiddenField, ...] = ()
    """The fields that are masked or withheld."""
    created_at: Moment | None = None
    """When the account was made; from orders: when the first of all was placed, so null in a partial record."""
    updated_at: Moment | None = None
    """When it last changed; from orders: when the last of those read did."""
    extensions: Extensions = {}
    """What the unified model has no word for, under the connector's id."""

    @model_validator(mode="after")
    def _flag_says_what_the_fields_say(self) -> Self:
        check_flag(self.hidden_fields, flag=self.customer_hidden)
        return self
