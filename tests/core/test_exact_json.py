from __future__ import annotations

from decimal import Decimal

import pytest

from shopglot import ResponseError
from shopglot.normalize import RESPONSE_CODES, read_json


def test_no_number_loses_a_digit() -> None:
    text = '{"id": 576461413038785752, "price": 12.50, "rate": 1e-3, "big": 1e400000000, "long": 0.1234567890123456789}'
    assert read_json(text) == {
        "id": 576461413038785752,
        "price": Decimal("12.50"),
        "rate": Decimal("0.001"),
        "big": Decimal("1e400000000"),
        "long": Decimal("0.1234567890123456789"),
    }
    assert str(read_json("[12.50]")[0]) == "12.50"


@pytest.mark.parametrize("text", [b'\xef\xbb\xbf{"a": "\xc3\xa9"}', '\ufeff{"a": "é"}', b' \r\n {"a":\t"\\u00e9"}\n'])
def test_a_byte_order_mark_and_blanks_do_not_matter(text: str | bytes) -> None:
    assert read_json(text) == {"a": "é"}


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (b"", "A211", "orders.json: the input is empty"),
        (b" \n\n", "A211", "orders.json: the input is empty"),
        (
            b"<html>busy</html>",
            "A201",
            "orders.json:1:1: this is not JSON: expecting value",
        ),
        (
            b'{"name": "Ada",\n "id" 7}',
            "A201",
            "orders.json:2:7: this is not JSON: expecting ':' delimiter",
        ),
        (
            b'{"name": "Ada \\x"}',
            "A201",
            "orders.json:1:15: this is not JSON: invalid escape",
        ),
        (
            b'{"orders": [{"id": "1"},\n  {"id": "2"',
            "A202",
            "orders.json:2:13: the JSON ends in the middle\n  hint: It was cut off: fetch or save it again.",
        ),
        (
            b'{"orders": [{"name": "Ada',
            "A202",
            "orders.json:1:22: the JSON ends in the middle\n  hint: It was cut off: fetch or save it again.",
        ),
        (
            b'{"id": "1"} {"id": "2"}',
            "A201",
            (
                "orders.json:1:13: extra data after the end of the JSON\n"
                "  hint: Several records in one input need one line each (JSON Lines), or one list around them."
            ),
        ),
        (
            b"[" * 100_000,
            "A203",
            "orders.json:1:257: the JSON is nested more than 256 levels deep\n  hint: No platform's data is.",
        ),
        (
            b'{"id": "\\"[[[",\n "lines": ' + b'[{"a":' * 200 + b"1" + b"}]" * 200 + b"}",
            "A203",
            "orders.json:2:774: the JSON is nested more than 256 levels deep\n  hint: No platform's data is.",
        ),
        (b'{"id": 7,\n "n": -' + b"9" * 5000 + b"}", "A204", "orders.json:2:8: a number has too many digits"),
        (b'{"n": 1e' + b"9" * 30 + b"}", "A204", "orders.json:1: a number has too many digits"),
        (
            b'{"name": "Ada",\n "b": "\xff"}',
            "A205",
            ("orders.json:2:8: this is not UTF-8 text\n  hint: Save it as UTF-8; the column counts bytes."),
        ),
        (
            '{"a": 1}'.encode("utf-16"),
            "A205",
            "orders.json: this is not UTF-8 text\n  hint: It begins as UTF-16 does: save it as UTF-8.",
        ),
        (b'{"total":\n NaN}', "A206", "orders.json:2:2: NaN and Infinity are not JSON"),
        (b'{"total": -Infinity}', "A206", "orders.json:1:11: NaN and Infinity are not JSON"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_without_its_values(text: bytes, code: str, message: str) -> None:
    with pytest.raises(ResponseError) as caught:
        read_json(text, where="orders.json")
    assert (caught.value.code, str(caught.value)) == (code, message)
    assert caught.value.code in RESPONSE_CODES


def test_an_answer_may_be_nested_256_levels_deep_on_every_python() -> None:
    assert read_json("[" * 256 + "]" * 256)
    assert read_json("[" + ",".join('{"a": [{}]}' for _ in range(300)) + "]")
    with pytest.raises(ResponseError, match="nested more than 256 levels deep"):
        read_json("[" * 257 + "]" * 257)


def test_a_source_without_a_name_is_called_input() -> None:
    with pytest.raises(ResponseError) as caught:
        read_json("[1,", line=7)
    assert str(caught.value) == (
        "input:7:4: the JSON ends in the middle\n  hint: It was cut off: fetch or save it again."
    )
