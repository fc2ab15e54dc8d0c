"""An invented platform, Acme, and short ways to check, compile and run a mapping against it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.connector import (
    AsSent,
    ConnectorDefinition,
    Guide,
    GuideSection,
    MaskDetector,
    RawSchema,
    Resource,
    Setting,
    Transform,
)
from shopglot.mapping import CompiledMapping, Outcome, SourceFile, check_mapping, load_mapping

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.diagnostics import Diagnostic

HERE = Path(__file__).parent


def _upper(text: str) -> str:
    return text.upper()


def _add(one: int, other: int) -> int:
    return one + other


def _raises(text: str) -> str:
    raise RuntimeError(text)


def _returns_a_list(text: str) -> list[str]:
    return [text]


def _unread(text: str) -> AsSent:
    return AsSent(text)


def _list_as_sent(text: str) -> AsSent:
    return AsSent([text])


def _nothing(text: str) -> None:
    del text


def _largest(rows: list[dict[str, Any]], of: dict[str, Any], also: Any) -> Any:
    rows.append({"n": of.get("n", 0)})  # what a function does to its arguments, it does to copies
    return {"n": max(row["n"] for row in rows), "also": also}


def _change(value: Any) -> list[Any]:
    return [value, {1, 2}] if value == "odd" else [value]


TEXT = (("text", "text"),)
HOLDERS = (("rows", "list"), ("of", "object"), ("also", "any"))
TRANSFORMS = (
    Transform("example_upper", _upper, TEXT, "text", "In capitals.", ((("ada",), "ADA"),)),
    Transform("add", _add, (("one", "integer"), ("other", "integer")), "integer", "The sum.", (((1, 2), 3),)),
    Transform("raises", _raises, TEXT, "text", "Fails always.", ()),
    Transform("returns_a_list", _returns_a_list, TEXT, "text", "Says text and gives a list.", ()),
    Transform("unread", _unread, TEXT, "text", "Understands nothing.", ((("a",), AsSent("a")),)),
    Transform("list_as_sent", _list_as_sent, TEXT, "text", "Says text and sends a list on.", ()),
    Transform("largest", _largest, HOLDERS, "object", "The largest of rows and an object.", ()),
    Transform("change", _change, (("value", "any"),), "list", "A list, at times of what is no JSON.", ()),
    Transform("nothing", _nothing, TEXT, "text", "Finds nothing.", ((("a",), None),)),
)


def _hashes(text: str) -> bool:
    return text.startswith("##")


@pytest.fixture(scope="session")
def acme() -> ConnectorDefinition:
    return ConnectorDefinition(
        id="acme",
        name="Acme",
        version="1",
        resources=(Resource("order", "Order", "order.yaml", records=("orders",)),),
        raw_schemas=(
            RawSchema("order@1", (("acme.json", "/$defs/order"), ("acme.json", "/$defs/listed_order"))),
            RawSchema("masked@1", (("acme.json", "/$defs/order"),), maskable=("buyer", "lines.taxes")),
            RawSchema("any@1", (("acme.json", "/$defs/any"),)),
            RawSchema("till@1", (("acme.json", "/$defs/till"),)),
            RawSchema("tree@1", (("acme.json", "/$defs/tree"),)),
        ),
        mappings=HERE / "mappings",
        schemas=HERE / "schemas",
        transforms=TRANSFORMS,
        masks=(MaskDetector("hashes", _hashes, "Two hashes in front."),),
        settings=(
            Setting("timezone", "Zone", "The shop's zone.", required=False, store="timezone"),
            Setting("currency", "Currency", "The shop's currency.", required=False, store="currency"),
            Setting("with_tax", "With tax", "Prices with tax.", required=False, kind="boolean", default=False),
            Setting("digits", "Digits", "How many.", required=False, kind="integer"),
            Setting("market", "Market", "Where.", required=False, choices=("eu", "us")),
            Setting("api_secret", "Secret", "It signs.", secret=True),
        ),
        guide=Guide("Acme", (GuideSection("own-shipping", "Ship yourself", "Choose own shipping."),)),
    )


@pytest.fixture(scope="session")
def check(acme: ConnectorDefinition) -> Callable[[str | bytes], tuple[Diagnostic, ...]]:
    """Check a mapping's text, and give what the checker says."""

    def checked(text: str | bytes, name: str = "order.yaml") -> tuple[Diagnostic, ...]:
        return check_mapping(SourceFile(name, text.encode() if isinstance(text, str) else text), acme)[1]

    return checked


