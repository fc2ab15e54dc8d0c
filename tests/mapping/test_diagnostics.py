"""What the checker says: every code with its whole text, everything at once, and never a value of a record."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.connector import ConnectorDefinition, Guide, GuideSection, RawSchema, Resource, Setting, Transform
from shopglot.errors import MappingError
from shopglot.mapping import CODES, RECORD_CODES, VERBS, SourceFile, check_mapping, load_mapping, load_mappings
from shopglot.mapping.syntax import BLOCKS, Node, Reporter

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.diagnostics import Diagnostic
    from shopglot.mapping import CompiledMapping

    Check = Callable[..., tuple[Diagnostic, ...]]

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.yaml"))
STATIC = set(CODES) - {"W907", "W908"}  # these need saved records: tests/workbench/test_proof.py


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [item.code for item in found]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_message_is_as_it_was_agreed(file: Path, check: Check, golden: Callable[[Path, str], None]) -> None:
    found = check(file.read_bytes(), file.name)
    assert file.stem.split(".")[0] in codes(found)
    golden(file.with_suffix(".txt"), "\n\n".join(item.render() for item in found) + "\n")


def test_every_code_has_a_golden_file_and_none_is_stale() -> None:
    assert {file.stem for file in FILES if file.stem in CODES} == STATIC
    assert {file.stem.split(".")[0] for file in FILES} == STATIC
    assert sorted(file.stem for file in GOLDEN.glob("*.txt")) == sorted(file.stem for file in FILES)
    assert sorted(GOLDEN.iterdir()) == sorted([*FILES, *GOLDEN.glob("*.txt")])


def test_codes_are_documented() -> None:
    for name, code in CODES.items():
        assert name == code.code
        assert code.why.endswith("."), name
        assert code.wrong != code.right, name
    assert CODES["E108"].page() == (
        "E108: unsupported language version\n\n"
        "`mapping: 1` is the version of the language, not of your file.\n\n"
        "Wrong:\n    mapping: 7\n\nRight:\n    mapping: 1\n"
    )
    assert all(code.startswith("R1") and text for code, text in RECORD_CODES.items())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_everything_comes_at_once_in_the_order_of_the_file(file: Path, check: Check) -> None:
    found = check(file.read_bytes(), file.name)
    places = [(item.line, item.column, item.code) for item in found]
    assert places == sorted(places)
    assert len(set(found)) == len(found)
    lines = SourceFile(file.name, file.read_bytes())
    assert all(item.text == lines.line(item.line) for item in found)


def test_the_json_form_is_stable(check: Check) -> None:
    found = check("mapping: 1\nfrom: acme/order@1\nto: Order\nfields:\n  id: ids\n  note: level\n", "my.yaml")
    assert [item.as_dict() for item in found] == [
        {
            "code": "E403",
            "severity": "error",
            "title": "a required field may be missing",
            "file": "my.yaml",
            "line": 5,
            "column": 3,
            "end_column": 5,
            "message": "Order requires `id`, but this rule's result may be missing",
            "facts": {},
            "hint": "add `required: true` to reject records without it",
            "labels": [],
        },
        {
            "code": "E202",
            "severity": "error",
            "title": "the raw schema does not know this path",
            "file": "my.yaml",
            "line": 5,
            "column": 7,
            "end_column": 10,
            "message": "the raw record has no `ids`",
            "facts": {},
            "hint": "did you mean `id`?",
            "labels": [],
        },
        {
            "code": "E301",
            "severity": "error",
            "title": "the types do not fit",
            "file": "my.yaml",
            "line": 6,
            "column": 9,
            "end_column": 14,
            "message": "expected text for the field `note`, got a whole number",
            "facts": {"raw": "a whole number", "target": "text"},
            "hint": "add `as: text`",
            "labels": [],
        },
    ]
    assert all(json.loads(json.dumps(item.as_dict())) == item.as_dict() for item in found)
    assert found[0].where == "my.yaml:5:3"


def test_loading_raises_all_errors_and_runs_nothing(acme: ConnectorDefinition) -> None:
    text = (
        b"mapping: 2\nfrom: acme/order@1\nto: Order\nfields: {id: {path: id, required: true}, note: nota}\n"
        b"ignore: {$: rest}\n"
    )
    with pytest.raises(MappingError) as caught:
        load_mapping(SourceFile("order.yaml", text), acme)
    assert str(caught.value) == (
        "2 mapping errors:\n\n"
        "error[E108]: this shopglot reads version 1 of the language\n"
        "  --> order.yaml:1:10\n   |\n 1 | mapping: 2\n   |          ^\n\n"
        "error[E202]: the raw record has no `nota`\n"
        "  --> order.yaml:4:48\n   |\n 4 | fields: {id: {path: id, required: true}, note: nota}\n   | "
        + " " * 47
        + "^^^^\n   = hint: did you mean `note`?"
    )
    assert caught.value.code == "E108"


def test_a_missing_file_and_a_wrong_model_are_errors_of_the_connector(
    acme: ConnectorDefinition, tmp_path: Path
) -> None:
    with pytest.raises(MappingError) as caught:
        load_mappings(acme, tmp_path)
    assert str(caught.value) == (
        "1 mapping error:\n\nerror[E106]: cannot read the mapping of acme's order: No such file or directory\n"
        "  --> order.yaml:1:1"
    )
    store = "mapping: 1\nfrom: acme/order@1\nto: Store\nfields: {id: {path: id, required: true}}\nignore: {$: rest}\n"
    (tmp_path / "order.yaml").write_text(store, encoding="utf-8")
    with pytest.raises(MappingError) as caught:
        load_mappings(acme, tmp_path)
    assert str(caught.value) == (
        "1 mapping error:\n\nerror[E404]: expected a mapping to Order for acme's order, got Store\n"
        "  --> order.yaml:3:5\n   |\n 3 | to: Store\n   |     ^"
    )


def test_a_raw_schema_may_contain_itself(check: Check) -> None:
    text = (
        "mapping: 1\nfrom: acme/tree@1\nto: Store\nfields:\n  id: {path: name, required: true}\n  name: '%s'\n"
        "ignore: {$: rest}\n"
    )
    assert codes(check(text % "children[0].children[0].name")) == []
    assert codes(check(text % "children[0].nam")) == ["E202"]


# The pages of help: what they call wrong is wrong in the way they say, and what they call right is not.

_TEXT = {"type": "string"}
_HELP_SCHEMA = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "name": _TEXT,
        "nickname": _TEXT,
        "title": _TEXT,
        "phone": _TEXT,
        "seller_note": _TEXT,
        "status": {"type": "string", "enum": ["UNPAID", "COMPLETED"]},
        "shipping_type": {"type": "string", "enum": ["SELLER", "TIKTOK"]},
        "total_money": {"type": "object", "properties": {"amount": {"type": "integer"}, "currency": _TEXT}},
        "payment": {
            "type": "object",
            "properties": {"total_amount": _TEXT, "currency": _TEXT, "tax_number": _TEXT},
        },
        "recipient_address": {
            "type": "object",
            "properties": {"name": _TEXT, "full_address": _TEXT, "post_town": _TEXT},
        },
        "district_info": {
            "type": "array",
            "items": {"type": "object", "properties": {"address_level": _TEXT, "address_name": _TEXT}},
        },
        "line_items": {
            "type": "array",
            "items": {"type": "object", "properties": {"product_name": _TEXT, "sku": _TEXT, "price": _TEXT}},
        },
    },
}
_HEAD = {
    "mapping": "mapping: 1",
    "from": "from: tiktok/order@202507",
    "to": "to: Order",
    "ignore": (
        "ignore: {nickname: x, title: x, phone: x, line_items: x, district_info: x, payment: x, name: x, "
        "total_money: x}"
    ),
    "fields": (
        "fields:\n  id: {path: id, required: true}\n  source_status: {path: status, enum: order_status}\n"
        "  payment_method: {path: shipping_type, enum: shipping}\n  customer: {fields: {name: recipient_address.name}}"
    ),
    "hidden": "hidden: {watch: [recipient_address], reasons: []}",
    "enums": "enums:\n  order_status: {UNPAID: a, COMPLETED: b}\n  shipping: {SELLER: own, TIKTOK: platform}",
}


@pytest.fixture
def helped(tmp_path: Path) -> ConnectorDefinition:
    (tmp_path / "help.json").write_text(json.dumps(_HELP_SCHEMA), encoding="utf-8")
    (tmp_path / "order.yaml").write_text(completed("# what a layer extends"), encoding="utf-8")
    return ConnectorDefinition(
        id="tiktok",
        name="Of the help pages",
        version="1",
        resources=(Resource("order", "Order", "order.yaml", records=("",)),),
        raw_schemas=(RawSchema("order@202507", (("help.json", ""),), maskable=("recipient_address",)),),
        mappings=tmp_path,
        schemas=tmp_path,
        transforms=(Transform("phone_number", str, (("text", "text"),), "text", "A number.", ()),),
        guide=Guide("A", (GuideSection("a", "A", "A"),)),
        settings=(
            Setting("shop_id", "Shop", "Which shop.", required=False),
            Setting("app_secret", "Secret", "It.", secret=True),
        ),
    )


def completed(fragment: str) -> str:
    """Complete a fragment to a file: blocks replace blocks, a rule gets a field, a field the block `fields`."""
    fragment = fragment.replace("[[[[[[[[ … ]]]]]]]]", "[" * 40 + "]" * 40)
    word = fragment.split(":")[0].strip()
    if word == "extends":
        return f"mapping: 1\n{fragment}\n"
    blocks = dict(_HEAD)
    if word in BLOCKS:
        added = ""
        if word == "enums":
            added = "\n" + "\n".join(
                line for line in _HEAD["enums"].splitlines()[1:] if line.split(":")[0] not in fragment
            )
        if word == "ignore":
            added = "\n" + "\n".join(f"  {name}: x" for name in _HELP_SCHEMA["properties"] if name not in fragment)
        blocks[word] = fragment + added
    elif not word.startswith("#"):
        if word in VERBS:
            fragment = f"note: {{{fragment}}}"
        elif word == "when":
            fragment = f"note: {{cases: [{{{fragment}, then: name}}]}}"
        blocks["fields"] += "\n" + "\n".join(f"  {line}" for line in fragment.splitlines())
    return "\n".join(blocks.values()) + "\n"


@pytest.mark.parametrize("code", sorted(STATIC))
def test_the_pages_of_help_are_true(code: str, helped: ConnectorDefinition) -> None:
    def found(fragment: str) -> list[str]:
        return codes(check_mapping(SourceFile("order.yaml", completed(fragment).encode()), helped)[1])

    assert code in found(CODES[code].wrong)
    assert code not in found(CODES[code].right)


SECRET = "Dana Ëxample, 1 Example Road"

MAPPED = """
    mapping: 1
    from: acme/order@1
    to: Order
    fields:
      id: {path: id, as: text, required: true}
      status: {path: state, enum: {OPEN: active, DONE: completed, DROPPED: cancelled, PARKED: active}}
      created_at: {path: paid_at, as: epoch_s}
      updated_at: {path: placed, as: date}
      tax_inclusive: gift
      note: {transform: raises, with: {text: note}}
      total_amount: {path: amounts.total, as: money}
      total_tax: {sum: [amounts.tax, {each: [lines, taxes], path: amount}]}
      customer: {fields: {id: buyer.id, name: buyer.name, phone_numbers: {each: buyer.phones, fields: {number: '@'}}}}
      shipping_address:
        fields:
          name: buyer.name
          country: {path: buyer.address.country, as: country}
          state: {pick: buyer.address.areas, where: {level: L1}, path: name}
      line_items:
        each: lines
        group_by: [sku]
        fields: {id: id, sku: sku, quantity: {count: group}, unit_price: {path: price, as: money}}
    extensions: {everything: $, tags: {join: [tags]}, level: {path: level, enum: {1: a, 2: b, 3: c}}}
    hidden:
      watch: [buyer]
      reasons: [{reason: unknown, revealable: unknown}]
