"""Parts: a rule by its name in several places, and parts files beside the mapping."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.connector import ConnectorDefinition, RawSchema, Resource
from shopglot.errors import MappingError
from shopglot.mapping import CONVERSIONS, MODIFIERS, VERBS, SourceFile, check_mapping, load_mapping, load_mappings
from tests.mapping.conftest import as_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopglot.diagnostics import Diagnostic

    Check = Callable[..., tuple[Diagnostic, ...]]
    Give = Callable[..., Any]

EXAMPLES = [
    pytest.param(example, id=f"{entry.name}-{number}")
    for table in (VERBS, MODIFIERS, CONVERSIONS)
    for entry in table.values()
    for number, example in enumerate(entry.examples)
]


def part(rule: str) -> str:
    return "parts:\n  it:\n" + indent(f"{rule}\n", "    ")


@pytest.mark.parametrize("example", EXAMPLES)
def test_what_every_verb_reads_moves_with_the_part(run_rule: Give, example: Any) -> None:
    more = part(example.rule)
    moved = example.record | {"one": [{}], "here": {"there": example.record}}  # `$` stays the record
    assert run_rule("{use: it}", example.record, more=more)[0] == example.gives
    assert run_rule("{use: it, at: here.there}", moved, more=more)[0] == example.gives
    assert run_rule("{use: it, at: $.here.there}", moved, more=more)[0] == example.gives
    given = run_rule("{each: one, value: {use: it, at: ^.here.there}}", moved, more=more)[0]
    assert given == (None if example.gives is None else [example.gives])


RECORD = {
    "name": "top",
    "orders": [
        {"name": "o", "to": {"name": "t", "lines": [{"name": "l", "parts": [{"name": "p", "ok": True}]}]}},
    ],
}


@pytest.mark.parametrize(
    ("rule", "gives"),
    [
        ("{join: [name, ^.name, $.name]}", "t top top"),
        ("{each: lines, value: {join: [name, ^.name, ^^.name]}}", ["l t top"]),
        ("{each: [lines, parts], value: {join: [name, ^.name, ^^.name, ^^^.name]}}", ["p l t top"]),
        ("{pick: lines, where: {^.name: t, ^^.name: top}, path: name}", "l"),
        ("{pick: lines, where: {^.name: o}, path: name}", None),
        ("{count: lines, where: {any: parts, where: {ok: true, ^.name: l, ^^.name: t}}}", 1),
        ("{each: lines, group_by: [^.name], fields: {n: {each: group, value: ^^^.name}}}", [{"n": ["top"]}]),
    ],
)
def test_scopes_of_a_part_that_is_moved(run_rule: Give, rule: str, gives: Any) -> None:
    found, _ = run_rule("{each: orders, value: {use: it, at: to}}", RECORD, more=part(rule))
    assert found == (None if gives is None else [gives])


def test_a_part_in_a_part_is_moved_twice(run_rule: Give) -> None:
    more = """\
    parts:
      names: {join: [name, ^.name, ^^.name]}
      lines: {each: lines, value: {use: names}}
      deep: {each: lines, value: {use: names, at: 'parts[0]'}}
      outer: {use: lines, at: to}
    """
    assert run_rule("{each: orders, value: {use: outer}}", RECORD, more=more)[0] == [["l t top"]]
    assert run_rule("{each: orders, value: {use: deep, at: to}}", RECORD, more=more)[0] == [["p t top"]]


def test_own_fields_stand_beside_those_of_the_part(run_rule: Give) -> None:
    more = """\
    parts:
      person: {fields: {name: name, home: {fields: {street: street, city: city}}}}
      people: {each: people, value: {use: person}}
      known: {use: person, fields: {known: {const: true}}}
    """
    record = {"buyer": {"name": "n", "street": "s", "city": "c"}, "city": "here", "people": [{"name": "p"}]}
    rule = "{use: person, at: buyer, fields: {name: {const: x}, home.city: city, more: buyer.name}}"
    assert run_rule(rule, record, more=more)[0] == {"name": "x", "home": {"street": "s", "city": "here"}, "more": "n"}
    known = run_rule("{use: known, at: buyer, fields: {home.street: city}}", record, more=more)[0]
    assert known == {"name": "n", "home": {"street": "here", "city": "c"}, "known": True}


def test_modifiers_beside_use(run_rule: Give) -> None:
    more = part("{path: total, default: '0.10'}")
    assert run_rule("{use: it, required: true}", {}, more=more)[0] == "0.10"
    assert run_rule("{use: it, as: money}", {"total": "2.00"}, more=part("total"))[0] == "2.00"
    assert run_rule("{use: it, enum: {A: b}}", {"total": "A"}, more=part("{path: total, as: text}"))[0] == "b"
    rule = "{list: [{when: {gift: true}, use: it}, {skip: zero, use: it}]}"
    more = part("{fields: {amount: {path: total, as: money}}}")
    assert run_rule(rule, {"total": "0.00", "gift": True}, more=more)[0] == [{"amount": "0.00"}]
    _, outcome = run_rule("{use: it, required: true}", {}, more=part("total"))
    assert [str(error) for error in outcome.errors] == [
        "/extensions/acme/out: required but missing [R101, order.yaml:10]"
    ]


def test_parts_do_not_make_a_small_file_large(check: Check) -> None:
    head = "mapping: 1\nfrom: acme/any@1\nto: Order\nfields: {id: {const: '1'}, note: {use: p0}}\nparts:\n"
    doubled = [f"  p{number}: {{join: [{{use: p{number + 1}}}, {{use: p{number + 1}}}]}}" for number in range(20)]
    found = check(head + "\n".join([*doubled, "  p20: note\n"]))
    assert {(item.code, item.message) for item in found} == {
        ("E101", "parts in parts: more than 100,000 values, each written out at its place")
    }
    chain = [f"  p{number}: {{first_of: [{{use: p{number + 1}}}]}}" for number in range(500)]
    found = check(head + "\n".join([*chain, "  p500: note\n"]))
    assert [(item.code, item.message) for item in found] == [
        ("E101", "parts in parts: nested more than 32 levels deep")
    ]


@pytest.fixture
def shop(tmp_path: Path) -> ConnectorDefinition:
    """Give a platform whose mappings lie in a folder that a test fills."""
    (tmp_path / "any.json").write_text('{"type": "object"}', encoding="utf-8")
    return ConnectorDefinition(
        id="shop",
        name="Shop",
        version="1",
        resources=(
            Resource("order", "Order", "order.yaml", records=("",)),
            Resource("customer", "Customer", "customer.yaml", records=("",)),
        ),
        raw_schemas=(RawSchema("any@1", (("any.json", ""),)),),
        mappings=tmp_path,
        schemas=tmp_path,
    )


HEAD = "mapping: 1\nfrom: shop/any@1\nto: Order\nuses: [buyer.yaml]\nfields:\n  id: {path: id, required: true}\n"
ORDER = """\
mapping: 1
from: shop/any@1
to: Order
uses: [buyer.yaml]
fields:
  id: {path: id, required: true}
  status: {path: state, enum: order_status}
  shipping_address: {use: address, at: recipient}
  billing_address: {use: address, at: 'payments[0].payer', fields: {company_name: company}}
