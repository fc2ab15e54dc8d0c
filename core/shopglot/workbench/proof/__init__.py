"""Whether rules and conditions ever come true: a mapping's rules over the saved records of its connector."""

from __future__ import annotations

from shopglot.workbench.proof._check_records import check_records
from shopglot.workbench.proof._identities import IDENTITIES, Identity

__all__ = ["IDENTITIES", "Identity", "check_records"]
