"""`shopglot mapping try`: a rule, a field or a mapping on one record, its value and how it came."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run

ORDERS = {
    "orders": [
        {"id": "1", "status": "SENT", "currency": "EUR", "total": "5.00", "buyer": {"id": "b", "name": "A**"}},
        {"id": "2", "status": "DONE", "total": "1,5", "lines": [{"id": "x", "price": "2"}, {"id": "y", "price": "3"}]},
        {"status": "DONE"},
    ]
}


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "orders.json").write_text(json.dumps(ORDERS), encoding="utf-8")
    return "orders.json"


def test_a_rule_shows_its_value_and_how_it_came(run: Run, saved: str) -> None:
    result = run("mapping", "try", "acme/order", "--record", saved, "--rule", "{path: total, as: money}")
    assert (result.code, result.out) == (
        0,
        ('  record orders.json#0 (the first of 3)\n    path total: "5.00"\n    as money: 5.00\n    result: "5.00"\n'),
    )


def test_a_rule_may_use_the_mappings_tables_and_stand_in_a_list(run: Run, saved: str) -> None:
    second = f"{saved}#/orders/1"
    result = run("mapping", "try", "acme/order", "--record", second, "--rule", "{path: status, enum: order_status}")
    assert result.out.endswith('    path status: "DONE"\n    enum order_status: "completed"\n    result: "completed"\n')
    rule = "{sum: [{path: price, as: money}, {const: '1'}]}"
    result = run("mapping", "try", "acme/order", "--record", second, "--rule", rule, "--to", "line_items[1].unit_price")
    assert result.out.endswith('    result: "4"\n')
    result = run("mapping", "try", "acme/order", "--record", second, "--rule", rule, "--to", "line_items.unit_price")
    assert (result.code, result.out) == (
        0,
        (
            "  record orders.json#/orders/1\n"
            "    element line_items[0] of 2\n"
            "    sum: 3\n"
            '      path price: "2"\n'
            "      as money: 2\n"
            '      const: "1"\n'
            '    result: "3"\n'
        ),
    )


def test_a_rule_is_checked_against_the_field_and_both_ends(run: Run, saved: str) -> None:
    rule = ("mapping", "try", "acme/order", "--record", saved, "--rule")
    result = run(*rule, "{path: totl, as: money}", "--to", "total_amount")
    assert (result.code, result.out) == (
        1,
        (
            "error[E202]: the raw record has no `totl`\n"
            "  --> rule:1:8\n"
            "   |\n"
            " 1 | {path: totl, as: money}\n"
            "   |        ^^^^\n"
            "   = hint: did you mean `total`?\n"
        ),
    )
    result = run(*rule, "total", "--to", "total_amount")
    assert result.code == 1
    assert "error[E301]: expected an amount for the field `total_amount`, got text\n  --> rule:1:1\n" in result.out
    assert run(*rule, "total", "--to", "totl_amount").out.startswith("error[E401]: Order has no field `totl_amount`\n")
    assert run(*rule, "{path: [", "--to", "total_amount").code == 1


def test_a_rule_from_a_file_has_its_own_lines(run: Run, saved: str, tmp_path: Path) -> None:
    (tmp_path / "rule.yaml").write_text("first_of:\n  - {path: totl, as: money}\n", encoding="utf-8")
    result = run("mapping", "try", "acme/order", "--record", saved, "--rule-file", "rule.yaml", "--to", "sub_total")
    assert result.code == 1
    assert "  --> rule.yaml:2:12\n   |\n 2 |   - {path: totl, as: money}\n   |            ^^^^\n" in result.out
    assert run("mapping", "try", "acme/order", "--record", saved, "--rule", "id", "--rule-file", "x").code == 2
    assert run("mapping", "try", "acme/order", "--record", saved, "--rule-file", "none.yaml").code == 2


def test_what_is_masked_stays_no_value(run: Run, saved: str) -> None:
    for field in ((), ("--to", "note")):
        result = run("mapping", "try", "acme/order", "--record", saved, "--rule", "buyer.name", *field)
        assert result.code == 0
        assert "(masked)\n    hidden (" in result.out
        assert result.out.endswith("    result: nothing\n")


def test_a_fields_own_rule_and_a_record_from_stdin(run: Run, saved: str, tmp_path: Path) -> None:
    data = (tmp_path / saved).read_bytes()
    own = ("mapping", "try", "acme/order", "--record", "-#/orders/1", "--field", "line_items[1].unit_price")
    result = run(*own, stdin=data)
    assert result.code == 0
    assert result.out.startswith("Order.line_items.unit_price: an amount\n")
    assert '  record stdin#/orders/1\n    element line_items[1] of 2\n    path price: "3"\n' in result.out


def test_lines_of_records_are_read_too(run: Run, saved: str) -> None:
    assert saved
    lines = b'{"id": "1", "status": "DONE"}\n{"id": "2"}\n'
    result = run("mapping", "try", "acme/order", "--record", "-", "--rule", "status", stdin=lines)
    assert result.out == '  record stdin#0 (the first of 2)\n    path status: "DONE"\n    result: "DONE"\n'


def test_without_a_rule_the_whole_record_is_shown_with_its_warnings(run: Run, saved: str) -> None:
    result = run("mapping", "try", "acme/order", "--record", f"{saved}#/orders/1")
    head, _, rest = result.out.partition("\n")
    record, end = json.JSONDecoder().raw_decode(rest)
    assert (result.code, head, record["status"]) == (0, "record orders.json#/orders/1", "completed")
    assert rest[end:].startswith("\nwarning: /total_amount: not an amount: ")
    result = run("mapping", "try", "acme/order", "--record", f"{saved}#/orders/2")
    assert result.code == 1
    assert "rejected: /id: required but missing [R101, " in result.out


def test_json_is_stable(run: Run, saved: str) -> None:
    base = ("mapping", "try", "acme/order", "--record", saved, "--format", "json")
    document = json.loads(run(*base, "--rule", "{path: total, as: money}", "--to", "total_amount").out)
    assert document == {
        "field": "total_amount",
        "diagnostics": [],
        "record": "orders.json#0 (the first of 3)",
        "steps": [
            {"depth": 0, "what": "path total", "where": "rule:1", "state": "value", "value": "5.00"},
            {"depth": 0, "what": "as money", "where": "rule:1", "state": "value", "value": "5.00"},
        ],
        "why": [],
        "element": None,
        "value": "5.00",
    }
    assert json.loads(run(*base).out).keys() == {"record", "value", "errors", "warnings"}
    assert json.loads(run(*base, "--field", "id").out)["value"] == "1"
    document = json.loads(run(*base, "--rule", "totl").out)
    assert (document["record"], document["diagnostics"][0]["code"]) == ("orders.json#0 (the first of 3)", "E202")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("acme/order", "--record", "orders.json#/orders/9"), "orders.json: no record at /orders/9"),
        (("acme/order", "--record", "none.json"), "none.json: No such file or directory"),
        (("acme/order", "--record", "orders.json", "--field", "totl_amount"), "Order has no field 'totl_amount'"),
        (("acme", "--record", "orders.json"), "'acme' names 4 mappings\n  hint: Name one, such as tiktok/order."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(run: Run, saved: str, words: tuple[str, ...], message: str) -> None:
    assert saved
    result = run("mapping", "try", *words)
    assert result.code == 2
    assert message in result.err
