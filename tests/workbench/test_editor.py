"""What an author sees in an editor, from the real YAML language server: mistakes, completions, what hovering shows."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.support.language_server import LanguageServer
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = "SHOPGLOT_YAML_LANGUAGE_SERVER"
_MAPPINGS = ROOT / "mappings" / "shopglot_mappings" / "tiktok"
_HEAD = """\
# yaml-language-server: $schema=order.schema.json
mapping: 1
from: tiktok/order@202507
to: Order
fields:
  id: {path: id, required: true}
"""
_LINES = "  line_items:\n    each: line_items\n"
_CASES = "  payment_status:\n    cases:\n"


class _Typo(NamedTuple):
    name: str
    text: str  # after the head; «…» encloses what is wrong
    said: str = ""


class _Place(NamedTuple):
    name: str
    text: str  # after the head; ¦ is the cursor
    offered: set[str]
    absent: set[str] = set()  # noqa: RUF012 - never changed
    only: bool = False


TYPOS = [
    _Typo("raw path", "  note: «buyer_mesage»\n", "no such raw path here: paths start at the record"),
    _Typo(
        "raw path of another scope", f"{_LINES}    fields: {{sku: «payment.currency»}}\n", "an element of line_items"
    ),
    _Typo("raw list", "  line_items:\n    each: «line_item»\n    fields: {id: id}\n", "no such list here"),
    _Typo("unified field", "  «curency»: payment.currency\n", "Property curency is not allowed."),
    _Typo("unified field of an item", f"{_LINES}    fields: {{«qantity»: {{const: 1}}}}\n", "qantity is not allowed"),
    _Typo("fixed value", "  payment_status: {const: «void»}\n", '"voided"'),
    _Typo("value in a table", "enums:\n  order_status: {UNPAID: «actve»}\n", '"active"'),
    _Typo("amount as text", "  total_amount: «payment.total_amount»\n", "write {path: …, as: money}"),
    _Typo(
        "amount as text, in braces", "  total_amount: {path: «payment.total_amount»}\n", "write {path: …, as: money}"
    ),
    _Typo("verb", "  note: {«first_off»: [buyer_message]}\n", "Property first_off is not allowed."),
    _Typo("modifier", "  note: {path: buyer_message, «requird»: true}\n", "Property requird is not allowed."),
    _Typo("conversion", "  total_amount: {path: payment.total_amount, as: «mony»}\n", '"money"'),
    _Typo("test", f"{_CASES}      - {{when: {{paid_time: {{is: «presnt»}}}}, then: {{const: paid}}}}\n", '"present"'),
    _Typo("key of a condition", f"{_CASES}      - {{when: {{«statuss»: UNPAID}}, then: {{const: paid}}}}\n", "statuss"),
    _Typo("reason", "hidden: {watch: [cpf], reasons: [{reason: «nobody», revealable: unknown}]}\n", '"not_permitted"'),
    _Typo("transform", "  note: {transform: «phone», with: {number: id}}\n", '"phone_number"'),
    _Typo("block", "«enum»: {}\n", "Property enum is not allowed."),
]

PLACES = [
    _Place("a rule", "  order_number: ¦\n", {"id", "buyer_message", "payment.currency"}, {"sku_id"}),
    _Place("an amount", "  total_amount: ¦\n", {"payment.total_amount", "as: money"}),
    _Place("a block rule", "  order_number:\n    ¦\n", {"path", "sum", "each", "first_of"}, {"verb-path", "as: url"}),
    _Place("unified fields", "  ¦\n", {"currency", "customer", "line_items"}, {"customer_hidden"}),
    _Place("fields of an item", f"{_LINES}    fields:\n      ¦\n", {"sku", "quantity"}, {"currency"}),
    _Place("a raw path of an item", f"{_LINES}    fields:\n      sku: ¦\n", {"seller_sku"}, {"payment.currency"}),
    _Place("a raw list", "  line_items:\n    each: ¦\n", {"line_items", "packages", "group"}, {"status"}),
    _Place("a raw path in braces", "  total_amount: {path: ¦}\n", {"payment.total_amount"}),
    _Place("a key in braces", "  total_amount: {p¦}\n", {"path", "sum"}, {"verb-path"}),
    _Place("a conversion", "  total_amount: {path: payment.tax, as: ¦}\n", {"money", "epoch_s"}),
    _Place("an enum table", "  status: {path: status, enum: ¦}\n", {"order_status"}),
    _Place(
        "a value of a table", "enums:\n  order_status:\n    UNPAID: ¦\n", {"active", "cancelled"}, {"true"}, only=True
    ),
    _Place("a fixed value", "  kind: {const: ¦}\n", {"sale", "sample"}, {"true"}),
    _Place("a key of a condition", f"{_CASES}      - when:\n          ¦\n", {"status", "any", "paid_time"}, {"sku_id"}),
    _Place("a raw value in a condition", f"{_CASES}      - when:\n          status: ¦\n", {"UNPAID", "CANCELLED"}),
    _Place("a test", f"{_CASES}      - when:\n          status: {{is: ¦}}\n", {"present", "nonzero"}),
    _Place("a condition on an item", f"{_LINES}    where:\n      ¦\n", {"sku_id", "all"}, {"payment.currency"}),
    _Place("a reason", "hidden:\n  watch: [cpf]\n  reasons:\n    - reason: ¦\n", {"not_permitted", "unknown"}),
    _Place("a remedy", "hidden:\n  watch: [cpf]\n  reasons:\n    - remedy: ¦\n", {"seller-shipping"}),
    _Place("a transform", "  note: {transform: ¦}\n", {"phone_number", "unless_same"}),
    _Place("an expected pointer", "tests:\n  - expect:\n      ¦\n", {"/note", "/customer/name", "/line_items/0/sku"}),
]

HOVERS = [
    ("  total_am¦ount: {path: payment.total_amount, as: money}\n", ["What the buyer pays in all", "(an amount)"]),
    ("  total_amount: {path: payment.tot¦al_amount, as: money}\n", ["payment.total_amount: text", "do not recompute"]),
    ("  order_number: i¦d\n", ["id: text", "The number that buyer and seller see"]),
    ("  total_t¦ax: {sum: [payment.tax]}\n", ["All tax, inside the prices or on top", "(an amount)"]),
    (f"{_CASES}      - {{when: {{sta¦tus: UNPAID}}, then: {{const: paid}}}}\n", ["status: text"]),
    (f"{_LINES}    fields: {{sku: seller_s¦ku}}\n", ["seller_sku: text"]),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder, node = os.environ.get(_FOLDER), shutil.which("node")
    if not folder or node is None:
        pytest.skip(f"needs node, and in {_FOLDER} the folder of the npm package yaml-language-server")
    place = tmp_path_factory.mktemp("editor")
    for schema in (*_MAPPINGS.glob("*.schema.json"), _MAPPINGS.parent / "mapping.schema.json"):
        shutil.copy(schema, place)
    with LanguageServer([node, f"{folder}/bin/yaml-language-server", "--stdio"], place) as running:
        yield running


@pytest.mark.parametrize("typo", TYPOS, ids=[typo.name for typo in TYPOS])
def test_a_typo_is_marked_where_it_stands(server: LanguageServer, typo: _Typo) -> None:
    text = _HEAD + typo.text
    line, column = _at(text, "«")
    found = server.diagnostics(text.replace("«", "").replace("»", ""))
    marked = [
        item
        for item in found
        if item["range"]["start"] == {"line": line, "character": column} and typo.said in item["message"]
    ]
    assert marked, [item["message"] for item in found]


@pytest.mark.parametrize("place", PLACES, ids=[place.name for place in PLACES])
def test_a_completion_offers_what_fits(server: LanguageServer, place: _Place) -> None:
    text = _HEAD + place.text
    items = server.completions(text.replace("¦", ""), *_at(text, "¦"))
    labels = [item["label"] for item in items]
    assert place.offered - set(labels) == set()
    assert place.absent & set(labels) == set()
    assert [label for label in labels if "[object" in label or re.search(r"[a-z]@|^(verb|item|for|in)-", label)] == []
    assert len(labels) == len(set(labels))
    if place.only:
        assert all(re.fullmatch("[a-z]+", label) for label in labels)


def test_a_completion_says_what_a_path_and_a_field_are(server: LanguageServer) -> None:
    text = _HEAD + "  note: ¦\n"
    said = _documented(server, text)
    assert "do not recompute" in said["payment.total_amount"]
    text = _HEAD + "  ¦\n"
    said = _documented(server, text)
    assert said["total_amount"] == "What the buyer pays in all, as the platform says it. (an amount)"


def _documented(server: LanguageServer, text: str) -> dict[str, str]:
    items = server.completions(text.replace("¦", ""), *_at(text, "¦"))
    return {item["label"]: item.get("documentation", "") for item in items}


@pytest.mark.parametrize(("text", "shown"), HOVERS)
def test_hovering_shows_the_meaning_and_the_raw_type(server: LanguageServer, text: str, shown: list[str]) -> None:
    whole = _HEAD + text
    hover = server.hover(whole.replace("¦", ""), *_at(whole, "¦")).replace("\\", "")
    assert [part for part in shown if part not in hover] == []
    assert "Allowed Values" not in hover


@pytest.mark.parametrize("name", ["customer", "order", "product", "store"])
def test_nothing_is_said_against_a_mapping_that_is_right(server: LanguageServer, name: str) -> None:
    assert server.diagnostics((_MAPPINGS / f"{name}.yaml").read_text(encoding="utf-8")) == []


def test_a_layer_is_known_by_its_first_line_too(server: LanguageServer) -> None:
    head = "# yaml-language-server: $schema=order.schema.json\nmapping: 1\nextends: tiktok/order\nfields:\n"
    assert server.diagnostics(f"{head}  customer.name: buyer_nickname\n") == []
    found = server.diagnostics(f"{head}  note: buyer_nick\n")
    assert [item["message"] for item in found] == ["no such raw path here: paths start at the record"]


@pytest.mark.usefixtures("server")
def test_the_server_is_the_one_that_the_checks_install() -> None:
    package = json.loads((Path(os.environ[_FOLDER]) / "package.json").read_text(encoding="utf-8"))
    assert f"yaml-language-server@{package['version']}" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def _at(text: str, mark: str) -> tuple[int, int]:
    before = text.partition(mark)[0]
    return before.count("\n"), len(before) - before.rfind("\n") - 1
