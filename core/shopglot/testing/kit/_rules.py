"""All rules of the contract, in the order in which their tests run."""

from __future__ import annotations

from shopglot.testing.kit._rules_live import LIVE
from shopglot.testing.kit._rules_of_files import OF_FILES

__all__ = ["RULES"]

RULES = (*OF_FILES, *LIVE)
