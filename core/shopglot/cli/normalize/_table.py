"""Unified records as a table: one row each, hidden fields marked, and explained below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from rich.table import Table
from rich.text import Text

from shopglot.cli._terminal import console
from shopglot.cli.normalize._hidden import Footnotes
from shopglot.diagnostics import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal

    from shopglot.connector import ConnectorDefinition

__all__ = ["print_rows", "print_table"]

# In columns: below it, an order's every cell would be broken over several lines.
_ROOMY = 100


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its title, what of a record it shows, and the record's fields that it covers.

    `watches` are the JSON Pointers (beginnings of them) whose hiding the cell has to show. A `whole` cell is never
    broken over lines, however narrow the terminal is. A `spare` one is left out where the others would be crushed.
    """

    title: str
    show: Callable[[Any], object]
    watches: tuple[str, ...] = ()
    justify: Literal["left", "right"] = "left"
    whole: bool = False
    spare: bool = False


def _status(record: Any) -> str:
    unified, own = record.status or "", record.source_status or ""
    return unified if own.lower() == unified else " ".join(filter(None, (unified, own)))


def _money(amount: Decimal | None, currency: str | None) -> str:
    return "" if amount is None else " ".join(filter(None, (f"{amount:f}", currency)))


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""


def _person(person: Any) -> str:
    if person is None:
        return ""
    parts = (getattr(person, part, None) for part in ("first_name", "last_name"))
    return person.name or " ".join(filter(None, parts)) or person.company_name or ""


def _recipient(order: Any) -> str:
    # Who gets the goods; where a platform names no recipient, the buyer does.
    return _person(order.shipping_address) or _person(order.customer)


def _first(items: Sequence[Any], field: str) -> str:
    return next((value for item in items if (value := getattr(item, field))), "")


def _pieces(order: Any) -> object:
    return sum(item.quantity or 0 for item in order.line_items)


def _price(product: Any) -> str:
    if product.price is not None:
        return _money(product.price, product.currency)
    prices = sorted({variant.price for variant in product.variants if variant.price is not None})
    if not prices:
        return ""
    span = prices if len(prices) == 1 else [prices[0], prices[-1]]
    return _money_span(span, product.currency)


def _money_span(span: list[Decimal], currency: str | None) -> str:
    return " ".join(filter(None, (" - ".join(f"{price:f}" for price in span), currency)))


_RECIPIENT = (
    "/shipping_address/name",
    "/shipping_address",
    "/customer/name",
    "/customer/first_name",
    "/customer/last_name",
)
_COLUMNS: dict[str, tuple[_Column, ...]] = {
    "Store": (
        _Column("ID", lambda store: store.id, whole=True),
        _Column("NAME", lambda store: store.name),
        _Column("COUNTRY", lambda store: store.country),
        _Column("CURRENCY", lambda store: store.currency),
        _Column("STATUS", _status),
    ),
    "Product": (
        _Column("ID", lambda product: product.id, whole=True),
        _Column("NAME", lambda product: product.name),
        _Column("STATUS", _status),
        _Column("PRICE", _price, justify="right"),
        _Column("STOCK", lambda product: product.inventory_quantity, justify="right"),
        _Column("VARIANTS", lambda product: len(product.variants), justify="right"),
    ),
    "Order": (
        _Column("ID", lambda order: order.id, whole=True),
        _Column("CREATED", lambda order: _day(order.created_at), whole=True),
        _Column("STATUS", _status),
        _Column("PAYMENT", lambda order: order.payment_status, spare=True),
        _Column("TOTAL", lambda order: _money(order.total_amount, order.currency), justify="right", whole=True),
        _Column("PIECES", _pieces, justify="right", spare=True),
        _Column("RECIPIENT", _recipient, watches=_RECIPIENT),
        _Column(
            "SHIPS TO",
            lambda order: (order.shipping_address and order.shipping_address.country) or "",
            watches=("/shipping_address/", "/shipping_address"),
        ),
    ),
    "Customer": (
        _Column("ID", lambda customer: customer.id, whole=True),
        _Column("NAME", _person, watches=("/name", "/first_name", "/last_name")),
        _Column("E-MAIL", lambda customer: _first(customer.emails, "email"), watches=("/emails",)),
        _Column("PHONE", lambda customer: _first(customer.phone_numbers, "number"), watches=("/phone_numbers",)),
        _Column("COUNTRY", lambda customer: _first(customer.addresses, "country"), watches=("/addresses",)),
    ),
}


def print_table(connector: ConnectorDefinition, resource: str, records: Iterable[Any]) -> None:
    """Print the records of one resource, and below them why customer fields are hidden and what to do."""
    kept = list(records)
    notes = Footnotes(connector.guide, connector.id)
    for record in kept:
        notes.of(record)
    print_rows(connector, resource, kept, notes)
    screen = console()
    for line in notes.lines():
        screen.print(Text(line))


def print_rows(connector: ConnectorDefinition, resource: str, records: Iterable[Any], notes: Footnotes) -> None:
    """Print the records of one resource, with the notes' numbers; the notes are the caller's to print."""
    screen = console()
    columns = [
        column for column in _COLUMNS[connector.resource(resource).model] if screen.width >= _ROOMY or not column.spare
    ]
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.title, justify=column.justify, no_wrap=column.whole, overflow="fold")
    for record in records:
        marks = notes.marks(record)
        table.add_row(*(_cell(column, record, marks) for column in columns))
    screen.print(table)


def _touches(path: str, watch: str) -> bool:
    # Where all of an object is hidden, the object is named, and what the cell shows is below it.
    return path.startswith(watch) or watch.startswith(f"{path}/")


def _cell(column: _Column, record: Any, marks: dict[str, int]) -> Text:
    shown = column.show(record)
    text = Text("" if shown is None else printable(str(shown)))
    numbers = {number for path, number in marks.items() if any(_touches(path, watch) for watch in column.watches)}
    if numbers:
        mark = "".join(f"[{number}]" for number in sorted(numbers))
        text.append(f" {mark}" if shown else f"hidden {mark}", style="yellow")
    return text
