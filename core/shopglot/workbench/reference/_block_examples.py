"""An example of each block of a mapping file: the file, a record, and the unified values that come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = ["BLOCK_EXAMPLES", "RAW_EXAMPLE", "BlockExample"]

_HEAD = "mapping: 1\nfrom: example/order@1\nto: Order\n"
_TEXT = {"type": "string"}
_PERSON = {"type": "object", "properties": {"name": _TEXT, "street": _TEXT, "city": _TEXT}}

# The raw schema that the examples are checked against.
RAW_EXAMPLE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "state": {"type": "string", "enum": ["OPEN", "DONE"]},
        "locker": _TEXT,
        "trace": _TEXT,
        "recipient": _PERSON,
        "payer": _PERSON,
        "meta_data": {"type": "array", "items": {"type": "object", "properties": {"key": _TEXT, "value": _TEXT}}},
    },
}


@dataclass(frozen=True, slots=True)
class BlockExample:
    """A whole mapping, the files beside it (of a layer, the file that it extends as well), a record, and its values.

    `gives` has no fields without a value. `result` is false where the block is not about values.
    """

    mapping: str
    record: dict[str, Any]
    gives: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)
    result: bool = True


_PARTS = """\
mapping: 1
parts:
  address: {fields: {name: name, line1: street, city: city}}
enums:
  order_status: {OPEN: active, DONE: completed, else: unknown}
hidden:
  recipient:
    watch: [recipient]
    reasons: [{reason: unknown, revealable: unknown}]
"""
_USES = f"""\
{_HEAD}uses: [shared.yaml]
fields:
  id: {{path: id, required: true}}
  status: {{path: state, enum: order_status}}
  shipping_address: {{use: address, at: recipient}}
hidden: {{use: recipient}}
"""
_PART = """\
parts:
  address: {fields: {name: name, line1: street, city: city}}
fields:
  id: {path: id, required: true}
  shipping_address: {use: address, at: recipient}
  billing_address: {use: address, at: payer, fields: {company_name: {const: Example Ltd}}}
"""
_FIELDS = """\
fields:
  id: {path: id, required: true, note: without it the record is rejected}
  customer:
    fields: {name: payer.name}
"""
_HIDDEN = """\
fields:
  id: {path: id, required: true}
  shipping_address: {fields: {name: recipient.name, city: recipient.city}}
hidden:
  watch: [recipient]
  unwatch: {recipient.city: never masked}
  reasons:
    - {when: {state: DONE}, reason: after_close, revealable: never}
    - {reason: unknown, revealable: unknown}
"""
_IGNORE = """\
fields:
  id: {path: id, required: true}
  note: {pick: meta_data, where: {key: note}, path: value}
ignore:
  trace: the platform's own number of the call
  meta_data.*: what plug-ins keep there
"""
_TESTS = """\
fields:
  id: {path: id, required: true}
  status: {path: state, enum: {OPEN: active, DONE: completed, else: unknown}}
tests:
  - name: a finished order
    given: order.json
    expect: {/status: completed, /note: null}
"""
_LAYER = """\
mapping: 1
extends: example/order
fields:
  customer.phone_numbers: {list: [{fields: {number: locker}}]}
  note: trace
"""
_BELOW = f"""\
{_HEAD}fields:
  id: {{path: id, required: true}}
  note: locker
  customer: {{fields: {{name: payer.name}}}}
"""

BLOCK_EXAMPLES: dict[str, BlockExample] = {
    "from": BlockExample(f"{_HEAD}fields:\n  id: {{path: id, required: true}}\n", {"id": "7"}, {"id": "7"}),
    "extends": BlockExample(
        _LAYER,
        {"id": "7", "locker": "L1", "trace": "T9", "payer": {"name": "Dana Example"}},
        {
            "id": "7",
            "note": "T9",
            "customer": {"name": "Dana Example", "phone_numbers": [{"number": "L1"}]},
        },
        {"the connector's own": _BELOW},
    ),
    "uses": BlockExample(
        _USES,
        {"id": "7", "state": "DONE", "recipient": {"name": "Dana Example", "street": "Elm Street 1", "city": "Graz"}},
        {
            "id": "7",
            "status": "completed",
            "shipping_address": {"name": "Dana Example", "line1": "Elm Street 1", "city": "Graz"},
        },
        {"shared.yaml": _PARTS},
    ),
    "fields": BlockExample(
        _HEAD + _FIELDS, {"id": "7", "payer": {"name": "Dana"}}, {"id": "7", "customer": {"name": "Dana"}}
    ),
    "parts": BlockExample(
        _HEAD + _PART,
        {"id": "7", "recipient": {"name": "Dana Example", "city": "Graz"}, "payer": {"street": "Elm Street 1"}},
        {
            "id": "7",
            "shipping_address": {"name": "Dana Example", "city": "Graz"},
            "billing_address": {"line1": "Elm Street 1", "company_name": "Example Ltd"},
        },
    ),
    "hidden": BlockExample(
        _HEAD + _HIDDEN,
        {"id": "7", "state": "DONE", "recipient": {"name": "D***", "city": "Graz"}},
        {
            "id": "7",
            "shipping_address": {"city": "Graz"},
            "customer_hidden": True,
            "hidden_fields": [
                {
                    "path": "/shipping_address/name",
                    "evidence": "masked",
                    "reason": "after_close",
                    "revealable": "never",
                }
            ],
        },
    ),
    "extensions": BlockExample(
        f"{_HEAD}fields:\n  id: {{path: id, required: true}}\nextensions:\n  pickup_point: locker\n",
        {"id": "7", "locker": "L1"},
        {"id": "7", "extensions": {"example": {"pickup_point": "L1"}}},
    ),
    "ignore": BlockExample(
        _HEAD + _IGNORE,
        {"id": "7", "trace": "T9", "meta_data": [{"key": "note", "value": "a gift"}, {"key": "_x", "value": "1"}]},
        {"id": "7", "note": "a gift"},
    ),
    "unsupported": BlockExample(
        f"{_HEAD}fields:\n  id: {{path: id, required: true}}\n"
        "unsupported:\n  billing_address: the platform handles the payment\n",
        {"id": "7"},
        {"id": "7"},
        result=False,
    ),
    "enums": BlockExample(
        f"{_HEAD}fields:\n  id: {{path: id, required: true}}\n  status: {{path: state, enum: order_status}}\n"
        "enums:\n  order_status: {OPEN: active, DONE: completed, else: unknown}\n",
        {"id": "7", "state": "NEW_ONE"},
        {"id": "7", "status": "unknown"},
    ),
    "tests": BlockExample(
        _HEAD + _TESTS,
        {"id": "7", "state": "DONE"},
        {"id": "7", "status": "completed"},
        result=False,
    ),
}