hidden: {use: recipient, watch: [payments]}
"""
BUYER = """\
mapping: 1
parts:
  address:
    fields:
      name: name
      line1: {first_of: [street, line]}
      areas: {each: districts, fields: {name: name}}
enums:
  order_status: {OPEN: active, else: unknown}
hidden:
  recipient:
    watch: [recipient]
    reasons: [{reason: unknown, revealable: unknown}]
"""


def written(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")


def rendered(shop: ConnectorDefinition, folder: Path, text: str) -> str:
    file = folder / "order.yaml"
    file.write_text(text, encoding="utf-8")
    return "\n\n".join(item.render() for item in check_mapping(SourceFile.read(file, "order.yaml"), shop)[1])


def test_two_files_share_parts_tables_and_hidden_blocks(shop: ConnectorDefinition, tmp_path: Path) -> None:
    written(tmp_path, buyer=BUYER, order=ORDER)
    loaded = load_mapping(SourceFile.read(tmp_path / "order.yaml", "order.yaml"), shop)
    assert loaded.warnings == ()
    record = {
        "id": "7",
        "state": "OPEN",
        "recipient": {"name": "r", "line": "1", "districts": [{"name": "d"}]},
        "payments": [{"payer": {"name": "p", "street": "2"}}],
        "company": "c",
    }
    values = as_json(loaded.run(record).values)
    assert values["status"] == "active"
    assert values["shipping_address"] == {"name": "r", "line1": "1", "areas": [{"name": "d"}]}
    assert values["billing_address"] == {"name": "p", "line1": "2", "company_name": "c"}
    hidden = loaded.run(record | {"recipient": {"name": "r***", "line": "1"}}).values or {}
    assert [entry["path"] for entry in hidden["hidden_fields"]] == ["/shipping_address/name"]


def test_a_mistake_in_a_parts_file_is_told_at_its_line(shop: ConnectorDefinition, tmp_path: Path) -> None:
    written(tmp_path, buyer="mapping: 1\nparts:\n  text: {path: note, as: txt}\n")
    assert rendered(shop, tmp_path, HEAD + "  note: {use: text}\n  cancel_reason: {use: text}\n") == dedent("""\
        error[E105]: unknown type `txt` for `as`
          --> buyer.yaml:3:26
           |
         3 |   text: {path: note, as: txt}
           |                          ^^^
          ::: order.yaml:7:15
           |
         7 |   note: {use: text}
           |               ---- `text` is used here
          ::: order.yaml:8:24
           |
         8 |   cancel_reason: {use: text}
           |                        ---- `text` is used here
           = hint: did you mean `text`?""")


def test_a_parts_file_that_cannot_be_read_is_the_one_mistake(shop: ConnectorDefinition, tmp_path: Path) -> None:
    text = HEAD + "  note: {use: text}\n  status: {path: state, enum: states}\nhidden: {use: person}\n"
    assert rendered(shop, tmp_path, text) == dedent("""\
        error[E110]: cannot read buyer.yaml beside this mapping: No such file or directory
          --> order.yaml:4:8
           |
         4 | uses: [buyer.yaml]
           |        ^^^^^^^^^^""")
    written(tmp_path, buyer="mapping: 1\nparts: {text: [}\n")
    assert rendered(shop, tmp_path, text) == dedent("""\
        error[E100]: not valid YAML: did not find expected node content
          --> buyer.yaml:2:16
           |
         2 | parts: {text: [}
           |                ^
          ::: order.yaml:4:8
           |
         4 | uses: [buyer.yaml]
           |        ---------- used here
           = hint: put text in quotes if it begins with @, `, *, &, !, %, { or [, or contains ': '""")


def test_a_parts_file_has_its_own_blocks_and_each_name_once(shop: ConnectorDefinition, tmp_path: Path) -> None:
    written(tmp_path, buyer="mapping: 1\nfields: {id: id}\nparts: {text: note}\nenums: {states: {A: active}}\n")
    text = HEAD + "  note: {use: text}\nparts: {text: name}\nenums: {states: {B: active}}\n"
    (tmp_path / "order.yaml").write_text(text, encoding="utf-8")
    found = check_mapping(SourceFile.read(tmp_path / "order.yaml", "order.yaml"), shop)[1]
    assert [(item.code, item.where, item.message, [label.where for label in item.labels]) for item in found] == [
        ("E103", "order.yaml:8:9", "a second part `text`", ["buyer.yaml:3:9"]),
        ("E103", "order.yaml:9:9", "a second enum table `states`", ["buyer.yaml:4:9"]),
        ("W903", "order.yaml:9:9", "the enum table `states` is not used", []),
        ("E105", "buyer.yaml:2:1", "a parts file has no block `fields`", ["order.yaml:4:8"]),
    ]


def test_two_mappings_tell_of_one_mistake_once(shop: ConnectorDefinition, tmp_path: Path) -> None:
    written(tmp_path, buyer="mapping: 1\nparts: {text: {path: note, as: txt}}\n")
    (tmp_path / "order.yaml").write_text(HEAD + "  note: {use: text}\n", encoding="utf-8")
    (tmp_path / "customer.yaml").write_text(
        HEAD.replace("Order", "Customer") + "  name: {use: text}\n", encoding="utf-8"
    )
    with pytest.raises(MappingError) as caught:
        load_mappings(shop)
    (found,) = caught.value.diagnostics
    assert [label.where for label in found.labels] == ["order.yaml:7:15", "customer.yaml:7:15"]


def test_a_warning_of_a_record_names_the_parts_file(shop: ConnectorDefinition, tmp_path: Path) -> None:
    written(tmp_path, buyer="mapping: 1\nparts:\n  total:\n    path: total\n    as: money\n")
    (tmp_path / "order.yaml").write_text(HEAD + "  total_amount: {use: total, at: sums}\n", encoding="utf-8")
    mapping = load_mapping(SourceFile.read(tmp_path / "order.yaml", "order.yaml"), shop)
    (warning,) = mapping.run({"id": "1", "sums": {"total": "x"}}).warnings
    assert (warning.path, warning.where) == ("/total_amount", "buyer.yaml:4")


def test_a_layer_goes_into_what_a_part_makes(shop: ConnectorDefinition, tmp_path: Path) -> None:
    written(
        tmp_path,
        buyer="""\
        mapping: 1
        parts:
          address: {fields: {name: name, line1: street, areas: {each: areas, fields: {name: name, code: code}}}}
        enums: {states: {A: active}}
        """,
    )
    order = HEAD + "  shipping_address: {use: address, at: to}\n  status: {path: state, enum: states}\n"
    (tmp_path / "order.yaml").write_text(order, encoding="utf-8")
    layer = dedent("""\
        mapping: 1
        extends: shop/order
        fields:
          shipping_address.line1: alias
          shipping_address.areas.code: {const: x}
          billing_address: {use: address, at: payer}
        enums: {states: {B: completed}}
        """)
    record = {
        "id": "1",
        "state": "B",
        "alias": "a",
        "to": {"name": "t", "street": "s", "areas": [{"name": "r", "code": "c"}]},
        "payer": {"name": "p", "street": "q"},
    }
    values = as_json(load_mapping(SourceFile("mine.yaml", layer.encode()), shop).run(record).values)
    assert values["shipping_address"] == {"name": "t", "line1": "a", "areas": [{"name": "r", "code": "x"}]}
    assert values["billing_address"] == {"name": "p", "line1": "q"}
    assert values["status"] == "completed"
    shorter = layer + "parts: {address: {fields: {name: {const: n}, line1: street}}}\n"
    found = check_mapping(SourceFile("mine.yaml", shorter.encode()), shop)[1]
    assert [(item.code, item.where, item.message) for item in found] == [
        ("E110", "mine.yaml:5:3", "the part `address` does not fill `areas`")
    ]
    fewer = "\n".join(line for line in shorter.splitlines() if "areas" not in line)
    values = as_json(load_mapping(SourceFile("mine.yaml", fewer.encode()), shop).run(record).values)
    assert values["shipping_address"] == {"name": "n", "line1": "a"}


def test_what_a_base_leaves_unused_is_not_the_layers_fault(shop: ConnectorDefinition, tmp_path: Path) -> None:
    written(tmp_path, buyer="mapping: 1\nparts: {text: note}\nenums: {states: {A: active}}\n")
    base = HEAD + "  note: {use: own}\n  status: {path: state, enum: states}\nparts: {own: note}\n"
    (tmp_path / "order.yaml").write_text(base, encoding="utf-8")
    layer = "mapping: 1\nextends: shop/order\nfields: {note: {const: x}, status: {const: active}}\n"
    assert check_mapping(SourceFile("mine.yaml", layer.encode()), shop)[1] == ()
