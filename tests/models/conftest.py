"""What the tests of the unified models share: whole records, the other contract's validators, and generated records."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from shopglot.testing.kit import apideck_validator
from shopglot_models import (
    CURRENCIES,
    MODELS,
    Amount,
    Country,
    Currency,
    Customer,
    Extensions,
    Fraction,
    Model,
    Moment,
    Order,
    Quantity,
    Record,
    Url,
)
from shopglot_models._text import AddressCountry, Pixels, Pointer
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = tuple(name.lower() for name in MODELS)


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each record's name (`resource`) in turn."""
    if "resource" in metafunc.fixturenames:
        metafunc.parametrize("resource", NAMES)


@pytest.fixture(scope="session")
def models() -> dict[str, type[Record]]:
    """The four models by their names in lower case."""
    return {name.lower(): model for name, model in MODELS.items()}


@pytest.fixture(scope="session")
def whole() -> Callable[[str], Any]:
    """Give the JSON of a record with every field filled; with `.apideck`, what the other contract has of it."""
    return lambda name: _read(Path(__file__).parent / "records" / f"{name}.json")


@pytest.fixture(scope="session")
def published() -> dict[str, Draft202012Validator]:
    """The published schemas of the records, by name."""
    folder = ROOT / "unified_models" / "shopglot_models" / "schemas"
    return {name: Draft202012Validator(_read(folder / f"{name}.json")) for name in NAMES}


@pytest.fixture(scope="session")
def contract() -> dict[str, Draft202012Validator]:
    """Apideck's contract by record, with every object closed."""
    return {name.lower(): apideck_validator(name) for name in MODELS}


@pytest.fixture(scope="session")
def generated() -> dict[str, st.SearchStrategy[Any]]:
    """Strategies for arbitrary records, by name: every field there or not, lists of any length, any text."""
    return {name.lower(): _model(model) for name, model in MODELS.items()}


_AMOUNTS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**20), max_value=10**20),
    st.decimals(allow_nan=False, allow_infinity=False, places=18, min_value=0, max_value=10**6),
    st.sampled_from([Decimal("0.00"), Decimal("-0"), Decimal("1E+5"), Decimal("0E-30"), Decimal("9" * 30)]),
)
_MOMENTS = st.datetimes(timezones=st.just(UTC), min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30))  # noqa: DTZ001 - hypothesis adds the zone
_VALUES = st.one_of(st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.text(), _AMOUNTS, _MOMENTS)
_JSON = st.recursive(
    _VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3), max_leaves=6
)
_KNOWN: tuple[tuple[Any, st.SearchStrategy[Any]], ...] = (
    (Amount, _AMOUNTS),
    (Quantity, _AMOUNTS),
    (Fraction, _AMOUNTS),
    (Moment, _MOMENTS),
    (Currency, st.sampled_from(sorted(CURRENCIES))),
    (Country, st.from_regex(r"\A[A-Z]{2}\Z")),
    (AddressCountry, st.from_regex(r"\A[A-Z]{2}\Z")),
    (Url, st.sampled_from(["https://shop.example/a?b=1", "http://shop.example"])),
    (Pointer, st.sampled_from(["/name", "/emails/0/email", "/a~1b"])),
    (Pixels, st.integers(0, 10**6)),
    (Extensions, st.dictionaries(st.text(min_size=1), st.dictionaries(st.text(), _JSON, max_size=3), max_size=2)),
    (str, st.text(max_size=20)),
    (bool, st.booleans()),
)


def _strategy(hint: Any) -> st.SearchStrategy[Any]:
    for known, strategy in _KNOWN:
        if hint == known:
            return strategy
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        # The two that are left are text that is not blank, and a strict boolean.
        return st.text(min_size=1, max_size=20) if inside[0] is str else _strategy(inside[0])
    if origin is Literal:
        return st.sampled_from(inside)
    if origin is tuple:
        return st.lists(_strategy(inside[0]), max_size=2)
    if inside:
        return st.none() | st.one_of(*(_strategy(part) for part in inside if part is not type(None)))
    assert issubclass(hint, BaseModel)
    return _model(hint)


def _model(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(model, include_extras=True)
    fields = {name: _strategy(hints[name]) for name in model.model_fields}

    def made(values: dict[str, Any]) -> Model:
        flag = {"customer_hidden": bool(values.get("hidden_fields"))} if model in {Order, Customer} else {}
        built = model.model_validate(values | flag)
        assert isinstance(built, Model)
        return built

    required = {name: fields[name] for name, info in model.model_fields.items() if info.is_required()}
    optional = {name: strategy for name, strategy in fields.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional).map(made)
