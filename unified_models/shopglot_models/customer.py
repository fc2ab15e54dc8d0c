"""The unified customer."""

from __future__ import annotations

from typing import Literal

from shopglot_models._base import Model, Record
from shopglot_models._currency import Currency
from shopglot_models._people import CustomerAddress, Email, HiddenField, PhoneNumber
from shopglot_models._values import Amount, Extensions, Moment
from shopglot_models.order import OrderStatus

__all__ = ["Customer", "CustomerStatus", "LinkedOrder"]

CustomerStatus = Literal["active", "archived"]


class LinkedOrder(Model):
    """One order of a customer."""

    id: str
    total: Amount | None = None
    status: OrderStatus | None = None


class Customer(Record):
    """A buyer."""

    id: str
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    status: CustomerStatus | None = None
    source_status: str | None = None
    currency: Currency | None = None
    tax_number: str | None = None
    emails: list[Email] = []
    phone_numbers: list[PhoneNumber] = []
    addresses: list[CustomerAddress] = []
    orders: list[LinkedOrder] = []
    customer_hidden: bool = False
    """True when any customer field is masked or withheld: it equals `bool(hidden_fields)`."""
    hidden_fields: list[HiddenField] = []
    created_at: Moment | None = None
    updated_at: Moment | None = None
    extensions: Extensions = {}
