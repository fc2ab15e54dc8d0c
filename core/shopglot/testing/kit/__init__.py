"""The contract that every connector keeps: its rules as data, and as tests of one connector."""

from __future__ import annotations

from shopglot.testing.kit._bench import Bench, Case
from shopglot.testing.kit._mutants import HOSTILE, changed, mutants, places_of
from shopglot.testing.kit._page import with_rules
from shopglot.testing.kit._rule import Rule
from shopglot.testing.kit._rules import RULES
from shopglot.testing.kit._schemas import apideck_validator
from shopglot.testing.kit._verdict import Broken, NothingToCheck

__all__ = [
    "HOSTILE",
    "RULES",
    "Bench",
    "Broken",
    "Case",
    "NothingToCheck",
    "Rule",
    "apideck_validator",
    "changed",
    "mutants",
    "places_of",
    "with_rules",
]
