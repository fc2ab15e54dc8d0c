"""Extensions: plain JSON under the connector's id, the same before and after it was written."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from shopglot_models import Store

JSON = "extensions hold text, whole numbers, booleans, null, lists and objects; a fraction is text"
OBJECT = "extensions hold one object under each connector's id"
DEEP = "extensions nest at most 64 deep"


def nested(levels: int, *, lists: bool) -> Any:
    value: Any = []
    for _ in range(levels):
        value = [value] if lists else {"a": value}
    return value


def test_amounts_and_moments_become_text_as_everywhere_in_json() -> None:
    sent = {
        "acme": {
            "amount": Decimal("1.10"),
            "large": Decimal("1E+3"),
            "at": datetime(2024, 5, 1, 10, tzinfo=UTC),
            "pair": (1, None),
            "words": {"ü": [True, "\U0001f600"]},
        }
    }
    record = Store(id="1", extensions=sent)
    assert record.extensions == {
        "acme": {
            "amount": "1.10",
            "large": "1000",
            "at": "2024-05-01T10:00:00Z",
            "pair": [1, None],
            "words": {"ü": [True, "\U0001f600"]},
        }
    }
    assert Store.model_validate_json(record.model_dump_json()) == record


def test_the_callers_own_objects_are_not_held() -> None:
    sent: dict[str, Any] = {"acme": {"list": [1]}}
    record = Store(id="1", extensions=sent)
    sent["acme"]["list"].append(2)
    assert record.extensions == {"acme": {"list": [1]}}


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ([], OBJECT),
        (None, OBJECT),
        ({"acme": []}, OBJECT),
        ({"": {}}, OBJECT),
        ({1: {}}, JSON),
        ({"acme": {1: 1}}, JSON),
        ({"acme": {"a": 1.5}}, JSON),
        ({"acme": {"a": float("nan")}}, JSON),
        ({"acme": {"a": float("inf")}}, JSON),
        ({"acme": {"a": 10**30}}, JSON),
        ({"acme": {"a": "\ud800"}}, JSON),
        ({"acme": {"\udfff": 1}}, JSON),
        ({"acme": {"a": {1, 2}}}, JSON),
        ({"acme": {"a": b"x"}}, JSON),
        ({"acme": {"a": object()}}, JSON),
        ({"acme": {"a": Decimal("NaN")}}, "an amount must be finite"),
        ({"acme": {"a": datetime(2024, 5, 1)}}, "a moment needs its offset from UTC"),  # noqa: DTZ001 - on purpose
        ({"acme": {"a": nested(64, lists=True)}}, DEEP),
        ({"acme": {"a": nested(500, lists=True)}}, DEEP),
        ({"acme": nested(500, lists=False)}, DEEP),
    ],
)
def test_what_is_no_plain_json_is_refused(sent: Any, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Store.model_validate({"id": "1", "extensions": sent})
    assert [(error["loc"], error["msg"]) for error in caught.value.errors()] == [(("extensions",), message)]


def test_what_no_platform_sends_is_still_written_and_read_alike() -> None:
    record = Store(id="1", extensions={"acme": {"a": nested(60, lists=True)}})
    assert Store.model_validate_json(record.model_dump_json()) == record
