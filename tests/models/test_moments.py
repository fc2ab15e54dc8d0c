"""Moments: aware and in UTC, or refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from shopglot_models import Order

TEXT = "not a moment with its offset such as 2024-05-01T10:00:00Z"
TYPE = "a moment is an aware datetime or text like 2024-05-01T10:00:00Z"


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"),
        ("2024-05-01t10:00:00z", "2024-05-01T10:00:00Z"),
        ("2024-05-01T12:00:00+02:00", "2024-05-01T10:00:00Z"),
        ("2024-05-01T00:30:00-05:45", "2024-05-01T06:15:00Z"),
        ("2024-05-01T10:00:00.5Z", "2024-05-01T10:00:00.500Z"),
        ("2024-05-01T10:00:00.000001Z", "2024-05-01T10:00:00.000001Z"),
        (datetime(2024, 5, 1, 17, tzinfo=timezone(timedelta(hours=7))), "2024-05-01T10:00:00Z"),
        (datetime(2, 1, 1, tzinfo=UTC), "0002-01-01T00:00:00Z"),
    ],
)
def test_a_moment_is_held_and_written_in_utc(sent: Any, text: str) -> None:
    record = Order.model_validate({"id": "1", "created_at": sent})
    assert record.created_at is not None
    assert record.created_at.tzinfo is UTC
    assert json.loads(record.model_dump_json())["created_at"] == text
    assert Order.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (datetime(2024, 5, 1), "a moment needs its offset from UTC"),  # noqa: DTZ001 - naive on purpose
        ("2024-05-01T10:00:00", TEXT),
        ("2024-05-01", TEXT),
        ("2024-05-01 10:00:00Z", TEXT),
        ("2024-05-01T10:00:00.0000001Z", TEXT),
        ("1714557600", TEXT),
        ("", TEXT),
        ("２024-05-01T10:00:00Z", TEXT),  # noqa: RUF001 - a full-width digit
        (1714557600, TYPE),
        (1714557600.5, TYPE),
        (True, TYPE),
        ("2024-02-30T10:00:00Z", "a moment that no calendar has"),
        ("2024-05-01T25:00:00Z", "a moment that no calendar has"),
        ("0001-01-01T00:00:00+05:00", "a moment outside the years 1 to 9999"),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-5))), "a moment outside the years 1 to 9999"),
    ],
)
def test_a_time_that_could_be_another_is_refused(sent: Any, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Order.model_validate({"id": "1", "created_at": sent})
    assert [(error["loc"], error["msg"]) for error in caught.value.errors()] == [(("created_at",), message)]