"""


def test_no_message_of_a_record_holds_its_values(load: Callable[[str], CompiledMapping], order: dict[str, Any]) -> None:
    mapping = load(MAPPED)
    assert mapping.run(order).errors == ()
    seen = set()
    for bad in (SECRET, f"{SECRET}**", [SECRET], {"x": SECRET}, [{"x": SECRET}]):
        for place in _places(order):
            changed = _with(order, place, bad)
            outcome = mapping.run(changed)
            texts = [repr(outcome), repr(mapping), *map(str, outcome.errors), *map(str, outcome.warnings)]
            texts += [json.dumps(problem.as_dict()) for problem in outcome.errors + outcome.warnings]
            texts += [json.dumps(item) for item in (outcome.values or {}).get("hidden_fields", ())]
            seen |= {problem.code for problem in outcome.errors + outcome.warnings}
            assert not [text for text in texts if "Dana" in text or "Example" in text]
    assert seen >= {"R102", "R104", "R105", "R106", "R109", "R111", "R113"}


def _places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return ([place] if place else []) + [found for key, item in items for found in _places(item, (*place, key))]


def _with(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    if not place:
        return new
    copied = dict(value) if isinstance(value, dict) else list(value)
    copied[place[0]] = _with(copied[place[0]], place[1:], new)
    return copied


def test_a_problem_is_written_and_given_as_json(load: Callable[[str], CompiledMapping], order: dict[str, Any]) -> None:
    mapping = load(MAPPED)
    order["state"] = "ON_ITS_WAY"
    del order["id"]
    order["note"] = None
    outcome = mapping.run(order)
    assert [str(problem) for problem in outcome.errors] == ["/id: required but missing [R101, order.yaml:6]"]
    assert [problem.as_dict() for problem in outcome.warnings] == [
        {
            "path": "/status",
            "code": "R105",
            "message": "a platform value that the mapping does not know yet",
            "where": "order.yaml:7",
            "token": "ON_ITS_WAY",
        }
    ]


def test_of_many_other_places_the_first_few_are_shown() -> None:
    source = SourceFile("order.yaml", b"one: a\n" + b"two: b\n" * 9)
    report = Reporter(source)
    report("W903", Node("a", 1, 6), "the first", labels=[(Node("b", line, 6), "and this") for line in range(2, 11)])
    (found,) = report.diagnostics
    shown = found.render().splitlines()
    assert [line for line in shown if ":::" in line] == [f"  ::: order.yaml:{line}:6" for line in (2, 3, 4)]
    assert shown[-1] == "    = and 6 more such places"
    assert len(found.as_dict()["labels"]) == 9


def test_a_label_shows_the_other_place() -> None:
    source = SourceFile("order.yaml", b"mapping: 1\nfields:\n  one: a\n  two: b\n")
    report = Reporter(source)
    report("W903", Node("a", 3, 8), "the first", hint="keep one", labels=[(Node("b", 4, 8), "and this")])
    (found,) = report.diagnostics
    assert found.render() == dedent("""\
        warning[W903]: the first
          --> order.yaml:3:8
           |
         3 |   one: a
           |        ^
          ::: order.yaml:4:8
           |
         4 |   two: b
           |        - and this
           = hint: keep one""")
    assert found.as_dict()["labels"] == [
        {"file": "order.yaml", "line": 4, "column": 8, "end_column": 9, "message": "and this"}
    ]
