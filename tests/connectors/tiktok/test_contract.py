from __future__ import annotations

import pytest

from shopglot.testing import contract

pytestmark = pytest.mark.fixtures

test_contract = contract("tiktok")
