"""The unified store."""

from __future__ import annotations

from typing import Literal

from shopglot_models._base import Record
from shopglot_models._currency import Currency
from shopglot_models._people import Address
from shopglot_models._values import Country, Extensions, Moment

__all__ = ["Store", "StoreStatus"]

StoreStatus = Literal["active", "inactive", "unknown"]


class Store(Record):
    """One shop; one authorisation may hold several, in several countries."""

    id: str
    name: str | None = None
    store_url: str | None = None
    """What buyers open."""
    admin_url: str | None = None
    """What the seller opens."""
    addresses: list[Address] = []
    """Where the shop ships from by default."""
    country: Country | None = None
    currency: Currency | None = None
    timezone: str | None = None
    """An IANA zone name."""
    status: StoreStatus | None = None
    source_status: str | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
    extensions: Extensions = {}
