from __future__ import annotations

from shopglot.testing import contract

test_contract = contract("tiktok")
