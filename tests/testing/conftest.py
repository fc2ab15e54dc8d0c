"""A platform on loopback that puts a canary into every place where a secret or a person has been seen to hide."""

from __future__ import annotations

import base64
import gzip
import json
import threading
import zlib
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from shopglot.testing import AllowList

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each was seen to survive a recorder's own filters somewhere. No canary is part of another.
PLACES = (
    "request header",
    "request cookie",
    "answer cookie",
    "query",
    "path",
    "JSON body with a charset",
    "nested JSON answer",
    "form",
    "gzip answer",
    "redirect location",
    "error page",
    "base64 in JSON",
    "key of a JSON object",
    "JSON inside JSON",
    "deflate answer",
    "escaped JSON",
)
CANARIES = {place: f"Canary{number:02d}Zq{number * 7919:06d}" for number, place in enumerate(PLACES)}

ALLOWED = AllowList(
    origins=("https://api.example.com",),
    path_words=frozenset({"orders", "token", "moved", "broken"}),
    query_kept=frozenset({"page_size"}),
    query_faked=frozenset({"cursor"}),
    keys_kept=frozenset({"code", "status", "data", "orders", "orders.id"}),
    keys_faked=frozenset({"name", "buyer", "phone", "message", "note", "email"}),
    secrets=frozenset({"access_token"}),
)


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(sign):04x}" for sign in text)


class _Platform(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self.path.startswith("/moved"):
            place = CANARIES["redirect location"]
            return self._send(
                302, b"", "text/html", location=f"https://api.example.com/orders?code={place}&page_size=5"
            )
        if self.path.startswith("/broken"):
            page = f"<html><p>no such token: {CANARIES['error page']}</p></html>"
            return self._send(500, page.encode(), "text/html")
        if "deflate" in self.path:
            body = json.dumps({"data": {"note": CANARIES["deflate answer"]}}).encode()
            return self._send(200, zlib.compress(body), "application/json", content_encoding="deflate")
        body = json.dumps({"code": 0, "data": {"access_token": CANARIES["gzip answer"]}}).encode()
        return self._send(200, gzip.compress(body), "application/json", content_encoding="gzip")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        order = {
            "id": "5764",
            "status": "SHIPPED",
            "buyer": {"name": CANARIES["nested JSON answer"], "phone": 4477009001234},
            "note": base64.b64encode(f"receipt {CANARIES['base64 in JSON']}".encode()).decode(),
            CANARIES["key of a JSON object"]: 1,
            "message": json.dumps({"why": CANARIES["JSON inside JSON"]}),
        }
        text = (
            json.dumps({"code": 0, "data": {"orders": [order]}})[:-1]
            + f',"name":"{_escaped(CANARIES["escaped JSON"])}"}}'
        )
        self._send(200, text.encode(), "application/json; charset=utf-8", set_cookie=f"id={CANARIES['answer cookie']}")

    def do_PUT(self) -> None:
        self.do_POST()

    def _send(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"content-type": kind, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@dataclass(frozen=True)
class Planted:
    """The platform, running: `visit` makes every call that carries or brings a canary."""

    url: str

    def visit(self, url: str | None = None) -> list[httpx.Response]:
        base = url or self.url
        with httpx.Client(trust_env=False) as client:
            return [
                client.post(
                    f"{base}/orders?page_size=5&access_token={CANARIES['query']}",
                    content=json.dumps({"status": "SHIPPED", "auth": {"secret": CANARIES["JSON body with a charset"]}}),
                    headers={
                        "content-type": "application/json; charset=utf-8",
                        "x-token": CANARIES["request header"],
                        "cookie": f"session={CANARIES['request cookie']}",
                    },
                ),
                client.put(f"{base}/orders/{CANARIES['path']}", json={"status": "SHIPPED"}),
                client.post(f"{base}/token", data={"page_size": "5", "code": CANARIES["form"]}),
                client.get(f"{base}/token?cursor=abc"),
                client.get(f"{base}/token/deflate"),
                client.get(f"{base}/moved"),
                client.get(f"{base}/broken"),
            ]


@pytest.fixture(scope="session")
def planted() -> Iterator[Planted]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Platform) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield Planted(f"http://127.0.0.1:{server.server_address[1]}")
        server.shutdown()
        thread.join()


@pytest.fixture
def canaries() -> dict[str, str]:
    return CANARIES


@pytest.fixture
def allowed() -> AllowList:
    return ALLOWED
