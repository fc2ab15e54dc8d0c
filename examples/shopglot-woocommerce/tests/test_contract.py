"""The contract that every connector keeps, with what the shop and its store say in the saved answers."""

from __future__ import annotations

from shopglot.testing import contract

test_contract = contract(
    "woocommerce",
    settings={"store_url": "https://shop.example.com", "currency": "EUR", "weight_unit": "kg", "dimension_unit": "cm"},
)
