"""Times: which clock showed a text, which unit a number counts, and what nobody knows is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.mapping.syntax import find_zone

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.diagnostics import Diagnostic
    from shopglot.mapping import CompiledMapping

    Give = Callable[..., Any]

OUT = "/extensions/acme/out"
HEAD = "mapping: 1\nfrom: acme/till@1\nto: Order\nignore: {$: not what this shows}\nfields:\n  id: {const: '1'}\n  "
AT = datetime(2024, 5, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "zone", "moment"),
    [
        ("2024-05-01T12:00:00", "Europe/Vienna", "2024-05-01T10:00:00Z"),
        ("2024-01-01 12:00", "Europe/Vienna", "2024-01-01T11:00:00Z"),
        ("2024-05-01T12:00:00", "UTC", "2024-05-01T12:00:00Z"),
        ("2024-05-01T12:00:00+05:30", "Europe/Vienna", "2024-05-01T06:30:00Z"),
        ("2024-05-01T12:00:00Z", "Asia/Tokyo", "2024-05-01T12:00:00Z"),
        ("2024-05-01", "Asia/Tokyo", "2024-04-30T15:00:00Z"),
        ("2024-05-01", "America/Argentina/Buenos_Aires", "2024-05-01T03:00:00Z"),
        # The clock goes from 02:00 to 03:00: half past two counts from before.
        ("2024-03-31T02:30:00", "Europe/Vienna", "2024-03-31T01:30:00Z"),
        ("2024-03-31T03:00:00", "Europe/Vienna", "2024-03-31T01:00:00Z"),
        # It goes back from 03:00 to 02:00: of the two the first.
        ("2024-10-27T02:30:00", "Europe/Vienna", "2024-10-27T00:30:00Z"),
        ("2024-10-27T03:00:00", "Europe/Vienna", "2024-10-27T02:00:00Z"),
    ],
)
def test_a_text_without_an_offset_is_what_the_zones_clock_showed(give: Give, sent: str, zone: str, moment: str) -> None:
    assert give(f"{{path: at, as: date, zone: {zone}}}", {"at": sent}) == moment
    assert give(f"{{first_of: [x, at], as: date, zone: {zone}}}", {"at": sent}) == moment


def test_without_a_zone_the_warning_names_the_offset(run_rule: Give) -> None:
    value, outcome = run_rule("{path: at, as: date}", {"at": "2024-05-01T12:00:00"})
    (problem,) = outcome.warnings
    assert value is None
    assert str(problem) == (
        f"{OUT}: a time without an offset; `zone` beside `as: date` says which clock showed it [R122, order.yaml:7]"
    )


def test_with_a_zone_what_is_no_time_is_none(warn: Give) -> None:
    for sent in ("today", "2024-02-30T10:00:00", "1999-12-31", 1714557600):
        assert warn("{path: at, as: date, zone: Europe/Vienna}", {"at": sent}) == (None, [(OUT, "R104")])


@pytest.mark.parametrize(
    "name", ["localtime", "posixrules", "Factory", "posix/UTC", "right/UTC", "Europe", "../UTC", ""]
)
def test_a_machines_own_names_are_no_zones(name: str) -> None:
    assert find_zone(name) is None


@pytest.mark.parametrize(
    ("path", "raw"), [("seconds", 1714557600), ("millis", 1714557600000), ("written", "1714557600")]
)
def test_the_raw_schema_says_the_unit(load: Callable[[str], CompiledMapping], path: str, raw: Any) -> None:
    values = load(f"{HEAD}created_at: {path}").run({path: raw}).values
    assert values is not None
    assert values["created_at"] == AT


def test_the_right_word_is_not_refused(check: Callable[[str], tuple[Diagnostic, ...]]) -> None:
    for rule in ("{path: seconds, as: epoch_s}", "{path: millis, as: epoch_ms}", "{path: days, as: epoch_s}"):
        assert [item.code for item in check(f"{HEAD}created_at: {rule}") if item.severity == "error"] == []
