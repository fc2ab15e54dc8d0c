"""The corner shop's live side: few filters, customers of its own, signed deliveries."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace
from typing import TYPE_CHECKING

from shopglot.connector import (
    Batch,
    ErrorBody,
    Live,
    Operation,
    Operations,
    Page,
    Query,
    Request,
    ShopRef,
    WebhookEvent,
    Webhooks,
    read_json,
)
from shopglot.errors import NotFound, SignatureError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shopglot.connector import Credentials

__all__ = ["ERRORS", "LIVE", "events", "getter", "lister", "sign", "verify"]

ERRORS = ErrorBody()


def sign(request: Request, credentials: Credentials, _now: int) -> Request:
    """Put the key into a header."""
    return replace(request, headers={**request.headers, "x-key": credentials.settings["key"]})


def _stores() -> Operation[Page]:
    response = yield Request("GET", "/shop")
    return Page((response.json(),))


def lister(kind: str) -> Callable[[ShopRef, Query], Operation[Page]]:
    """Return what lists the records of a path; a cursor holds all that the next page needs."""

    def read(_shop: ShopRef, query: Query) -> Operation[Page]:
        if query.cursor is None:
            state = query.statuses[0] if query.statuses else ""
            asked = [str(query.updated_since or 0), state, "1" if query.sort else "", ""]
        else:
            asked = query.cursor.split("|")
        changed, state, newest, at = asked
        params = {"changed_from": changed, "size": str(query.page_size)}
        params |= {name: value for name, value in (("state", state), ("newest", newest), ("at", at)) if value}
        response = yield Request("GET", f"/{kind}", params=params)
        body = response.json()
        cursor = None if body["next"] is None else "|".join([changed, state, newest, body["next"]])
        return Page(tuple(body[kind]), cursor)

    return read


def getter(kind: str) -> Callable[[ShopRef, Sequence[str]], Operation[Batch]]:
    """Return what reads the records of a path by id."""

    def read(_shop: ShopRef, ids: Sequence[str]) -> Operation[Batch]:
        try:
            response = yield Request("GET", f"/{kind}/{ids[0]}")
        except NotFound:
            return Batch((), (ids[0],))
        return Batch((response.json(),))

    return read


def verify(headers: Mapping[str, str], body: bytes, settings: Mapping[str, str], _now: int) -> None:
    """Check a delivery's signature over its raw body."""
    wanted = hmac.new(settings["key"].encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(headers.get("x-corner-signature", "").encode(), wanted.encode()):
        raise SignatureError("the delivery's signature does not fit", code="webhook_signature")


def events(_headers: Mapping[str, str], body: bytes) -> tuple[WebhookEvent, ...]:
    """Return the one order that a delivery is about."""
    told = read_json(body)
    return (WebhookEvent("order", told["order"], "updated", told["what"], told["id"]),)


LIVE = Live(
    hosts={"api": "https://api.corner.example"},
    sign=sign,
    error_from=ERRORS.error_from,
    stores=_stores,
    shop_of=lambda raw: ShopRef(raw["code"], raw),
    operations={
        "order": Operations(
            lister("orders"),
            getter("orders"),
            page_size=10,
            filters=("updated_since", "status"),
            sorts=("-created_at",),
            statuses={"active": ("OPEN",), "completed": ("SENT",), "cancelled": ("VOID",)},
        ),
        "product": Operations(lister("products"), getter("products"), page_size=10),
        "customer": Operations(lister("customers"), getter("customers"), page_size=10),
    },
    webhooks=Webhooks(verify, events),
)
