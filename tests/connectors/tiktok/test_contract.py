from __future__ import annotations

import pytest

from shopglot.testing import contract
from shopglot_tiktok.recording import allowed

pytestmark = pytest.mark.fixtures

DETAIL = "only the detail of an order says how it was paid, and a call more for each is not worth it"
test_contract = contract(
    "tiktok",
    recordings=allowed,
    waive={
        "get-equals-list[order] /extensions/tiktok/payment_method_code": DETAIL,
        "get-equals-list[order] /extensions/tiktok/payment_card_type": DETAIL,
        "get-equals-list[product] /extensions/tiktok/sales_regions": "only the search of products says them",
    },
)
