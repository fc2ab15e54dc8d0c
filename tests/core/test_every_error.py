"""`ShopglotError` catches what shopglot raises: no call of the library raises a bare ValueError or KeyError of ours."""

from __future__ import annotations

import ast
import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot.client import AsyncHttpRunner, CallPolicy, ClientSettings, HttpRunner, base_urls
from shopglot.connector import ConnectorDefinition, Guide, MemoryTokenStore, OAuth2, Request, Resource
from shopglot.exact_json import read_json
from shopglot.workbench.tests import FixtureLoader

if TYPE_CHECKING:
    from collections.abc import Callable

CORE = Path(shopglot.__file__).parent
TIKTOK = shopglot.load_connectors(only=["tiktok"], block=[])["tiktok"]
SETTINGS = {"app_key": "key", "app_secret": "secret", "service_id": "1"}
CREDENTIALS = shopglot.Credentials(SETTINGS)


def _definition(**changes: Any) -> ConnectorDefinition:
    order = Resource("order", "Order", "order.yaml", records=("orders",))
    given = {"id": "acme", "name": "Acme", "version": "1", "resources": (order,), "raw_schemas": ()}
    return ConnectorDefinition(**{**given, "mappings": Path(), "schemas": Path(), **changes})


def _runner(kind: type[Any]) -> Any:
    live = TIKTOK.definition.live
    assert live is not None
    policy = CallPolicy(live, SETTINGS, ClientSettings().testing(), "key")
    return kind(policy, base_urls(live.hosts, {}, None), MemoryTokenStore())


def _closed() -> None:
    runner = _runner(HttpRunner)
    runner.close()
    live = TIKTOK.definition.live
    assert live is not None
    assert isinstance(live.oauth, OAuth2)
    runner.run(live.oauth.exchange_code(SETTINGS, "code", 0))


async def _closed_for_tasks() -> None:
    runner = _runner(AsyncHttpRunner)
    await runner.aclose()
    live = TIKTOK.definition.live
    assert live is not None
    assert isinstance(live.oauth, OAuth2)
    await runner.run(live.oauth.exchange_code(SETTINGS, "code", 0))


def _connect(settings: dict[str, str] | None = None, **given: Any) -> None:
    credentials = shopglot.Credentials(SETTINGS if settings is None else settings)
    with shopglot.connect(TIKTOK, credentials, client=ClientSettings().testing(), **given) as shop:
        next(iter(shop.orders.list()))


RAISED: dict[str, tuple[Callable[[], object], type[shopglot.ShopglotError]]] = {
    "an unknown resource": (lambda: TIKTOK.normalize("ordr", {}), shopglot.ResourceNotFound),
    "an unknown resource of many": (lambda: TIKTOK.normalize_many("ordr", []), shopglot.ResourceNotFound),
    "an unknown resource of a definition": (lambda: TIKTOK.definition.resource("ordr"), shopglot.ResourceNotFound),
    "an unknown policy": (
        lambda: TIKTOK.normalize("order", {}, mask_policy="x"),  # type: ignore[arg-type]
        shopglot.InvalidArgument,
    ),
    "no records": (lambda: TIKTOK.normalize("order", None), shopglot.ResponseError),
    "no source": (lambda: list(TIKTOK.normalize_many("order", 5)), shopglot.ResponseError),  # type: ignore[arg-type]
    "no JSON": (lambda: read_json("{"), shopglot.ResponseError),
    "a refused record": (lambda: TIKTOK.normalize("order", {"status": "x"}), shopglot.RecordRejected),
    "an error code": (
        lambda: TIKTOK.normalize("order", {"code": 105005, "message": "", "request_id": "", "data": None}),
        shopglot.MissingScope,
    ),
    "an unknown plugin": (lambda: shopglot.load_connectors()["nope"], shopglot.PluginNotFound),
    "a wrong definition": (lambda: _definition(id="Acme"), shopglot.InvalidConnector),
    "a wrong part of one": (lambda: Guide("", ()), shopglot.InvalidConnector),
    "a wrong path": (lambda: Request("GET", "nowhere"), shopglot.InvalidConnector),
    "no fixture": (lambda: FixtureLoader().get("nowhere.json", None), shopglot.ShopglotError),
    "missing settings": (lambda: _connect({}), shopglot.SettingsError),
    "an unknown host": (lambda: _connect(hosts={"web": "https://example.com"}), shopglot.SettingsError),
    "no token": (_connect, shopglot.AuthorizationError),
    "a closed connection": (_closed, shopglot.TransportError),
    "a closed connection, tasks": (lambda: asyncio.run(_closed_for_tasks()), shopglot.TransportError),
}


@pytest.mark.parametrize("case", RAISED)
def test_it_is_one_of_ours(case: str) -> None:
    call, kind = RAISED[case]
    with pytest.raises(shopglot.ShopglotError) as caught:
        call()
    assert isinstance(caught.value, kind)


def test_a_folder_of_wrong_mappings_is_one_of_ours(tmp_path: Path) -> None:
    (tmp_path / "order.yaml").write_text("mapping: [")
    with pytest.raises(shopglot.MappingError):
        TIKTOK.with_mappings(tmp_path).normalize("order", json.loads("{}"))


BUILT_IN = {"Exception", "KeyError", "LookupError", "RuntimeError", "TypeError", "ValueError"}


def _escaping(tree: ast.AST) -> list[int]:
    """Return the lines that raise a built-in error outside of any `try`."""
    inside = {
        id(node) for part in ast.walk(tree) if isinstance(part, ast.Try) for one in part.body for node in ast.walk(one)
    }
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None and id(node) not in inside:
            named = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if isinstance(named, ast.Name) and named.id in BUILT_IN:
                lines.append(node.lineno)
    return lines


def test_no_line_raises_a_built_in_error() -> None:
    files = sorted(CORE.rglob("*.py"))
    assert len(files) > 100
    found = {str(file.relative_to(CORE)): _escaping(ast.parse(file.read_text(encoding="utf-8"))) for file in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_line_that_raises_one_is_found() -> None:
    assert _escaping(ast.parse("raise ValueError('x')")) == [1]
    assert _escaping(ast.parse("try:\n    raise ValueError\nexcept ValueError:\n    pass")) == []
