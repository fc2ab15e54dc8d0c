from __future__ import annotations

import pytest

from shopglot.client import retry_after

NOW = 1_767_225_600.0
TEN_YEARS = 10 * 365 * 86400.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("nan", None),
        ("12 apples", None),
        ("9" * 65, None),
        ("Thu, 99 Jan 2026 00:00:00 GMT", None),
        ("0", 0.0),
        ("-5", 0.0),
        ("-inf", 0.0),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("inf", TEN_YEARS),
        ("9" * 64, TEN_YEARS),
        ("Thu, 01 Jan 2026 00:00:30 GMT", 30.0),
        ("Thu, 01 Jan 2026 00:00:30 +0000", 30.0),
        ("Wed, 31 Dec 2025 23:59:00 GMT", 0.0),
    ],
)
def test_every_form_a_server_sends(text: str | None, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds
