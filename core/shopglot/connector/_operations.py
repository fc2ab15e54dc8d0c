"""What a connector can ask the platform about one resource, and how much of a listing the platform does itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shopglot.connector._fields import check_fields
from shopglot.connector._validation import check_name, check_unique, check_word
from shopglot.errors import InvalidConnector

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shopglot.connector._protocol import Batch, Completed, Operation, Page, Query

__all__ = ["SORTS", "DerivedCustomers", "Operations", "ShopRef"]

SORTS = ("created_at", "-created_at", "updated_at", "-updated_at")


@dataclass(frozen=True, slots=True)
class ShopRef:
    """One shop of a connection: `raw` is the platform's record of it, which shop-level operations need.

    `settings` are those of the connection that are no secrets, as text, by name: the host puts them in.
    """

    id: str
    raw: Mapping[str, Any] = field(repr=False)
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        check_fields(self, "shop")


@dataclass(frozen=True, slots=True)
class Operations:
    """What a connector can ask the platform about one resource; None where it can't."""

    list: Callable[[ShopRef, Query], Operation[Page]] | None = None
    """Read one page."""
    get_many: Callable[[ShopRef, Sequence[str]], Operation[Batch]] | None = None
    """Read records by id, at most `batch_size` at once."""
    batch_size: int = 1
    """How many ids the platform takes at once."""
    page_size: int = 100
    """The largest page of the platform: the host asks for no larger one."""
    filters: tuple[str, ...] = ()
    """What `list` itself applies: `created_since`, `updated_since`, `status`, `email`, and fields of the platform.

    No other filter arrives in a query. What is missing of the first four is done by the host, over unified records.
    """
    sorts: tuple[str, ...] = ()
    """The orders in which `list` can read: `created_at`, `updated_at`, with a minus in front the newest first."""
    statuses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each unified status the platform's tokens of the records that may have it.

    They may select too much: the host looks at each record. A status that is not here is looked for in all records.
    """
    complete: Callable[[ShopRef, Any], Operation[Completed] | None] | None = None
    """Read for one raw record what only a call for it alone returns; its call is None for a record that needs none.

    The host runs several of these at a time. An error that is about this one record leaves it incomplete.
    """
    whole_by_id: bool = False
    """Whether a record that was read by id is whole, so that only those of pages are completed."""

    def __post_init__(self) -> None:
        check_fields(self, "operations")
        for name, size in (("batch_size", self.batch_size), ("page_size", self.page_size)):
            if size < 1:
                raise InvalidConnector(f"operations: {name} must be at least 1")
        for name in self.filters:
            check_word("operations", "filter", name)
        check_unique("operations", "filter", self.filters)
        check_unique("operations", "sort", self.sorts)
        if wrong := [sort for sort in self.sorts if sort not in SORTS]:
            raise InvalidConnector(f"operations: sort {wrong[0]!r} is not one of {', '.join(SORTS)}")
        if self.statuses and "status" not in self.filters:
            raise InvalidConnector("operations: statuses need the filter 'status'")


@dataclass(frozen=True, slots=True)
class DerivedCustomers:
    """Customers whom a platform does not list, made from records that mention them, such as orders.

    `source` is the resource whose `list` is read, `resource` the one whose mapping makes a customer of each of those
    records, `select` the filter of `source` that selects one customer's records; blank where there is none, and all
    have to be read for one. Beside customers of the platform's own they are listed after these, and need other ids:
    `id_prefix` is how all ids of derived ones begin, so that a customer is looked for in the right place alone.
    """

    source: str
    resource: str = "customer"
    select: str = ""
    id_prefix: str = ""

    def __post_init__(self) -> None:
        check_fields(self, "derived customers")
        check_name("derived customers: source", self.source)
        check_name("derived customers: resource", self.resource)
        if self.select:
            check_word("derived customers", "select", self.select)
