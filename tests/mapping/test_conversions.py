"""What `as` does with each kind of value, good and bad, and what a field's type does without a word."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopglot.mapping import CONVERSIONS, RECORD_CODES
from shopglot.mapping.compile._convert import (
    CONVERTERS,
    IMPLICIT,
    ConversionError,
    json_value,
    make_enum_converter,
    make_list_converter,
)
from shopglot.mapping.compile._values import CONTEXTUAL

THIRTY = "1234567890" * 3
SURROGATE = "a\ud83d"


def outcome(convert: Any, value: Any) -> tuple[Any, str]:
    """Give the value and "", or what stands in for it and the code of the problem."""
    try:
        return convert(value), ""
    except ConversionError as unfit:
        return unfit.fallback, unfit.code


def same(found: tuple[Any, str], expected: tuple[Any, str]) -> None:
    assert found == expected
    assert type(found[0]) is type(expected[0])
    assert str(found[0]) == str(expected[0])  # 1.10 and 1.1 are equal, and not the same


def test_the_tables_of_conversions_and_of_converters_are_one() -> None:
    assert sorted([*CONVERTERS, *CONTEXTUAL]) == sorted(CONVERSIONS)


MONEY: list[tuple[Any, Any, str]] = [
    ("0", Decimal(0), ""),
    ("0.00", Decimal("0.00"), ""),
    ("-0", Decimal("-0"), ""),
    ("12.50", Decimal("12.50"), ""),
    ("-3.7", Decimal("-3.7"), ""),
    ("1.234", Decimal("1.234"), ""),
    ("007.10", Decimal("7.10"), ""),
    (".5", Decimal("0.5"), ""),
    (THIRTY, Decimal(THIRTY), ""),
    (f"-0.{THIRTY[:-1]}", Decimal(f"-0.{THIRTY[:-1]}"), ""),
    (f"{THIRTY}1", None, "R102"),
    (f"0.{THIRTY}1", None, "R102"),
    ("NaN", None, "R102"),
    ("sNaN", None, "R102"),
    ("Infinity", None, "R102"),
    ("-inf", None, "R102"),
    ("1e2", None, "R102"),
    ("1e400000000", None, "R102"),
    ("1_000", None, "R102"),
    ("1,000.00", None, "R102"),
    ("12,50", None, "R102"),
    (" 1 ", None, "R102"),
    ("1\n", None, "R102"),
    ("+1", None, "R102"),
    ("--1", None, "R102"),
    ("1-2", None, "R102"),
    ("1.2.3", None, "R102"),
    ("-", None, "R102"),
    (".", None, "R102"),
    ("-.", None, "R102"),
    ("\uff11\uff12", None, "R102"),
    ("\u0661", None, "R102"),
    ("$5", None, "R102"),
    ("\u20ac 5", None, "R102"),
    ("free", None, "R102"),
    ("9" * 1_000_000, None, "R102"),
    (SURROGATE, None, "R102"),
    # A JSON number is taken, with its digits, and with a warning
    (5, Decimal(5), "R114"),
    (0, Decimal(0), "R114"),
    (-5, Decimal(-5), "R114"),
    (10**30 - 1, Decimal("9" * 30), "R114"),
    (10**30, None, "R102"),
    (0.1, Decimal("0.1"), "R114"),
    (12.50, Decimal("12.5"), "R114"),
    (1e300, None, "R102"),
    (1e-300, None, "R102"),
    (float("nan"), None, "R102"),
    (float("inf"), None, "R102"),
    (Decimal("12.50"), Decimal("12.50"), "R114"),
    (Decimal("1e400000000"), None, "R102"),
    (Decimal("1E+2"), None, "R102"),
    (Decimal("1e-31"), None, "R102"),
    (Decimal("NaN"), None, "R102"),
    (Decimal("sNaN"), None, "R102"),
    (Decimal("-Infinity"), None, "R102"),
    (True, None, "R102"),
    (False, None, "R102"),
    ([], None, "R102"),
    (["1"], None, "R102"),
    ({"amount": "1"}, None, "R102"),
    (b"1", None, "R102"),
]

WHOLE: list[tuple[Any, Any, str]] = [
    (0, 0, ""),
    (-7, -7, ""),
    (2**63 - 1, 2**63 - 1, ""),
    (2**63, None, "R103"),
    (-(2**63), None, "R103"),
    ("14", 14, ""),
    ("-14", -14, ""),
    ("0014", 14, ""),
    ("9223372036854775807", 2**63 - 1, ""),
    ("9223372036854775808", None, "R103"),
    ("9999999999999999999", None, "R103"),
    ("-9223372036854775807", None, "R103"),
    ("9" * 100, None, "R103"),
    ("1.0", None, "R103"),
    ("1e3", None, "R103"),
    ("1_0", None, "R103"),
    (" 1", None, "R103"),
    ("+1", None, "R103"),
    ("-", None, "R103"),
    ("--1", None, "R103"),
    ("-1-", None, "R103"),
    ("\uff11", None, "R103"),
    ("\u00b2", None, "R103"),
    ("", None, "R103"),
    (1.0, None, "R103"),
    (Decimal(1), None, "R103"),
    (True, None, "R103"),
    ([1], None, "R103"),
    ({}, None, "R103"),
    (SURROGATE, None, "R103"),
]

AT = datetime(2024, 5, 1, 10, tzinfo=UTC)
EPOCH: list[tuple[Any, Any, str]] = [
    (1714557600, AT, ""),
    ("1714557600", AT, ""),
    (0, None, ""),
    ("0", None, ""),
    (946684800, datetime(2000, 1, 1, tzinfo=UTC), ""),
    (946684799, None, "R104"),
    (7258118399, datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC), ""),
    (7258118400, None, "R104"),
    (1714557600000, None, "R104"),
    (10**18, None, "R104"),
    (10**40, None, "R104"),
    ("9" * 400, None, "R104"),
    (-1, None, "R104"),
    (1714557600.0, None, "R104"),
    (Decimal(1714557600), None, "R104"),
    (True, None, "R104"),
    (False, None, "R104"),
    ("2024-05-01", None, "R104"),
    ("1714557600.5", None, "R104"),
    ([1714557600], None, "R104"),
    ({}, None, "R104"),
    (SURROGATE, None, "R104"),
]

EPOCH_MS: list[tuple[Any, Any, str]] = [
    (1714557600000, AT, ""),
    ("1714557600123", datetime(2024, 5, 1, 10, 0, 0, 123000, tzinfo=UTC), ""),
    (0, None, ""),
    (1714557600, None, "R104"),
    (10**18, None, "R104"),
    (-1714557600000, None, "R104"),
    (True, None, "R104"),
    (None, None, "R104"),
]

DATE: list[tuple[Any, Any, str]] = [
    ("2024-05-01", datetime(2024, 5, 1, tzinfo=UTC), ""),
    ("2024-05-01T10:00:00Z", AT, ""),
    ("2024-05-01T12:00:00+02:00", AT, ""),
    ("2024-05-01T12:00:00.250+02:00", datetime(2024, 5, 1, 10, 0, 0, 250000, tzinfo=UTC), ""),
    ("2024-05-01 10:00:00+00:00", AT, ""),
    ("2024-05-01T10:00:00", None, "R122"),
    ("2024-05-01 10:00", None, "R122"),
    ("2024-13-01", None, "R104"),
    ("2024-02-30", None, "R104"),
    ("01/05/2024", None, "R104"),
    ("1999-12-31", None, "R104"),
    ("2200-01-01", None, "R104"),
    ("0001-01-01T00:00:00+23:59", None, "R104"),
    ("9999-12-31T23:59:59-23:59", None, "R104"),
    ("2024-05-01T10:00:00+99:00", None, "R104"),
    ("today", None, "R104"),
    ("2" * 10_000, None, "R104"),
    ("\uff12\uff10\uff12\uff14-05-01", None, "R104"),
    (SURROGATE, None, "R104"),
    (1714557600, None, "R104"),
    (True, None, "R104"),
    ([], None, "R104"),
]

RFC2822: list[tuple[Any, Any, str]] = [
    ("Wed, 01 May 2024 12:00:00 +0200", AT, ""),
    ("Wed, 1 May 2024 10:00:00 +0000", AT, ""),
    ("1 May 2024 10:00 GMT", AT, ""),
    ("wed, 01 may 2024 06:00:00 edt", AT, ""),
    ("Wed, 01 May 2024 10:00:00 -0000", AT, ""),
    ("Wed, 01 May 2024 04:30:00 -0530", AT, ""),
    ("Wed, 01 May 2024 10:00:00", None, "R122"),
    ("Wed, 01 May 2024 10:00:00 CEST", None, "R122"),
    ("Wed, 01 May 2024 10:00:00 +0260", None, "R104"),
    ("Wed, 31 Apr 2024 10:00:00 +0000", None, "R104"),
    ("Wed, 01 May 1999 10:00:00 +0000", None, "R104"),
    ("Wed, 01 May 2024 10:00:60 +0000", None, "R104"),
    ("01 Mai 2024 10:00:00 +0000", None, "R104"),
    ("2024-05-01T10:00:00Z", None, "R104"),
    (f"Wed, {' ' * 40}01 May 2024 10:00:00 +0000", None, "R104"),
    (1714557600, None, "R104"),
    (None, None, "R104"),
]

TEXT: list[tuple[Any, Any, str]] = [
    ("a", "a", ""),
    ("  a  ", "  a  ", ""),
    ("größe ☺ 😀", "größe ☺ 😀", ""),
    ("\x00", "\x00", ""),
    (576461413038785752, "576461413038785752", ""),
    (-1, "-1", ""),
    (2**64 - 1, "18446744073709551615", ""),
    (2**64, None, "R106"),
    (True, "true", ""),
    (False, "false", ""),
    (1.5, None, "R106"),
    (Decimal("1.5"), None, "R106"),
    ([], None, "R106"),
    ({}, None, "R106"),
    (SURROGATE, None, "R106"),
    ("\udc00", None, "R106"),
]

BOOLEAN: list[tuple[Any, Any, str]] = [
    (True, True, ""),
    (False, False, ""),
    ("true", True, ""),
    ("false", False, ""),
    ("True", None, "R111"),
    ("yes", None, "R111"),
    (1, None, "R111"),
    (0, None, "R111"),
    (1.0, None, "R111"),
    (Decimal("sNaN"), None, "R111"),
    ([], None, "R111"),
    ({}, None, "R111"),
    (SURROGATE, None, "R111"),
]

URL: list[tuple[Any, Any, str]] = [
    ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d", ""),
    ("http://example.com", "http://example.com", ""),
    ("https://example.com/größe", "https://example.com/größe", ""),
    ("https://" + "a" * 2040, "https://" + "a" * 2040, ""),
    ("https://" + "a" * 2041, None, "R112"),
    ("https://", None, "R112"),
    ("https:///path", None, "R112"),
    ("HTTPS://example.com", None, "R112"),
    ("//example.com", None, "R112"),
    ("ftp://example.com", None, "R112"),
    ("javascript:alert(1)", None, "R112"),
    ("data:text/html,x", None, "R112"),
    ("https://example.com/a b", None, "R112"),
    ("https://example.com/\n", None, "R112"),
    ("https://example.com/\u202e", None, "R112"),
    (" https://example.com", None, "R112"),
    (5, None, "R112"),
    ([], None, "R112"),
]

COUNTRY: list[tuple[Any, Any, str]] = [
    ("US", "US", ""),
    ("us", "US", ""),
    ("gB", "GB", ""),
    ("USA", None, "R109"),
    ("U", None, "R109"),
    ("U1", None, "R109"),
    ("UK", None, "R109"),
    ("ZZ", None, "R109"),
    ("\u0131d", None, "R109"),
    ("\u00df\u00df", None, "R109"),
    ("\uff35\uff33", None, "R109"),
    ("U ", None, "R109"),
    (49, None, "R109"),
    (True, None, "R109"),
    (["US"], None, "R109"),
]

PERCENT: list[tuple[Any, Any, str]] = [
    (20, Decimal("0.20"), ""),
    (0, Decimal("0.00"), ""),
    (-5, Decimal("-0.05"), ""),
    ("20", Decimal("0.20"), ""),
    ("9.50", Decimal("0.0950"), ""),
    (9.5, Decimal("0.095"), "R114"),
    (Decimal("9.5"), Decimal("0.095"), "R114"),
    ("20%", None, "R102"),
    (f"0.{THIRTY[:-2]}", Decimal(f"0.00{THIRTY[:-2]}"), ""),
    (f"0.{THIRTY[:-1]}", None, "R102"),
    (True, None, "R102"),
    ([20], None, "R102"),
]

ALL: dict[str, list[tuple[Any, Any, str]]] = {
    "money": MONEY,
    "percent": PERCENT,
    "integer": WHOLE,
    "epoch_s": EPOCH,
    "epoch_ms": EPOCH_MS,
    "date": DATE,
    "rfc2822": RFC2822,
    "text": TEXT,
    "boolean": BOOLEAN,
    "url": URL,
    "country": COUNTRY,
    "html": [("a <b>b</b>", "a b", ""), ("<p> </p>", None, ""), (5, "5", "R110"), (["x"], None, "R106")],
}


def _cases() -> list[Any]:
    return [
        pytest.param(name, value, (result, code), id=f"{name}-{number}")
        for name, cases in ALL.items()
        for number, (value, result, code) in enumerate(cases)
    ]


@pytest.mark.parametrize(("name", "value", "expected"), _cases())
def test_each_conversion_takes_the_good_and_names_the_bad(name: str, value: Any, expected: tuple[Any, str]) -> None:
    same(outcome(CONVERTERS[name], value), expected)


def test_every_conversion_has_good_and_bad_cases() -> None:
    for name in CONVERTERS:
        codes = {code for _, _, code in ALL[name]}
        assert "" in codes, name
        assert codes - {""}, name
        assert codes - {""} <= RECORD_CODES.keys(), name


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", "a", ("a", "")),
        ("text", 576461413038785752, ("576461413038785752", "R110")),
        ("text", True, (None, "R106")),
        ("text", 1.5, (None, "R106")),
        ("text", 2**64, (None, "R106")),
        ("text", SURROGATE, (None, "R106")),
        ("money", 3, (Decimal(3), "R114")),
        ("money", "3.5", (Decimal("3.5"), "")),
        ("money", 3.5, (Decimal("3.5"), "R114")),
        ("quantity", 3, (Decimal(3), "")),
        ("quantity", "3", (Decimal(3), "")),
        ("quantity", "3.5", (None, "R103")),
        ("quantity", 3.5, (None, "R103")),
        ("integer", "3", (3, "")),
        ("integer", True, (None, "R103")),
        ("boolean", "true", (True, "")),
        ("boolean", 1, (None, "R111")),
        ("datetime", "2024-05-01T10:00:00Z", (AT, "")),
        ("datetime", 1714557600, (None, "R104")),
    ],
)
def test_what_a_fields_type_does_without_a_word(kind: str, value: Any, expected: tuple[Any, str]) -> None:
    same(outcome(IMPLICIT[kind], value), expected)


def test_a_value_of_an_enum_is_taken_and_another_is_named() -> None:
    token = make_enum_converter(("active", "archived"))
    assert outcome(token, "active") == ("active", "")
    with pytest.raises(ConversionError) as caught:
        token("gone")
    assert (caught.value.code, caught.value.token, caught.value.fallback) == ("R105", "gone", None)
    assert outcome(token, 5) == (None, "R106")
    assert outcome(token, ["active"]) == (None, "R106")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["a", "b"], (["a", "b"], "")),
        (["a", None, "", "b"], (["a", "b"], "")),
        ([], (None, "")),
        ([None], (None, "")),
        (["a", 5], (["a", "5"], "R110")),
        (["a", 5, {}], (None, "R106")),
        ("a", (None, "R106")),
        ({"0": "a"}, (None, "R106")),
    ],
)
def test_lists_of_single_values_hold_only_such(value: Any, expected: tuple[Any, str]) -> None:
    same(outcome(make_list_converter(IMPLICIT["text"]), value), expected)


def nested(depth: int) -> Any:
    built: Any = 1
    for number in range(depth):
        built = [built] if number % 2 else {"a": built}
    return built


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, (None, "")),
        (True, (True, "")),
        (5, (5, "")),
        ("", ("", "")),
        ({"a": [1, None, {"b": ""}]}, ({"a": [1, None, {"b": ""}]}, "")),
        (2**63 - 1, (2**63 - 1, "")),
        (2**63, ("9223372036854775808", "")),
        (10**30, (None, "R102")),
        (0.1, ("0.1", "")),
        (Decimal("12.50"), ("12.50", "")),
        ([Decimal("1e400000000")], (None, "R102")),
        ([float("nan")], (None, "R102")),
        (SURROGATE, (None, "R106")),
        ({SURROGATE: 1}, (None, "R106")),
        ({1: 1}, (None, "R108")),
        ((1, 2), (None, "R108")),
        (b"x", (None, "R108")),
        ({1, 2}, (None, "R108")),
        (object, (None, "R108")),
    ],
)
def test_extensions_hold_plain_json(value: Any, expected: tuple[Any, str]) -> None:
    same(outcome(json_value, value), expected)


def test_a_value_may_be_nested_thirty_two_deep() -> None:
    assert outcome(json_value, nested(32)) == (nested(32), "")
    assert outcome(json_value, nested(33)) == (nested(33), "")  # the innermost is a single value
    assert outcome(json_value, nested(34)) == (None, "R108")
    assert outcome(json_value, nested(100_000)) == (None, "R108")


amounts = st.builds(
    lambda sign, whole, fraction: f"{sign}{whole}{'.' if fraction else ''}{fraction}",
    st.sampled_from(["", "-"]),
    st.text("0123456789", min_size=1, max_size=30),
    st.text("0123456789", max_size=30),
)


@given(amounts)
def test_amounts_are_exact_or_refused(written: str) -> None:
    exact = Decimal(written)
    found, code = outcome(CONVERTERS["money"], written)
    fits = len(exact.as_tuple().digits) <= 30 and len(written) <= 32
    assert (found, code) == ((exact, "") if fits else (None, "R102"))
    if fits:
        assert found.as_tuple() == exact.as_tuple()  # no digit is lost or added


@given(st.decimals(allow_nan=True, allow_infinity=True) | st.floats() | st.integers())
def test_numbers_as_amounts_are_exact_or_refused(value: Any) -> None:
    found, code = outcome(CONVERTERS["money"], value)
    if found is None:
        assert code == "R102"
    else:
        assert (code, found) == ("R114", Decimal(repr(value)) if isinstance(value, float) else value)
        assert found.is_finite()
        assert len(str(found)) <= 64


@given(st.integers(0, 2**64 - 1))
def test_ids_keep_every_digit(value: int) -> None:
    assert outcome(CONVERTERS["text"], value) == (str(value), "")
    assert outcome(CONVERTERS["text"], str(value)) == (str(value), "")
    assert outcome(IMPLICIT["text"], value) == (str(value), "R110")


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text()
    | st.text(st.characters(categories=["Cs", "Nd", "Lu"]), max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(anything)
def test_no_conversion_ever_raises_anything_else(value: Any) -> None:
    for convert in [
        *CONVERTERS.values(),
        *IMPLICIT.values(),
        json_value,
        make_list_converter(CONVERTERS["money"]),
        make_enum_converter(("a",)),
    ]:
        outcome(convert, value)
