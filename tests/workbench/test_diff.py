"""The impact of a change: every difference is counted by field, and the verdict tells a reviewer what it means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.workbench import CheckedMapping, Sample, compare_mappings, diff_json, diff_text, max_severity

if TYPE_CHECKING:
    from collections.abc import Callable

RECORDS = [
    Sample("a", {"id": "1", "state": "OPEN", "total": "2.00", "note": "hello", "buyer": {"name": "##"}}),
    Sample("b", {"id": "2", "state": "DONE", "total": "3.00", "buyer": {"name": "B"}}),
    Sample("c", {"state": "DONE"}),
]


@pytest.fixture
def compare(checked: Callable[..., CheckedMapping], order_mapping: str) -> Callable[[str, str], Any]:
    def compared(before: str, after: str) -> Any:
        assert before in order_mapping
        new = order_mapping.replace(before, after)
        return compare_mappings(checked(order_mapping, "old.yaml"), checked(new, "new.yaml"), RECORDS)

    return compared


def test_a_change_that_no_record_shows_is_a_patch(compare: Callable[[str, str], Any]) -> None:
    found = compare("note: note", "note: {first_of: [note]}")
    assert (found.verdict, found.differing, found.records, found.fields) == ("patch", 0, 3, ())
    assert diff_text(found) == "Order: patch (old.yaml to new.yaml; 0 of 3 records differ)"


def test_a_field_that_appears_is_minor(compare: Callable[[str, str], Any]) -> None:
    found = compare("  customer:\n", "  note: note\n          customer:\n")
    assert diff_text(found) == (
        "Order: minor (old.yaml to new.yaml; 1 of 3 records differ)\n"
        "  /note appears 1x: minor\n"
        '      a: nothing -> "hello"'
    )


def test_a_field_that_vanishes_or_changes_is_major(compare: Callable[[str, str], Any]) -> None:
    found = compare("total_amount: {path: total, as: money}", "sub_total: {path: total, as: money}")
    assert (found.verdict, [(item.path, item.verdict) for item in found.fields]) == (
        "major",
        [("/total_amount", "major"), ("/sub_total", "minor")],
    )
    found = compare("DONE: completed", "DONE: archived")
    assert [(item.path, item.changes) for item in found.fields] == [("/status", 1)]
    assert found.verdict == "major"


def test_records_that_are_rejected_now_are_named(compare: Callable[[str, str], Any]) -> None:
    found = compare("total_amount: {path: total, as: money}", "total_amount: {path: note, as: money, required: true}")
    assert (found.verdict, found.rejected, found.accepted) == ("major", ("a", "b"), ())
    assert "  newly rejected: major: a\n  newly rejected: major: b" in diff_text(found)


def test_the_evidence_comes_by_kind_and_what_makes_it_major_first(compare: Callable[[str, str], Any]) -> None:
    found = compare("  note: note\n", "  note: {first_of: [state, note]}\n")
    assert diff_text(found) == (
        "Order: major (old.yaml to new.yaml; 2 of 3 records differ)\n"
        "  /extensions/corner/note changes 1x: major\n"
        '      a: "hello" -> "OPEN"\n'
        "  /extensions/corner appears 1x: minor\n"
        '      b: nothing -> {"note": "DONE"}'
    )


def test_long_values_are_folded_and_a_hidden_field_is_named_by_its_path(compare: Callable[[str, str], Any]) -> None:
    found = compare("name: buyer.name", "name: buyer.name\n              id: id")
    text = diff_text(found, width=70)
    assert (
        "  /hidden_fields of /customer vanishes 1x: major\n"
        "      a:\n"
        '        - {path: "/customer", evidence: "masked", reason: "unknown", …\n'
        "          1 more}\n"
        "        + nothing\n"
    ) in text
    assert all(len(line) <= 70 for line in text.splitlines())


def test_warnings_are_counted(compare: Callable[[str, str], Any]) -> None:
    found = compare(
        "total_amount: {path: total, as: money}", "total_amount: {path: total, as: minor_units, of: {const: USD}}"
    )
    assert found.warned == 2
    assert "  warnings differ in 2 records" in diff_text(found)


def test_hidden_fields_are_told_apart_by_their_path(compare: Callable[[str, str], Any]) -> None:
    found = compare(
        "name: buyer.name", "name: buyer.name\n              id: id\n              company_name: buyer.name"
    )
    assert sorted((item.path, item.verdict) for item in found.fields) == [
        ("/customer", "minor"),
        ("/customer/company_name", "minor"),
        ("/customer/id", "minor"),
        ("/hidden_fields/~1customer", "major"),
        ("/hidden_fields/~1customer~1company_name", "minor"),
        ("/hidden_fields/~1customer~1name", "minor"),
    ]


def test_json_is_stable_and_the_worst_verdict_counts(compare: Callable[[str, str], Any]) -> None:
    patch, major = compare("note: note", "note: note"), compare("DONE: completed", "DONE: archived")
    assert (max_severity([patch]), max_severity([patch, major]), max_severity([])) == ("patch", "major", "patch")
    assert json.loads(json.dumps(diff_json(major)))["fields"] == [
        {
            "path": "/status",
            "verdict": "major",
            "appears": 0,
            "vanishes": 0,
            "changes": 1,
            "samples": [{"record": "b", "path": "/status", "old": "completed", "new": "archived"}],
        }
    ]
    assert diff_json(major, samples=False)["fields"][0]["samples"] == []
    assert "completed" not in repr(major)
