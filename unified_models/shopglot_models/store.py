"""The unified store."""

from __future__ import annotations

from typing import Literal

from shopglot_models._base import Record
from shopglot_models._currency import Currency
from shopglot_models._extensions import Extensions
from shopglot_models._moments import Moment
from shopglot_models._people import Address
from shopglot_models._text import Country, Id, Url

__all__ = ["Store", "StoreStatus"]

StoreStatus = Literal["active", "inactive", "unknown"]


class Store(Record):
    """One shop; one authorization may hold several, in several countries."""

    shown = ("id",)

    id: Id
    """The platform's id of the shop."""
    name: str | None = None
    """The shop's name."""
    store_url: Url | None = None
    """What buyers open."""
    admin_url: Url | None = None
    """What the seller opens."""
    addresses: tuple[Address, ...] = ()
    """Where the shop ships from; the default first."""
    country: Country | None = None
    """The market that it sells in."""
    currency: Currency | None = None
    """The currency that it sells in."""
    timezone: str | None = None
    """The zone of its days and reports, an IANA name; moments in records are UTC all the same."""
    status: StoreStatus | None = None
    """Whether it is open."""
    source_status: str | None = None
    """The platform's own status token."""
    created_at: Moment | None = None
    """When it was opened."""
    updated_at: Moment | None = None
    """When its data last changed."""
    extensions: Extensions = {}
    """What the unified model has no word for, under the connector's id."""
