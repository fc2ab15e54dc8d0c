"""The two doors: what is a record is never guessed at, what was saved is looked through."""

from __future__ import annotations

import json
from typing import Any

import pytest

import shopglot
from shopglot.connection._base import BaseConnection
from shopglot.connector import Credentials
from shopglot_tiktok.sandbox import SandboxClock
from tests.support.paths import RAW

RESOURCES = ("order", "customer", "product")


def record(resource: str, **more: Any) -> dict[str, Any]:
    name = "product/detail.us.multi_variant.json" if resource == "product" else "order/detail.us.clear_address.json"
    data = json.loads((RAW / name).read_text(encoding="utf-8"))["data"]
    found: dict[str, Any] = data if resource == "product" else data["orders"][0]
    return found | more


# A record that has, beside its own keys, those by which a saved answer is known.
LOOKS_LIKE_AN_ANSWER: list[tuple[str, dict[str, Any]]] = [
    ("order", {"orders": []}),
    ("order", {"orders": [{"id": "1"}, {"id": "2"}]}),
    ("order", {"code": "ABC", "message": "gift"}),
    ("order", {"code": 0, "data": {"orders": []}}),
    ("customer", {"orders": []}),
    ("customer", {"code": 36009004, "message": "x", "request_id": "y"}),
    ("product", {"products": [{"id": "X1"}, {"id": "X2"}]}),
    ("product", {"products": []}),
    ("product", {"code": "ABC", "message": "gift"}),
]


@pytest.mark.parametrize(("resource", "more"), LOOKS_LIKE_AN_ANSWER)
def test_a_record_is_never_taken_for_an_answer(tiktok: shopglot.Connector, resource: str, more: dict[str, Any]) -> None:
    plain = tiktok.normalizer(resource).record(record(resource))
    found = tiktok.normalizer(resource).record(record(resource, **more))
    assert isinstance(found, shopglot.Normalized)
    assert isinstance(plain, shopglot.Normalized)
    assert found.record == plain.record


@pytest.mark.parametrize(("resource", "more"), LOOKS_LIKE_AN_ANSWER)
def test_a_connection_gives_each_record_of_a_page_once(
    tiktok: shopglot.Connector, resource: str, more: dict[str, Any]
) -> None:
    settings = {"app_key": "a", "app_secret": "b", "service_id": "c"}
    base = BaseConnection(tiktok, Credentials(settings), clock=SandboxClock(1_767_225_600))  # type: ignore[arg-type]  # never asked
    good, bad = base.normalize_items(resource, [record(resource, **more), record(resource)], with_details=False)
    assert (len(good), bad) == (2, [])
    assert good[0] == good[1]


@pytest.mark.parametrize("raw", [None, [], "text", 7, [{"id": "1"}]])
def test_what_is_no_record_is_rejected_and_nothing_is_lost(tiktok: shopglot.Connector, raw: Any) -> None:
    found = tiktok.normalizer("order").record(raw, index=3, where="a queue")
    assert isinstance(found, shopglot.Rejected)
    assert (found.raw, found.index, found.where) == (raw, 3, "a queue")
    assert [problem.code for problem in found.errors] == ["A207"]


def test_a_saved_answer_is_looked_through(tiktok: shopglot.Connector) -> None:
    answer = (RAW / "order" / "search.us.masking_matrix.json").read_bytes()
    found = list(tiktok.normalizer("order").source(answer))
    assert [item.index for item in found] == list(range(6))
    assert found == list(tiktok.normalize_many("order", answer))


def test_an_unknown_resource_is_named(tiktok: shopglot.Connector) -> None:
    with pytest.raises(KeyError, match=r"tiktok has no resource 'ordr'; available: store, product, order, customer"):
        tiktok.normalizer("ordr")
