"""The strict reading of the platform's OpenAPI, on prose and answers made up here: it needs no package."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.platform_openapi import Node, Strict, keys_of, listed_values


@pytest.mark.parametrize(
    ("prose", "values"),
    [
        ("The status.\nAvailable values:\n- `OPEN`: Still open.\n- `IN_TRANSIT`: On its way.", {"OPEN", "IN_TRANSIT"}),
        ("- `A_1`\n- `B:` The colon is inside.\n\nThis field will be used later.", {"A_1", "B"}),
        (
            "Possible values:\n- LOCAL: A local seller.\n- CROSS_BORDER (abroad)\n- 3_DAY",
            {"LOCAL", "CROSS_BORDER", "3_DAY"},
        ),
        ("Whether it is needed.\n- UNKNOWN:  Not known\n- NO_NEED\uff1aNot needed", {"UNKNOWN", "NO_NEED"}),
        ("Available values:\n- `Economy Shipping`\n- `Express Shipping`", {"Economy Shipping", "Express Shipping"}),
        ("The currency.\nPossible values: USD", {"USD"}),
        ("Possible values are: Debit, Credit, Prepaid\n", {"Debit", "Credit", "Prepaid"}),
        ("Kind of discount. Possible values:\n`1010000`: NEW_USER,\n`1020000`: SKU_PRICE", {"1010000", "1020000"}),
        ("The order moves to `SHIPPED`.", set()),
        ("Notes:\n- For the market, this is the street.\n- A second one.", set()),
        ("The fee.\nValid range:\n- PFAND: [0.00 - 6300.00]", set()),
        ("", set()),
    ],
)
def test_value_lists_are_read_out_of_prose(prose: str, values: set[str]) -> None:
    assert listed_values(prose) == values


def test_numbers_are_read_out_of_prose() -> None:
    assert listed_values("Priority:\n100 = Instant\n200 = Sameday 8 Hours \n- `X`", "integer") == {"100", "200"}


TEXT = {"type": "string", "example": "x"}
SCHEMA = {
    "type": "object",
    "properties": {
        "code": {"type": "integer", "format": "int32"},
        "data": {
            "type": "object",
            "properties": {
                "orders": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {
                            "id": {"type": "string", "example": "576461413038785752"},
                            "status": TEXT | {"description": "Possible values:\n- OPEN\n- DONE"},
                            "level": {"type": "integer", "format": "int32", "description": "100 = Instant"},
                            "create_time": {"type": "integer", "format": "int64"},
                            "total_amount": {"type": "string", "example": "5000"},
                            "currency": {"type": "string", "example": "IDR"},
                            "is_cod": {"type": "boolean"},
                            "kind": TEXT | {"description": "Possible values:\n`1010000`: NEW_USER"},
                            "tags": {"type": "array", "items": TEXT},
                        },
                    },
                }
            },
        },
    },
}
NODE = Node.of(SCHEMA, "")
GOOD = {
    "id": "1", "status": "OPEN", "level": 100, "create_time": 1_767_225_600, "total_amount": "-1.50", "currency": "IDR",
    "is_cod": False, "kind": "1010000", "tags": ["x"],
}  # fmt: skip


def problems(order: Any, code: Any = 0) -> tuple[list[str], set[str]]:
    strict = Strict(
        {"data.orders[]": frozenset({"id", "status"})},
        frozenset({"data.orders[].tags"}),
        newer={"colour": "a newer page"},
        values={"status": {"HELD": "a newer page"}},
        amounts={"kind": "a newer page"},
    )
    return list(strict.problems(NODE, {"code": code, "data": {"orders": [order]}})), strict.seen


def test_a_good_answer_has_no_problem_and_its_keys_are_noted() -> None:
    assert problems(GOOD) == ([], set(keys_of(NODE)))
    assert len(set(keys_of(NODE))) == 12


@pytest.mark.parametrize("change", [{"colour": None}, {"status": "HELD"}, {"kind": "12.50"}])
def test_what_is_documented_elsewhere_is_no_problem(change: dict[str, Any]) -> None:
    assert problems(GOOD | change)[0] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "abc"}, "id: not an id"),
        ({"id": 7}, "id: not text"),
        ({"status": "BOGUS"}, "status: BOGUS is not a listed value"),
        ({"status": None}, "status: not text"),
        ({"level": 150}, "level: 150 is not a listed value"),
        ({"level": True}, "level: not an integer"),
        ({"level": 2**31}, "level: too large for int32"),
        ({"create_time": 1_767_225_600_000}, "create_time: not in seconds since 1970"),
        ({"create_time": 0}, "create_time: not in seconds since 1970"),
        ({"create_time": "1767225600"}, "create_time: not an integer"),
        ({"total_amount": "1,50"}, "total_amount: not a decimal number"),
        ({"total_amount": ""}, "total_amount: not a decimal number"),
        ({"currency": "idr"}, "currency: not a currency code"),
        ({"is_cod": 0}, "is_cod: not a boolean"),
        ({"kind": "NEW_USER"}, "kind: NEW_USER is not a listed value"),
        ({"tags": []}, "tags: empty"),
        ({"tags": {}}, "tags: not a list"),
        ({"tags": [None]}, "tags[]: not text"),
        ({"size": 1}, "size: no document knows this key"),
    ],
)
def test_one_thing_that_is_wrong_is_said_with_its_path(change: dict[str, Any], said: str) -> None:
    assert problems(GOOD | change)[0] == [f"data.orders[].{said}"]


def test_what_is_missing_and_what_is_no_object_is_said() -> None:
    assert problems({"id": "1"})[0] == ["data.orders[].status: missing"]
    assert problems([])[0] == ["data.orders[]: not an object"]
    assert problems(GOOD, 2**40)[0] == ["code: too large for int32"]


def test_a_type_that_was_never_seen_is_an_error_rather_than_unchecked() -> None:
    with pytest.raises(ValueError, match=r"^weight: a type that no answer had so far$"):
        Node.of({"type": "object", "properties": {"weight": {"type": "number"}}}, "")
