"""For the tests of connectors: the contract that every one of them keeps, and recordings that hold nobody's data.

    test_contract = contract("acme")

    with cassette("orders.yaml", allowed, record=False):
        list(shop.orders.list())

Contracts need pytest, recordings vcrpy; each is imported when it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot._lazy import lazy_face
from shopglot.testing._allowed import AllowList
from shopglot.testing._contract import Contract, contract

if TYPE_CHECKING:
    from shopglot.testing._cassette import cassette
    from shopglot.testing._fakes import fake_number, fake_text
    from shopglot.testing._scanner import Finding, scan, suspicious_values
    from shopglot.testing._scrubber import Scrubber

__all__ = [
    "AllowList",
    "Contract",
    "Finding",
    "Scrubber",
    "cassette",
    "contract",
    "fake_number",
    "fake_text",
    "scan",
    "suspicious_values",
]

# Every run of pytest imports this package: what most of them do not use waits.
_LATE = {
    "shopglot.testing._cassette": ("cassette",),
    "shopglot.testing._fakes": ("fake_number", "fake_text"),
    "shopglot.testing._scanner": ("Finding", "scan", "suspicious_values"),
    "shopglot.testing._scrubber": ("Scrubber",),
}

__getattr__, __dir__ = lazy_face(__name__, _LATE, globals())
