"""The two outputs of `shopglot demo`: text, and one JSON document."""

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
from shopglot.connector import Token
from shopglot.diagnostics import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shopglot.cli.demo._story import AuthorizedEvent, ReadAgainEvent, ReadEvent, RemediedEvent
    from shopglot.connector import ConnectorDefinition

__all__ = ["JsonRenderer", "TextRenderer"]

_SHOWN = 5
_SHOWN_ORDERS = 8


class TextRenderer:
    """Prints each step on stdout as it happens."""

    def __init__(self, connector: ConnectorDefinition) -> None:
        self._connector = connector
        self._notes = Footnotes(connector.guide, connector.id)
        self._screen = console()
        self._chapter = 0

    def authorized(self, event: AuthorizedEvent) -> None:
        """Show the shop that the app may read."""
        name = self._connector.name
        self._say(f"{name}, simulated on this machine: all people are invented, and nothing leaves it.")
        token = event.token
        if token is None:
            self._title("The shop's settings are all that it takes")
            self._say(f"The simulated platform runs at {event.api}.")
            return
        self._title("The seller authorizes the app")
        self._say(f"The simulated platform runs at {event.api}.")
        self._say(f"The seller opened {event.page} and agreed.")
        shop = printable(token.account_name) + (f" ({token.region})" if token.region else "")
        self._say(f"The one-time code was exchanged for a token for {shop}{_until(token)}.")

    def read(self, event: ReadEvent) -> None:
        """Show a few of each kind, and the reasons why customers are hidden."""
        self._title("All records are read over HTTP")
        for order in reversed(event.orders):
            self._notes.of(order)
        self._table("store", [event.store], 1)
        products = _pick_varied(event.products, _SHOWN, lambda product: product.source_status)
        self._table("product", products, len(event.products))
        orders = _pick_varied(event.orders[::-1], _SHOWN_ORDERS, lambda order: order.source_status)
        self._table("order", orders, len(event.orders), "newest first")
        customers = _pick_varied(event.customers, _SHOWN, lambda customer: sorted(self._notes.marks(customer).items()))
        live = self._connector.live
        derived = live is not None and live.of("customer").list is None
        self._table("customer", customers, len(event.customers), "from the orders" if derived else "")
        if event.rejected:
            self._say(f"\n{event.rejected} records could not be normalized.")
        self._title("Which customers are hidden, and why")
        self._say(f"{len(event.hidden())} of {len(event.orders)} orders hide fields of their customer.")
        for line in self._notes.lines():
            self._say(line)

    def remedied(self, event: RemediedEvent | None) -> None:
        """Show what the seller changed."""
        if event is None:
            self._title("Nothing to change")
            self._say("No order hides its customer for a reason that this seller can change.")
            return
        self._title("The seller follows the guide")
        self._say(event.section.title)
        self._screen.print()
        if self._screen.is_terminal:
            self._screen.print(Padding(Markdown(event.section.body), (0, 0, 0, 2)))
        else:
            self._screen.print(Text(textwrap.indent(event.section.body, "  ")), soft_wrap=True)
        self._say(f"\nThen buyers place {len(event.placed)} new orders.")

    def read_again(self, event: ReadAgainEvent) -> None:
        """Show the new orders beside an earlier one."""
        self._title("The orders are read again")
        self._table("order", event.new, len(event.new), "placed after the change")
        self._say("")
        self._say(f"{event.clear()} of {len(event.new)} new orders show their customer.")
        earlier = f"{event.still_hidden()} of {len(event.earlier)}"
        self._say(f"Of those that hid it before, {earlier} still do: the change reaches new orders only.")

    def end(self) -> None:
        """Show what to try next."""
        name = self._connector.id
        self._title("Next")
        for command, why in (
            (f"shopglot sandbox {name} --save sandbox.json", "a shop for your own code"),
            (f"shopglot check {name} --settings sandbox.json", "check a connection's set-up"),
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
            # An indented line is a command: it is not wrapped, so that it can be copied.
            whole = not line or line.startswith(" ")
            folded = (
                line
                if whole
                else textwrap.fill(line, self._screen.width, break_long_words=False, break_on_hyphens=False)
            )
            self._screen.print(Text(folded), soft_wrap=True)


def _pick_varied(records: Sequence[Any], count: int, kind: Callable[[Any], object]) -> list[Any]:
    """Return some records in their order: the first of each kind, and then the first of the others."""
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
    return f", valid until {datetime.fromtimestamp(token.access_expires_at, UTC):%Y-%m-%d %H:%M} UTC"


class JsonRenderer:
    """Collects all steps, and writes one JSON document at the end."""

    def __init__(self) -> None:
        self._document: dict[str, Any] = {}

    def authorized(self, event: AuthorizedEvent) -> None:
        """Keep the authorization, without the token."""
        token = event.token or Token("")
        self._document["authorized"] = {
            "api": event.api,
            "page": event.page,
            "account": token.account_name,
            "region": token.region,
            "scopes": list(token.scopes),
            "access_expires_at": token.access_expires_at,
        }

    def read(self, event: ReadEvent) -> None:
        """Keep all records."""
        self._document["before"] = {
            "counts": {
                "stores": 1,
                "products": len(event.products),
                "orders": len(event.orders),
                "customers": len(event.customers),
                "hidden_orders": len(event.hidden()),
                "rejected": event.rejected,
            },
            "store": _plain([event.store])[0],
            "products": _plain(event.products),
            "orders": _plain(event.orders),
            "customers": _plain(event.customers),
        }

    def remedied(self, event: RemediedEvent | None) -> None:
        """Keep the change."""
        self._document["change"] = event and {"remedy": event.section.key, "placed": list(event.placed)}

    def read_again(self, event: ReadAgainEvent) -> None:
        """Keep the new orders, and the counts of the earlier ones."""
        self._document["after"] = {
            "counts": {
                "new_orders": len(event.new),
                "new_hidden": len(event.new) - event.clear(),
                "earlier_orders": len(event.earlier),
                "earlier_hidden": event.still_hidden(),
            },
            "new_orders": _plain(event.new),
        }

    def end(self) -> None:
        """Write the document."""
        sys.stdout.buffer.write(json.dumps(self._document, indent=2, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


def _plain(records: Sequence[Any]) -> list[Any]:
    return [record.model_dump(mode="json") for record in records]