@pytest.fixture(scope="session")
def load(acme: ConnectorDefinition) -> Callable[[str], CompiledMapping]:
    return lambda text: load_mapping(SourceFile("order.yaml", dedent(text).encode()), acme)


@pytest.fixture(scope="session")
def run_rule(load: Callable[[str], CompiledMapping]) -> Callable[..., Any]:
    """Run one rule over a record of any shape; gives the JSON form of what comes out, and its outcome."""

    def run(rule: str, record: Any, *, more: str = "", keep: bool = False) -> tuple[Any, Outcome]:
        mapping = load(
            "mapping: 1\nfrom: acme/any@1\nto: Order\nfields: {id: {const: '1'}}\nextensions:\n"
            + indent(f"out:\n{indent(dedent(rule), '  ')}\n", "  ")
            + dedent(more)
        )
        outcome = mapping.run(record, keep_masked=keep)
        values = outcome.values or {}
        return as_json(values.get("extensions", {}).get("acme", {}).get("out")), outcome

    return run


def as_json(value: Any) -> Any:
    """Give a typed value as JSON has it: amounts and moments as text."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    json.dumps(value)
    return value


@pytest.fixture(scope="session")
def give(run_rule: Callable[..., Any]) -> Callable[..., Any]:
    """Run one rule over a record, and give the JSON form of its value; nothing may be wrong with the record."""

    def given(rule: str, record: Any, **options: Any) -> Any:
        value, outcome = run_rule(rule, record, **options)
        assert (outcome.errors, outcome.warnings) == ((), ())
        return value

    return given


@pytest.fixture(scope="session")
def warn(run_rule: Callable[..., Any]) -> Callable[..., Any]:
    """Run one rule over a record, and give the JSON form of its value, and its warnings as `(path, code)`."""

    def given(rule: str, record: Any, **options: Any) -> Any:
        value, outcome = run_rule(rule, record, **options)
        assert outcome.errors == ()
        return value, [(problem.path, problem.code) for problem in outcome.warnings]

    return given


ORDER: dict[str, Any] = {
    "id": "1001",
    "state": "OPEN",
    "paid_at": 1714557600,
    "placed": "2024-05-01T09:00:00Z",
    "gift": False,
    "note": "",
    "tags": ["new", "web"],
    "level": 2,
    "amounts": {"total": "25.50", "tax": "2.50", "discount": "0", "currency": "EUR"},
    "buyer": {
        "id": "b-1",
        "name": "Ada Example",
        "phones": ["+15550100", "+15550101"],
        "address": {"street": "1 Example Road", "country": "de", "areas": [{"level": "L1", "name": "Example State"}]},
    },
    "lines": [
        {"id": "l-1", "sku": "A", "price": "10.00", "units": 1, "taxes": [{"amount": "1.00"}, {"amount": "0.25"}]},
        {"id": "l-2", "sku": "A", "price": "10.00", "units": 1, "taxes": []},
        {"id": "l-3", "sku": "B", "price": "3.00", "units": 2, "taxes": [{"amount": "1.25"}]},
    ],
}


@pytest.fixture
def order() -> dict[str, Any]:
    """Give a raw order of Acme, the caller's to change."""
    copied: dict[str, Any] = json.loads(json.dumps(ORDER))
    return copied
