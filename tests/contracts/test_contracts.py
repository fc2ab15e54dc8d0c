"""The snapshots of what others build on: current, and able to tell a break, an addition, and another meaning."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, Protocol

import pytest

from shopglot.registry import Connector, folder_connector
from tests.support.folders import ORDER_MAPPING, write_folder
from tests.support.paths import ROOT
from tools.contracts import (
    CONTRACTS,
    Contract,
    Difference,
    check,
    compare_entries,
    compare_schemas,
    describe_mappings,
    describe_names,
    is_enough,
    read_snapshot,
    update,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tools.contracts._compare import Level

FOLDER = ROOT / "contracts"
MODELS, INTERFACE, MAPPINGS = CONTRACTS


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_nothing_that_was_released_is_broken(contract: Contract) -> None:
    found = check(contract, FOLDER)
    assert (found.wrong, [str(one) for one in found.differences if found.wrong]) == ((), [])


def test_there_is_a_snapshot_of_each_contract_and_no_other() -> None:
    assert sorted(file.stem for file in FOLDER.iterdir()) == sorted(contract.name for contract in CONTRACTS)
    assert [contract.name for contract in CONTRACTS] == ["models", "connector", "mappings.tiktok"]


def test_the_command_says_nothing_when_nothing_differs() -> None:
    command = [sys.executable, "-m", "tools.contracts", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def _shown(differences: list[Difference]) -> list[str]:
    return [str(one) for one in differences]


def _drop(place: str) -> Callable[[dict[str, Any]], object]:
    return lambda holds: [holds.pop(name) for name in list(holds) if name == place or holds[name].get("in") == place]


def _set(place: str, fact: str, value: Any) -> Callable[[dict[str, Any]], object]:
    return lambda holds: holds[place].update({fact: value})


def _unset(place: str, fact: str) -> Callable[[dict[str, Any]], object]:
    return lambda holds: holds[place].pop(fact)


def _new(place: str, **facts: Any) -> Callable[[dict[str, Any]], object]:
    return lambda holds: holds.update({place: {name.rstrip("_"): value for name, value in facts.items()}})


def _both(*changes: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda holds: [change(holds) for change in changes]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_drop("Request.params"), ["breaking: Request.params: removed"]),
        (_drop("read_base_url()"), ["breaking: read_base_url(): removed"]),
        (_drop("errors.RateLimited"), ["breaking: errors.RateLimited: removed"]),
        (
            _both(_drop("Page.total"), _new("Page.count", in_="Page", type="int | None", default="None")),
            ["breaking: Page.total: removed", "additive: Page.count: new"],
        ),
        (_set("Request.host", "type", "bytes"), ["breaking: Request.host: type was str, is bytes"]),
        (
            _set("read_base_url()", "type", "bytes"),
            ["breaking: read_base_url(): type was str, is bytes"],
        ),
        (
            _set("Setting.kind", "type", "Literal['text', 'url', 'boolean']"),
            ["breaking: Setting.kind: the value integer was removed"],
        ),
        (
            _set("Setting.kind", "type", "Literal['text', 'url', 'boolean', 'integer', 'date']"),
            ["additive: Setting.kind: the value date is new"],
        ),
        (_set("Request.host", "default", "'auth'"), ["breaking: Request.host: default was 'api', is 'auth'"]),
        (_unset("Request.host", "default"), ["breaking: Request.host: has no default any more"]),
        (_set("Request.path", "default", "'/'"), ["additive: Request.path: has a default now: '/'"]),
        (_new("Page.kind", in_="Page", type="str"), ["breaking: Page.kind: new, and has no default"]),
        (_new("Page.kind", in_="Page", type="str", default="''"), ["additive: Page.kind: new"]),
        (
            _new("read_base_url(strict)", in_="read_base_url()", type="bool"),
            ["breaking: read_base_url(strict): new, and has no default"],
        ),
        (
            _new("Page.size()", in_="Page", kind="function", type="int", order=[]),
            ["additive: Page.size(): new"],
        ),
        (
            _new("TokenStore.lock()", in_="TokenStore", kind="function", type="None", order=[]),
            ["breaking: TokenStore.lock(): new, and others implement it"],
        ),
        (
            _set("Page", "order", ["next_cursor", "items", "total"]),
            [
                "breaking: Page: other order: was items, next_cursor, total, is next_cursor, items, total",
            ],
        ),
        (_set("Page", "order", ["items", "next_cursor", "total", "kind"]), []),
        (
            _set("errors.RateLimited", "bases", ["PlatformError"]),
            ["breaking: errors.RateLimited: bases was ['TemporaryError'], is ['PlatformError']"],
        ),
        (_set("API_VERSION", "value", "'2'"), ["breaking: API_VERSION: value was '1', is '2'"]),
    ],
)
def test_a_change_of_the_interface_is_told_field_by_field(
    change: Callable[[dict[str, Any]], object], told: list[str]
) -> None:
    old = INTERFACE.describe()
    new = copy.deepcopy(old)
    change(new)
    assert _shown(INTERFACE.compare(old, new)) == told


def test_a_change_of_the_models_is_told_field_by_field() -> None:
    old = MODELS.describe()
    new = copy.deepcopy(old)
    order, product = new["Order"], new["Product"]
    del order["properties"]["note"]
    order["properties"]["created_at"] = {"type": "integer"}
    order["properties"]["color"] = {"type": "string"}
    order["required"] = [*order["required"], "currency"]
    product["properties"]["status"]["anyOf"][0]["enum"] = ["active", "frozen", "archived"]
    del new["Customer"]
    new["Refund"] = {}
    assert sorted(_shown(compare_schemas(old, new))) == sorted(
        [
            "breaking: Customer: removed",
            "breaking: Order/note: removed",
            "breaking: Order/currency: is required now",
            "breaking: Order/created_at: was null or string, is integer",
            "breaking: Product/status: the value draft was removed",
            "additive: Product/status: the value frozen is new",
            "additive: Order/color: new",
            "additive: Refund: new",
        ]
    )


@dataclass(frozen=True)
class Box:
    """Stands for what authors make."""

    size: int
    kind: Literal["small", "large"] = "small"
    tags: tuple[str, ...] = field(default=(), kw_only=True)
    parts: list[str] = field(default_factory=list)
    _weight: int = 0

    @property
    def full(self) -> bool:
        return self.size == 0

    @classmethod
    def of(cls, size: int, *, kind: str = "small") -> Box:
        raise NotImplementedError

    def _secret(self) -> None: ...


class Store(Protocol):
    """Stands for what others implement."""

    def load(self) -> Box | None: ...


def fold(box: Box, times: int = 1, *more: Store) -> Box:
    raise NotImplementedError


def test_public_names_are_described_with_fields_defaults_and_signatures() -> None:
    module = ModuleType("invented")
    module.__dict__.update(
        {"__all__": ["Box", "LIMIT", "Shape", "Store", "fold", "told"], "Box": Box, "Store": Store, "fold": fold}
        | {"LIMIT": 5, "Shape": Literal["a", "b"], "told": 1}
    )
    assert describe_names(module, "x.", frozenset({"told"})) == {
        "x.Box": {"kind": "dataclass", "bases": [], "order": ["size", "kind", "parts"]},
        "x.Box.size": {"in": "x.Box", "type": "int"},
        "x.Box.kind": {"in": "x.Box", "type": "Literal['small', 'large']", "default": "'small'"},
        "x.Box.tags": {"in": "x.Box", "type": "tuple[str, ...]", "default": "()"},
        "x.Box.parts": {"in": "x.Box", "type": "list[str]", "default": "list()"},
        "x.Box.full": {"in": "x.Box", "kind": "property", "type": "bool"},
        "x.Box.of()": {"in": "x.Box", "kind": "function", "type": "Box", "order": ["size"]},
        "x.Box.of(size)": {"in": "x.Box.of()", "type": "int"},
        "x.Box.of(kind)": {"in": "x.Box.of()", "type": "str", "default": "'small'"},
        "x.LIMIT": {"kind": "constant", "value": "5"},
        "x.Shape": {"kind": "alias", "type": "Literal['a', 'b']"},
        "x.Store": {"kind": "protocol", "bases": ["Protocol"]},
        "x.Store.load()": {"in": "x.Store", "kind": "function", "type": "Box | None", "order": []},
        "x.fold()": {"kind": "function", "type": "Box", "order": ["box", "times", "more"]},
        "x.fold(box)": {"in": "x.fold()", "type": "Box"},
        "x.fold(times)": {"in": "x.fold()", "type": "int", "default": "1"},
        "x.fold(more)": {"in": "x.fold()", "type": "Store"},
    }


@pytest.fixture
def described(tmp_path: Path) -> Callable[[str], dict[str, Any]]:
    """Describe the invented connector with this text as the mapping of its orders."""
    folder = write_folder(tmp_path / "shoplet")

    def describe(text: str) -> dict[str, Any]:
        (folder / "order.yaml").write_text(text, encoding="utf-8")
        return describe_mappings(Connector(folder_connector(folder).definition, "shoplet", "1"))

    return describe


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("ignore: {note: not needed}", "ignore: {note: of no use} # a comment", []),
        ("the total is the shop's", "the total is what the shop says", []),
        ("{path: id, required: true}", "{required: true,   path: id}", []),
        (
            "total_amount: {path: total, as: money}",
            "total_amount: {path: total, as: money, required: true}",
            ["meaning: order: other rules"],
        ),
        (
            "  currency: currency\n",
            "",
            ["breaking: order.currency: removed", "meaning: order: other rules"],
        ),
        (
            "ignore: {note: not needed}",
            "extensions: {note: note}",
            ["meaning: order: other rules", "additive: order.extensions.note: new"],
        ),
    ],
)
def test_a_change_of_a_mapping_is_told_by_what_it_fills_and_what_it_means(
    described: Callable[[str], dict[str, Any]], before: str, after: str, told: list[str]
) -> None:
    assert before in ORDER_MAPPING
    old, new = described(ORDER_MAPPING), described(ORDER_MAPPING.replace(before, after))
    assert sorted(_shown(compare_entries(old, new))) == sorted(told)


def test_a_mapping_that_fills_another_type_breaks() -> None:
    old = MAPPINGS.describe()
    new = copy.deepcopy(old)
    new["order.currency"]["type"] = "a number"
    kinds = old["order.kind"]["type"]
    new["order.kind"]["type"] = kinds.replace("sample, ", "")
    del new["order.extensions.order_type"]
    assert kinds != new["order.kind"]["type"]
    assert _shown(MAPPINGS.compare(old, new)) == [
        "breaking: order.extensions.order_type: removed",
        "breaking: order.kind: the value sample was removed",
        f"breaking: order.currency: type was {old['order.currency']['type']}, is a number",
    ]


@pytest.mark.parametrize(
    ("old", "new", "enough"),
    [
        ("1.2.3", "1.2.3", []),
        ("1.2.3", "1.2.4", ["meaning"]),
        ("1.2.3", "1.3.0", ["additive", "meaning"]),
        ("1.2.3", "2.0.0.dev1", ["breaking", "additive", "meaning"]),
        ("0.1.0", "0.1.0", []),
        ("0.1.0", "0.1.1", ["additive", "meaning"]),
        ("0.1.0", "0.2.0", ["breaking", "additive", "meaning"]),
        ("1", "1", ["additive", "meaning"]),
        ("1", "2", ["breaking", "additive", "meaning"]),
    ],
)
def test_a_version_says_what_may_have_changed(old: str, new: str, enough: list[str]) -> None:
    levels: tuple[Level, ...] = ("breaking", "additive", "meaning")
    assert [level for level in levels if is_enough(level, old, new)] == enough


def _invented(version: str, **holds: Any) -> Contract:
    return Contract("invented", version, lambda: dict(holds), compare_entries)


def test_a_released_snapshot_is_broken_by_a_first_part_alone(tmp_path: Path) -> None:
    one, two = {"kind": "constant", "value": "1"}, {"kind": "constant", "value": "2"}
    first = _invented("1.0.0", a=one)
    assert check(first, tmp_path).wrong == (
        "invented: there is no snapshot of it; run python -m tools.contracts --update",
    )
    # Before its release it is written as it comes.
    assert update(first, tmp_path).wrong == ()
    other = _invented("1.0.0", a=two)
    assert check(other, tmp_path).wrong == (
        "invented: its snapshot is another; run python -m tools.contracts --update",
    )
    assert update(other, tmp_path).wrong == ()
    assert update(first, tmp_path, release=True).wrong == ()
    snapshot = read_snapshot(first, tmp_path)
    assert snapshot is not None
    assert (snapshot.version, snapshot.released, snapshot.holds) == ("1.0.0", True, {"a": one})
    # From then on a version has to say it.
    refused = ("invented: breaking: a: value was 1, is 2: version 1.1.0 is not enough after 1.0.0",)
    late = _invented("1.1.0", a=two, b=one)
    for release in (False, True):
        assert update(late, tmp_path, release=release).wrong == refused
    assert check(late, tmp_path).wrong == refused
    assert read_snapshot(first, tmp_path) == snapshot
    enough = replace(late, version="2.0.0")
    assert [str(one) for one in check(enough, tmp_path).differences] == [
        "breaking: a: value was 1, is 2",
        "additive: b: new",
    ]
    # Between releases it stays what the last one was; the next one writes it.
    assert (update(enough, tmp_path).wrong, read_snapshot(first, tmp_path)) == ((), snapshot)
    assert update(enough, tmp_path, release=True).wrong == ()
    assert json.loads((tmp_path / "invented.json").read_text()) == {
        "contract": "invented",
        "version": "2.0.0",
        "released": True,
        "holds": {"a": two, "b": one},
    }


def test_a_snapshot_has_an_entry_in_each_line() -> None:
    lines = (FOLDER / "connector.json").read_text(encoding="utf-8").splitlines()
    assert '  "Request.host": {"in": "Request", "type": "str", "default": "\'api\'"},' in lines
