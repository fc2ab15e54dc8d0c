"""The corner shop's platform on loopback: a key, pages by number, and errors by status."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from shopglot.connector import RunningSandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.connector import SandboxOptions

__all__ = ["Shop", "open_sandbox"]

KEY = "corner-key-7f3a9c41"
LARGEST = 10
START = 1_767_225_600
_STATES = ("OPEN", "SENT", "VOID")
_NAMES = {"orders": "number", "products": "sku", "customers": "number"}


@dataclass
class Shop:
    """What the platform knows; `rows` are its raw records by path."""

    orders: int
    products: int
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = {
            "orders": [_order(number) for number in range(self.orders)],
            "products": [_product(number) for number in range(self.products)],
            "customers": [_customer(number) for number in range(5)],
        }

    def answer(self, path: str, asked: dict[str, str]) -> tuple[int, Any]:
        """Return status and body for one request."""
        kind, _, record_id = path.strip("/").partition("/")
        if kind == "shop":
            return 200, {"code": "S1", "name": "Corner Shop", "currency": "EUR"}
        rows, name = self.rows.get(kind, []), _NAMES.get(kind, "")
        if record_id:
            found = [row for row in rows if row[name] == record_id]
            return (200, found[0]) if found else (404, {"code": "no_such_record", "message": "There is none."})
        rows = [row for row in rows if row["changed"] >= int(asked.get("changed_from", 0))]
        rows = [row for row in rows if asked.get("state", row.get("state")) == row.get("state")]
        if asked.get("newest") == "1":
            rows = sorted(rows, key=lambda row: -row["placed"])
        at, size = int(asked.get("at", 0)), min(LARGEST, int(asked["size"]))
        return 200, {kind: rows[at : at + size], "next": str(at + size) if len(rows) > at + size else None}


def _order(number: int) -> dict[str, Any]:
    units = number % 3 + 1
    return {
        "number": f"{1001 + number}",
        "state": _STATES[number % 3],
        "currency": "EUR",
        "goods": f"{5 * units}.00",
        "postage": "2.50",
        "total": f"{5 * units + 2}.50",
        "placed": START + 30 * number,
        "changed": START + 60 * number,
        "buyer": {"number": f"C{number % 5}", "name": "Dana Example", "mail": "dana@example.com"},
        "lines": [{"sku": "SKU0", "title": "mug", "units": units, "price": "5.00", "sum": f"{5 * units}.00"}],
    }


def _product(number: int) -> dict[str, Any]:
    return {
        "sku": f"SKU{number}",
        "title": "mug",
        "price": "5.00",
        "state": ("ON_SALE", "SOLD_OUT")[number % 2],
        "stock": number,
        "placed": START + 30 * number,
        "changed": START + 60 * number,
    }


def _customer(number: int) -> dict[str, Any]:
    return {
        "number": f"C{number}",
        "name": "Dana Example",
        "mail": f"dana{number}@example.com",
        "placed": START + 30 * number,
        "changed": START + 60 * number,
    }


@contextmanager
def open_sandbox(options: SandboxOptions) -> Iterator[RunningSandbox]:
    """Serve a shop on 127.0.0.1 while the block runs."""
    shop = Shop(options.orders, options.products)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body in one packet: two of them wait for each other.
        wbufsize = -1

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            status, body = (401, {"code": "wrong_key", "message": "The key is unknown."})
            if self.headers.get("x-key") == KEY:
                status, body = shop.answer(parts.path, dict(parse_qsl(parts.query)))
            sent = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        # A connection that a client keeps open must not keep the test from ending.
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield RunningSandbox({"api": f"http://127.0.0.1:{server.server_address[1]}"}, {"key": KEY})
        server.shutdown()
        thread.join()
