"""TikTok's mappings as they are installed, and short ways to write a mapping for a small invented platform."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from shopglot.connector import ConnectorDefinition, MaskDetector, RawSchema, Resource, Setting
from shopglot.mapping import SourceFile
from shopglot.registry import load_connectors
from shopglot.workbench import CheckedMapping, MappingTarget, check_files, find_mappings

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXT = {"type": "string"}
_RAW = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "state": {"type": "string", "enum": ["OPEN", "DONE", "LOST"]},
        "total": _TEXT,
        "paid": {"type": "integer"},
        "note": _TEXT,
        "internal": _TEXT,
        "tags": {"type": "array", "items": _TEXT},
        "buyer": {"type": "object", "properties": {"name": _TEXT, "phone": _TEXT}},
        "lines": {
            "type": "array",
            "items": {"type": "object", "properties": {"sku": _TEXT, "price": _TEXT, "title": _TEXT}},
        },
    },
}


@pytest.fixture(scope="session")
def tiktok() -> list[CheckedMapping]:
    return check_files(find_mappings(load_connectors(only=["tiktok"]), ["tiktok"]))


def _hashes(text: str) -> bool:
    return text.startswith("##")


@pytest.fixture(scope="session")
def corner(tmp_path_factory: pytest.TempPathFactory) -> ConnectorDefinition:
    folder = tmp_path_factory.mktemp("corner")
    (folder / "raw.json").write_text(json.dumps(_RAW), encoding="utf-8")
    return ConnectorDefinition(
        id="corner",
        name="Corner Shop",
        version="1",
        resources=(Resource("order", "Order", "order.yaml", records=("orders",)),),
        raw_schemas=(RawSchema("order@1", (("raw.json", ""),)),),
        mappings=folder,
        schemas=folder,
        masks=(MaskDetector("hashes", _hashes, "Two hashes in front."),),
        settings=(Setting("market", "Market", "Where.", required=False),),
    )


@pytest.fixture(scope="session")
def checked(corner: ConnectorDefinition) -> Callable[..., CheckedMapping]:
    """Check a mapping's text; it must have no error."""

    def check(text: str, name: str = "order.yaml") -> CheckedMapping:
        found = MappingTarget(SourceFile(name, dedent(text).encode()), corner, Path(name))
        result = check_files([found])[0]
        assert result.count("error") == 0, [item.render() for item in result.diagnostics]
        return result

    return check


@pytest.fixture
def order_mapping() -> str:
    return """\
        mapping: 1
        from: corner/order@1
        to: Order
        fields:
          id: {path: id, required: true}
          total_amount: {path: total, as: money}
          status: {path: state, enum: order_status}
          payment_status:
            cases:
              - when: {paid: {is: present}}
                then: {const: paid}
              - else: {const: pending}
          customer:
            fields:
              name: buyer.name
          line_items:
            each: lines
            group_by: [sku]
            fields:
              sku: sku
              quantity: {count: group}
              sub_total: {sum: [price]}
        hidden:
          watch: [buyer]
          masked: hashes
          reasons: [{reason: unknown, revealable: unknown}]
        extensions:
          note: note
        ignore:
          internal: the platform's own number
        unsupported:
          refunds: no endpoint tells them
        enums:
          order_status: {OPEN: active, DONE: completed, LOST: cancelled, else: unknown}
        """
