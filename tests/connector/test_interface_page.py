"""The page on the connector interface: its example is a whole connector, and every public name is told of."""

from __future__ import annotations

import hashlib
import hmac
import importlib
import json
import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import shopglot
import shopglot.connector
from shopglot.registry import Connector

if TYPE_CHECKING:
    from pathlib import Path

_SETTINGS = {"store_url": "https://tea.example", "user": "u", "password": "p"}
# Told of where they are used by others, or plain types of annotations.
_ELSEWHERE = {
    "API_VERSION", "AsSent", "Credentials", "ENTRY_POINT_GROUP", "Gotcha", "GuideSection", "InvalidConnector",
    "MaskDetector", "MemoryTokenStore", "Operation", "PROJECT", "Permission", "Query", "SandboxOptions",
    "Token", "TokenStore", "Transform", "read_base_url",
}  # fmt: skip


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs" / "connectors" / "interface.md").read_text(encoding="utf-8")


@pytest.fixture
def tea(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Connector:
    example = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert example is not None
    (tmp_path / "shopglot_tea.py").write_text(example[1], encoding="utf-8")
    files = {
        "mappings/store.yaml": "mapping: 1\nfrom: tea/shop@1\nto: Store\nfields: {id: {path: id, required: true}}\n",
        "mappings/order.yaml": (
            "mapping: 1\nfrom: tea/order@1\nto: Order\nfields:\n  id: {path: id, as: text, required: true}\n"
            "  note: parcel.number\nignore: {sent: tells whether there is a parcel}\n"
        ),
        "schemas/shop.json": {"type": "object", "properties": {"id": {"type": "string"}}},
        "schemas/order.json": {
            "type": "object", "properties": {"id": {"type": "integer"}, "sent": {"type": "boolean"}},
        },
        "schemas/parcel.json": {"type": "object", "properties": {"number": {"type": "string"}}},
    }  # fmt: skip
    for name, content in files.items():
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return Connector(importlib.import_module("shopglot_tea").shopglot_connector(), "tea", "1.0")


def answer(request: httpx.Request) -> httpx.Response:
    path, params = request.url.path, request.url.params
    if request.headers["authorization"] != "Basic dTpw":
        return httpx.Response(400, json={"code": "key_revoked", "message": "no"})
    orders: list[Any] = [{"id": number, "sent": number == 3} for number in range(1, 61)]
    if path == "/api/shop":
        return httpx.Response(200, json={"id": "T1"})
    if path == "/api/orders":
        begin, size = int(params["offset"]), int(params["limit"])
        return httpx.Response(200, json=orders[begin : begin + size])
    if path == "/api/orders/3/parcel":
        return httpx.Response(200, json={"number": "P-3"})
    found = [order for order in orders if path == f"/api/orders/{order['id']}"]
    return httpx.Response(200, json=found[0]) if found else httpx.Response(404, json={"code": "x", "message": "y"})


def test_the_example_is_a_whole_connector(tea: Connector) -> None:
    transport = httpx.MockTransport(answer)
    with shopglot.connect(tea, _SETTINGS, transport=transport) as connection:
        orders = list(connection.orders.list())
        assert [order.id for order in orders] == [str(number) for number in range(1, 61)]
        assert orders[2].note == "P-3"
        assert connection.orders.get("3") == orders[2]
        for unknown in ("99", "x"):
            with pytest.raises(shopglot.NotFound):
                connection.orders.get(unknown)
    with (
        shopglot.connect(tea, {**_SETTINGS, "password": "q"}, transport=transport) as connection,
        pytest.raises(shopglot.AuthorizationError),
    ):
        connection.store()


def test_its_deliveries_are_read(tea: Connector) -> None:
    body = b'{"topic": "order.sent", "order": 3}'
    signed = hmac.new(b"p", body, hashlib.sha256).hexdigest()
    (event,) = tea.read_webhook({"X-Tea-Signature": signed}, body, _SETTINGS)
    assert (event.resource, event.record_id, event.kind, event.topic) == ("order", "3", "updated", "order.sent")
    with pytest.raises(shopglot.SignatureError):
        tea.read_webhook({"X-Tea-Signature": signed}, body + b" ", _SETTINGS)


def test_every_public_name_is_told_of(page: str) -> None:
    told = set(re.findall(r"\w+", page))
    assert {name for name in shopglot.connector.__all__ if name not in told} == _ELSEWHERE & {
        *shopglot.connector.__all__
    }
    assert set(shopglot.connector.__all__) >= _ELSEWHERE


def test_every_error_of_a_platform_is_told_of(page: str) -> None:
    kinds = {
        name
        for name, kind in vars(shopglot).items()
        if isinstance(kind, type) and issubclass(kind, shopglot.PlatformError)
    }
    assert kinds - {"PlatformError", "TransportError"} <= set(re.findall(r"`(\w+)`", page))
