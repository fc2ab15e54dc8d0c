"""An invented platform, `mugs`: few filters, customers of its own, guests in its orders, errors by status."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import httpx

from shopglot.connector import (
    Batch,
    Completed,
    ConnectorDefinition,
    DerivedCustomers,
    ErrorBody,
    Live,
    Operation,
    Operations,
    Page,
    Query,
    RawSchema,
    Request,
    Resource,
    ShopRef,
)
from shopglot.errors import ClockError
from shopglot.registry import Connector

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = ["ERRORS", "MugShop", "mugs"]

_TEXT = {"type": "string"}
_TIMES = {"made": {"type": "integer"}, "changed": {"type": ["integer", "null"]}}
_ORDER = {
    **dict.fromkeys(("id", "state", "mail", "buyer", "parcel"), _TEXT),
    **_TIMES,
}
_FILES = {
    "store.yaml": "mapping: 1\nfrom: mugs/shop@1\nto: Store\nfields: {id: {path: id, required: true}}\n",
    "shop.raw.json": {"type": "object", "properties": {"id": _TEXT}},
    "order.yaml": """\
mapping: 1
from: mugs/order@1
to: Order
fields:
  id: {path: id, required: true}
  status: {path: state, enum: states}
  source_status: state
  created_at: {path: made, as: epoch_s}
  updated_at: {path: changed, as: epoch_s}
  note: parcel
ignore: {mail: of the buyer, buyer: of the buyer}
enums: {states: {NEW: active, PACKED: active, DONE: completed, else: other}}
""",
    "order.raw.json": {"type": "object", "properties": _ORDER},
    "customer.yaml": """\
mapping: 1
from: mugs/customer@1
to: Customer
fields:
  id: {path: id, required: true}
  emails: {list: [{fields: {email: mail}}]}
  updated_at: {path: changed, as: epoch_s}
""",
    "customer.raw.json": {"type": "object", "properties": {"id": _TEXT, "mail": _TEXT, "changed": {"type": "integer"}}},
    "guest.yaml": """\
mapping: 1
from: mugs/order@1
to: Customer
fields:
  id: {path: buyer, required: true}
  emails: {list: [{fields: {email: mail}}]}
  orders: {list: [{fields: {id: id}}]}
  updated_at: {path: changed, as: epoch_s}
ignore: {state: of the order, made: of the order, parcel: of the order}
""",
}
ERRORS = ErrorBody(status="data.status", by_code={"wrong_clock": ClockError})


def _stores() -> Operation[Page]:
    response = yield Request("GET", "/shop")
    return Page((response.json(),))


def _lister(path: str, size: int) -> Callable[[ShopRef, Query], Operation[Page]]:
    def read(shop: ShopRef, query: Query) -> Operation[Page]:
        at = int(query.cursor or 0)
        params = {"at": str(at), "size": str(query.page_size), "region": shop.settings.get("region", "")}
        params |= {name: value for name, value in query.filters if name == "buyer"}
        params |= {"state": query.statuses[0]} if query.statuses else {}
        response = yield Request("GET", path, params=params)
        rows = response.json()
        assert query.page_size <= size
        return Page(tuple(rows), str(at + query.page_size) if len(rows) == query.page_size else None, total=99)

    return read


def _getter(path: str) -> Callable[[ShopRef, Sequence[str]], Operation[Batch]]:
    def read(_shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
        response = yield Request("GET", path, params={"id": ids[0]})
        rows = response.json()
        return Batch(tuple(rows), () if rows else (ids[0],))

    return read


def _complete(_shop: ShopRef, raw: Any) -> Operation[Completed] | None:
    return _parcel(raw) if raw.get("state") == "PACKED" else None


def _parcel(raw: Any) -> Operation[Completed]:
    response = yield Request("GET", f"/orders/{raw['id']}/parcel")
    return Completed({**raw, "parcel": response.json()["number"]})


def mugs(folder: Path, *, own: bool = True, guests: bool = True, settings: tuple[Any, ...] = ()) -> Connector:
    """Return the connector, with customers of its own, with guests, or with both."""
    folder.mkdir()
    for name, content in _FILES.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / name).write_text(text, encoding="utf-8")
    operations = {
        "store": Operations(),
        "order": Operations(
            _lister("/orders", 3), _getter("/order"), page_size=3, filters=("status", "buyer"),
            statuses={"completed": ("DONE",)}, complete=_complete,
        ),
        "guest": Operations(_lister("/guests", 2), page_size=2),
    }  # fmt: skip
    if own:
        operations["customer"] = Operations(_lister("/customers", 2), _getter("/customer"), page_size=2)
    live = Live(
        hosts={"api": "https://mugs.example"},
        sign=lambda request, credentials, _: replace(request, headers={"x-key": credentials.settings.get("key", "")}),
        error_from=ERRORS.error_from,
        stores=_stores,
        shop_of=lambda raw: ShopRef(raw["id"], raw),
        operations=operations,
        derived_customers=DerivedCustomers("guest", "guest", id_prefix="g") if guests else None,
    )
    models: dict[str, Any] = {"store": "Store", "order": "Order", "customer": "Customer", "guest": "Customer"}
    definition = ConnectorDefinition(
        id="mugs",
        name="Mugs",
        version="1",
        resources=tuple(Resource(name, model, f"{name}.yaml", records=("",)) for name, model in models.items()),
        raw_schemas=tuple(
            RawSchema(f"{name}@1", ((f"{name}.raw.json", ""),)) for name in ("shop", "order", "customer")
        ),
        mappings=folder,
        schemas=folder,
        envelope=None,
        error_body=ERRORS,
        settings=settings,
        live=live,
    )
    return Connector(definition, "mugs", "1")


@dataclass
class MugShop:
    """Answers as the platform; `asked` are the paths and queries that were called, `instead` answers by path."""

    orders: list[dict[str, Any]] = field(default_factory=list)
    customers: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    instead: dict[str, tuple[int, Any]] = field(default_factory=dict)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path, params = request.url.path, dict(request.url.params)
        query = "&".join(f"{name}={value}" for name, value in params.items() if value)
        self.asked.append(f"{path}?{query}".rstrip("?"))
        if path in self.instead:
            status, body = self.instead[path]
            return httpx.Response(status, json=body)
        if path == "/shop":
            return httpx.Response(200, json={"id": "S1"})
        if path.endswith("/parcel"):
            return httpx.Response(200, json={"number": f"P{path.split('/')[2]}"})
        rows = self.customers if path.startswith("/customer") else self.orders
        if path == "/guests":
            rows = [row for row in rows if row["buyer"].startswith("g")]
        rows = [row for row in rows if params.get("state", row.get("state")) == row.get("state")]
        if "id" in params:
            return httpx.Response(200, json=[row for row in rows if row["id"] == params["id"]])
        at, size = int(params["at"]), int(params["size"])
        return httpx.Response(200, json=rows[at : at + size])
