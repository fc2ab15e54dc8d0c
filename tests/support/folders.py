"""A connector that is a folder, invented: orders of `shoplet`, whose answers are bare lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ORDER_MAPPING", "SHOPS", "write_folder"]

ORDER_MAPPING = """\
mapping: 1
from: shoplet/order@1
to: Order
fields:
  id: {path: id, required: true}
  currency: currency
  total_amount: {path: total, as: money}
ignore: {note: not needed}
tests:
  - name: the total is the shop's
    given: fixtures/order/list.json#/0
    expect: {/total_amount: '5.00'}
"""
STORE_MAPPING = """\
mapping: 1
from: shoplet/shop@1
to: Store
fields: {id: {path: id, required: true}, name: name}
"""
SHOPS = [{"id": "S1", "name": "Mug House"}]
_TEXT = {"type": "string"}
_ORDERS = [{"id": "1", "currency": "EUR", "total": "5.00"}, {"id": "2", "currency": "EUR", "total": "7.50"}]


def write_folder(folder: Path) -> Path:
    """Write the folder: two mappings, their raw schemas, and an answer of each."""
    (folder / "fixtures" / "order").mkdir(parents=True)
    (folder / "order.yaml").write_text(ORDER_MAPPING, encoding="utf-8")
    (folder / "store.yaml").write_text(STORE_MAPPING, encoding="utf-8")
    order = dict.fromkeys(("id", "currency", "total", "note"), _TEXT)
    (folder / "order.raw.json").write_text(json.dumps({"type": "object", "properties": order}), encoding="utf-8")
    shop = dict.fromkeys(("id", "name"), _TEXT)
    (folder / "shop.raw.json").write_text(json.dumps({"type": "object", "properties": shop}), encoding="utf-8")
    (folder / "fixtures" / "order" / "list.json").write_text(json.dumps(_ORDERS), encoding="utf-8")
    (folder / "fixtures" / "store.json").write_text(json.dumps(SHOPS), encoding="utf-8")
    return folder
