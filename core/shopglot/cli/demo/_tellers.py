"""The two ways in which `shopglot demo` is told: a story for people, and one JSON document for programs."""

from __future__ import annotations

import json
import sys
import textwrap
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rich.markdown import Markdown
from rich.padding import Padding
from rich.text import Text

from shopglot.cli._terminal import console
from shopglot.cli.normalize import Footnotes, print_rows
from shopglot.diagnostics import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopglot.cli.demo._story import AuthorizedEvent, Read, ReadAgainEvent, RemediedEvent
    from shopglot.connector import ConnectorDefinition, Token

__all__ = ["JsonTeller", "TextTeller"]

_SHOWN = 5
_SHOWN_ORDERS = 8


class TextTeller:
    """Tells it on stdout as it happens."""

    def __init__(self, connector: ConnectorDefinition) -> None:
        self._connector = connector
        self._notes = Footnotes(connector.guide, connector.id)
        self._screen = console()
        self._chapter = 0

    def authorized(self, chapter: AuthorizedEvent) -> None:
        """Say what the app got."""
        token = chapter.token
        name = self._connector.name
        self._say(f"{name}, simulated on this machine: nobody in it is real, and nothing leaves it.")
        self._title("The seller authorizes the app")
        self._say(f"The simulated platform answers at {chapter.api}.")
        self._say(f"The seller opened {chapter.page} and agreed.")
        shop = printable(token.account_name) + (f" ({token.region})" if token.region else "")
        self._say(f"The one-time code became a token for {shop}{_until(token)}.")

    def read(self, chapter: Read) -> None:
        """Show a few of each kind, and say who is hidden."""
        self._title("Everything is read, over HTTP")
        for order in reversed(chapter.orders):
            self._notes.of(order)
        self._table("store", [chapter.store], 1)
        products = _varied(chapter.products, _SHOWN, lambda product: product.source_status)
        self._table("product", products, len(chapter.products))
        orders = _varied(chapter.orders[::-1], _SHOWN_ORDERS, lambda order: order.source_status)
        self._table("order", orders, len(chapter.orders), "newest first")
        customers = _varied(chapter.customers, _SHOWN, lambda customer: sorted(self._notes.marks(customer).items()))
        self._table("customer", customers, len(chapter.customers), "out of the orders")
        if chapter.rejected:
            self._say(f"\n{chapter.rejected} records could not be unified.")
        self._title("Who is hidden, and why")
        self._say(f"{len(chapter.hidden())} of {len(chapter.orders)} orders hide fields of their customer.")
        for line in self._notes.lines():
            self._say(line)

    def remedied(self, chapter: RemediedEvent | None) -> None:
        """Say what the seller did."""
        if chapter is None:
            self._title("Nothing to change")
            self._say("No order hides its customer for a reason that this seller could change.")
            return
        self._title("The seller does what the guide says")
        self._say(chapter.section.title)
        self._screen.print()
        if self._screen.is_terminal:
            self._screen.print(Padding(Markdown(chapter.section.body), (0, 0, 0, 2)))
        else:
            self._screen.print(Text(textwrap.indent(chapter.section.body, "  ")), soft_wrap=True)
        self._say(f"\nThen buyers place {len(chapter.placed)} new orders.")

    def read_again(self, chapter: ReadAgainEvent) -> None:
        """Show the new orders beside an earlier one."""
        self._title("The orders are read again")
        self._table("order", chapter.new, len(chapter.new), "placed after the change")
        self._say("")
        self._say(f"{chapter.clear()} of {len(chapter.new)} new orders show their customer.")
        earlier = f"{chapter.still_hidden()} of {len(chapter.earlier)}"
        self._say(f"Of those that hid it before, {earlier} still do: the change reaches new orders only.")

    def end(self) -> None:
        """Say what can be tried next."""
        name = self._connector.id
        self._title("Next")
        for command, why in (
            (f"shopglot sandbox {name} --save sandbox.json", "such a shop for your own code"),
            (f"shopglot check {name} --settings sandbox.json", "is a connection set up right?"),
            (f"shopglot guide {name}", "how to connect a real shop"),
        ):
            self._say(f"{command:<50} {why}")

    def _title(self, text: str) -> None:
        self._chapter += 1
        self._screen.print()
        self._screen.print(Text(f"{self._chapter}. {text}", style="bold"))

    def _table(self, resource: str, records: Sequence[Any], total: int, which: str = "") -> None:
        noun = resource if total == 1 else f"{resource}s"
        count = f"{total} {noun}" if len(records) == total else f"{len(records)} of {total} {noun}"
        self._screen.print()
        self._screen.print(Text(f"{count}, {which}" if which else count, style="italic"))
        if records:
            print_rows(self._connector, resource, records, self._notes)

    def _say(self, text: str) -> None:
        for line in text.split("\n"):
            # An indented line holds a command, which stays whole to be copied.
            whole = not line or line.startswith(" ")
            folded = (
                line
                if whole
                else textwrap.fill(line, self._screen.width, break_long_words=False, break_on_hyphens=False)
            )
            self._screen.print(Text(folded), soft_wrap=True)


def _varied(records: Sequence[Any], count: int, kind: Callable[[Any], object]) -> list[Any]:
    """Give some records in their order: the first of each kind, and then the first of the others."""
    seen: list[object] = []
    first, others = [], []
    for place, record in enumerate(records):
        if (what := kind(record)) in seen:
            others.append(place)
        else:
            seen.append(what)
            first.append(place)
    return [records[place] for place in sorted([*first, *others][:count])]


def _until(token: Token) -> str:
    if token.access_expires_at is None:
        return ""
    return f", good until {datetime.fromtimestamp(token.access_expires_at, UTC):%Y-%m-%d %H:%M} UTC"


class JsonTeller:
    """Collects it, and writes one JSON document at the end."""

    def __init__(self) -> None:
        self._told: dict[str, Any] = {}

    def authorized(self, chapter: AuthorizedEvent) -> None:
        """Keep who authorized what; no token."""
        token = chapter.token
        self._told["authorized"] = {
            "api": chapter.api,
            "page": chapter.page,
            "account": token.account_name,
            "region": token.region,
            "scopes": list(token.scopes),
            "access_expires_at": token.access_expires_at,
        }

    def read(self, chapter: Read) -> None:
        """Keep all records."""
        self._told["before"] = {
            "counts": {
                "stores": 1,
                "products": len(chapter.products),
                "orders": len(chapter.orders),
                "customers": len(chapter.customers),
                "hidden_orders": len(chapter.hidden()),
                "rejected": chapter.rejected,
            },
            "store": _plain([chapter.store])[0],
            "products": _plain(chapter.products),
            "orders": _plain(chapter.orders),
            "customers": _plain(chapter.customers),
        }

    def remedied(self, chapter: RemediedEvent | None) -> None:
        """Keep what was changed."""
        self._told["change"] = chapter and {"remedy": chapter.section.key, "placed": list(chapter.placed)}

    def read_again(self, chapter: ReadAgainEvent) -> None:
        """Keep the new orders, and how the earlier ones are."""
        self._told["after"] = {
            "counts": {
                "new_orders": len(chapter.new),
                "new_hidden": len(chapter.new) - chapter.clear(),
                "earlier_orders": len(chapter.earlier),
                "earlier_hidden": chapter.still_hidden(),
            },
            "new_orders": _plain(chapter.new),
        }

    def end(self) -> None:
        """Write it."""
        sys.stdout.buffer.write(json.dumps(self._told, indent=2, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


def _plain(records: Sequence[Any]) -> list[Any]:
    return [record.model_dump(mode="json") for record in records]
