"""For the tests of connectors: HTTP recordings that hold no secret and nobody's data, and a scanner that proves it.

    with cassette("orders.yaml", allowed, record=False):
        list(shop.orders.list())

Recording and replaying need vcrpy; it is imported when a cassette is opened.
"""

from __future__ import annotations

from shopglot.testing._allowed import AllowList
from shopglot.testing._cassette import cassette
from shopglot.testing._fakes import fake_number, fake_text
from shopglot.testing._scanner import Finding, scan, suspicious_values
from shopglot.testing._scrubber import Scrubber

__all__ = [
    "AllowList",
    "Finding",
    "Scrubber",
    "cassette",
    "fake_number",
    "fake_text",
    "scan",
    "suspicious_values",
]
