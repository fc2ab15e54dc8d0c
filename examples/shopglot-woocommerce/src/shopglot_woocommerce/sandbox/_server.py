"""The shop's API over HTTP on loopback, in a sub-folder as sellers often have it."""

from __future__ import annotations

import json
import re
import threading
from base64 import b64encode
from contextlib import contextmanager
from hmac import compare_digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from shopglot_woocommerce.sandbox._query import BadParameter, select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopglot_woocommerce.sandbox._shop import Record, Shop

__all__ = ["FOLDER", "Api", "serve"]

FOLDER = "/shop"
_ROOT = f"{FOLDER}/wp-json"
_INDEX_KEYS = ("name", "description", "url", "home", "gmt_offset", "timezone_string")
_SETTINGS: dict[str, dict[str, Any]] = {
    "general": {
        "woocommerce_store_address": "Mustergasse 4",
        "woocommerce_store_address_2": "",
        "woocommerce_store_city": "Wien",
        "woocommerce_store_postcode": "1010",
        "woocommerce_default_country": "AT",
        "woocommerce_calc_taxes": "yes",
        "woocommerce_currency": "EUR",
        "woocommerce_specific_allowed_countries": [],
    },
    "tax": {"woocommerce_prices_include_tax": "yes"},
    "products": {"woocommerce_weight_unit": "kg", "woocommerce_dimension_unit": "cm"},
}

Answer = tuple[int, Any, dict[str, str]]


def _error(status: int, code: str, message: str) -> Answer:
    return status, {"code": code, "message": message, "data": {"status": status}}, {}


class Api:
    """What the shop answers to a request: a status, a body and headers. Counts the requests, by path."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.url = ""
        self.requests: list[str] = []

    def answer(self, path: str, params: Mapping[str, str], authorization: str) -> Answer:
        """Answer one GET request."""
        with self.shop.lock:
            self.requests.append(path)
            if path in {_ROOT, f"{_ROOT}/"}:
                # WordPress takes Basic authentication for one of its own passwords here.
                return _error(401, "invalid_username", "Unknown username.") if authorization else self._index()
            if not path.startswith(f"{_ROOT}/wc/v3/"):
                return _error(404, "rest_no_route", "No route was found matching the URL and request method.")
            if refusal := self._refusal(authorization):
                return refusal
            try:
                return self._route(path.removeprefix(f"{_ROOT}/wc/v3"), params)
            except BadParameter as error:
                return _error(400, "rest_invalid_param", f"Invalid parameter(s): {error}")

    def _index(self) -> Answer:
        values = ("Tee &amp; Tasse", "Nur ein Beispiel", self.url, self.url, 1, "Europe/Vienna")
        return 200, dict(zip(_INDEX_KEYS, values, strict=True)), {}

    def _refusal(self, authorization: str) -> Answer | None:
        key, secret = self.shop.consumer_key, self.shop.consumer_secret
        if compare_digest(authorization.encode(), b"Basic " + b64encode(f"{key}:{secret}".encode())):
            return None
        if authorization.startswith("Basic " + b64encode(key.encode())[:40].decode()):
            return _error(401, "woocommerce_rest_authentication_error", "Consumer secret is invalid.")
        return _error(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")

    def _route(self, path: str, params: Mapping[str, str]) -> Answer:
        shop = self.shop
        lists = {"/products": shop.products, "/orders": shop.orders, "/customers": shop.customers}
        if path in lists:
            usual = {"role": "customer"} if path == "/customers" else {}
            return _listed(list(lists[path].values()), {**usual, **params})
        if match := re.fullmatch(r"/settings/([a-z]+)", path):
            return self._settings(match[1])
        if match := re.fullmatch(r"/products/(\d+)/variations", path):
            return _listed(shop.variations.get(int(match[1]), []), params)
        if match := re.fullmatch(r"/orders/(\d+)/refunds", path):
            return _listed(shop.refunds.get(int(match[1]), []), params)
        if match := re.fullmatch(r"(/[a-z]+)/(\d+)", path):
            record = lists.get(match[1], {}).get(int(match[2]))
            kind = {"/orders": "shop_order", "/products": "product"}.get(match[1], "user")
            return (200, record, {}) if record else _error(404, f"woocommerce_rest_{kind}_invalid_id", "Invalid ID.")
        return _error(404, "rest_no_route", "No route was found matching the URL and request method.")

    def _settings(self, group: str) -> Answer:
        if group not in _SETTINGS:
            return _error(404, "rest_setting_setting_group_invalid", "Invalid setting group.")
        return 200, [{"id": name, "value": value} for name, value in _SETTINGS[group].items()], {}


def _listed(records: list[Record], params: Mapping[str, str]) -> Answer:
    found = select(records, params)
    return 200, found.items, {"X-WP-Total": str(found.total), "X-WP-TotalPages": str(found.pages)}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body are two packets: the second does not wait until the first is acknowledged.
    disable_nagle_algorithm = True
    api: Api

    def do_GET(self) -> None:
        """Answer a request."""
        url = urlsplit(self.path)
        params = dict(parse_qsl(url.query, keep_blank_values=True))
        status, body, headers = self.api.answer(url.path, params, self.headers.get("Authorization", ""))
        content = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Type": "application/json", "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
        """Write no log: it would have addresses with mailboxes in it."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def serve(shop: Shop | Api, port: int = 0) -> Iterator[str]:
    """Serve a shop on 127.0.0.1 while the block runs, and yield its address."""
    api = shop if isinstance(shop, Api) else Api(shop)
    with _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"api": api})) as server:
        api.url = f"http://127.0.0.1:{server.server_port}{FOLDER}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield api.url
        finally:
            server.shutdown()
            thread.join()
