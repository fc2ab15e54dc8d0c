"""A masked value never becomes a value: every way to read one, under every way to switch the protection off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import indent
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.connector import ConnectorDefinition, MaskDetector, RawSchema, Transform
from shopglot.errors import MappingError
from shopglot.mapping import CONVERSIONS, VERBS, SourceFile, check_mapping, load_mapping, load_mappings
from shopglot.normalize import fit_model
from shopglot_models import MODELS

if TYPE_CHECKING:
    from pathlib import Path

    from shopglot.mapping import CompiledMapping, Outcome

MASK = "S*** C***h"
GLYPHS = "**"


def _blind(_text: str) -> bool:
    return False


def _raises(_text: str) -> bool:
    raise RuntimeError


def _first_letter(text: str) -> str:
    return text[0]


def _makes_a_mask(text: str) -> str:
    return f"{text[0]}****"


@pytest.fixture(scope="module")
def platform(acme: ConnectorDefinition) -> ConnectorDefinition:
    """Give Acme with detectors that see nothing, and with a transform that masks by itself."""
    return replace(
        acme,
        masks=(*acme.masks, MaskDetector("blind", _blind, "Sees nothing.")),
        transforms=(
            *acme.transforms,
            Transform("first_letter", _first_letter, (("text", "text"),), "text", "The first.", ((("ada",), "a"),)),
            Transform("makes_a_mask", _makes_a_mask, (("text", "text"),), "text", "Masks.", ((("ada",), "a****"),)),
        ),
    )


@pytest.fixture
def masked(order: dict[str, Any]) -> dict[str, Any]:
    """Give an order whose buyer is masked all over, and one tax."""
    order["buyer"] = {
        "id": "b-1",
        "name": MASK,
        "phones": ["+1555***00"],
        "address": {"street": MASK, "country": "D*", "areas": [{"level": "L1", "name": MASK}], MASK: "a key"},
    }
    order["lines"][0]["taxes"] = [{"amount": MASK}]
    return order


@dataclass(frozen=True)
class Way:
    """One way to bring a masked text into the record: the verb, the rule, and where its value would stand."""

    verb: str
    rule: str
    place: str
    reads: bool = True  # it reads what may be masked: else the mask stands in the mapping itself
    personal: bool = True
    watch: str = "buyer"


def customer(rule: str) -> str:
    return f"customer: {{fields: {{id: state, name: {rule}}}}}"  # an empty object would be named as a whole


def line(rule: str) -> str:
    return f"line_items: {{each: lines, fields: {{id: id, name: {rule}}}}}"


PERSON, NAME = "/customer/name", "/line_items/0/name"
WAYS = {
    "a path": Way("path", customer("buyer.name"), PERSON),
    "a path to text": Way("path", customer("{path: buyer.name, as: text}"), PERSON),
    "a path and a default": Way("path", customer("{path: buyer.name, default: unnamed}"), PERSON),
    "a required path": Way("path", customer("{path: buyer.name, required: true}"), PERSON),
    "an enum without this token": Way("path", customer("{path: buyer.name, enum: {ADA: Ada, else: Someone}}"), PERSON),
    "the first there is": Way("first_of", customer("{first_of: [note, buyer.name]}"), PERSON),
    "joined": Way("join", customer("{join: [{const: Dear}, buyer.name]}"), PERSON),
    "joined with a list": Way("join", customer("{join: [{const: Dear}, {each: buyer.phones, value: '@'}]}"), PERSON),
    "split": Way("split", customer("{split: buyer.name, on: ' ', take: 0}"), PERSON),
    "a path to HTML": Way("path", customer("{path: buyer.name, as: html}"), PERSON),
    "picked": Way(
        "pick",
        "shipping_address: {fields: {city: state, state: {pick: buyer.address.areas, where: {level: L1}, path: name}}}",
        "/shipping_address/state",
    ),
    "a case": Way("cases", customer("{cases: [{when: {state: OPEN}, then: buyer.name}]}"), PERSON),
    "transformed": Way("transform", customer("{transform: example_upper, with: {text: buyer.name}}"), PERSON),
    "a country": Way(
        "path",
        "shipping_address: {fields: {city: state, country: {path: buyer.address.country, as: country}}}",
        "/shipping_address/country",
    ),
    "from the record, inside a list": Way("each", line("$.buyer.name"), NAME, personal=False),
    "from the scope outside": Way("each", line("^.buyer.name"), NAME, personal=False),
    "an element": Way(
        "each",
        "customer: {fields: {id: state, phone_numbers: {each: buyer.phones, fields: {number: '@'}}}}",
        "/customer/phone_numbers",
    ),
    "a list spelt out": Way(
        "list",
        "customer: {fields: {id: state, phone_numbers: {list: [{fields: {number: buyer.name}}]}}}",
        "/customer/phone_numbers",
    ),
    "the members of a group": Way(
        "each",
        "line_items: {each: lines, group_by: [sku], fields: {id: id, raw_ids: {each: group, value: $.buyer.name}}}",
        "/line_items/0/raw_ids",
        personal=False,
    ),
    "agreed by a group": Way(
        "agreed",
        "line_items: {each: lines, group_by: [sku], fields: {id: id, name: {agreed: $.buyer.name}}}",
        NAME,
        personal=False,
    ),
    "another field": Way("path", "note: buyer.name", "/note", personal=False),
    "an extension": Way("path", "extensions: {who: buyer.name}", "/extensions/acme/who", personal=False),
    "the parts of a text": Way(
        "split", "extensions: {who: {split: buyer.name, on: ' '}}", "/extensions/acme/who", personal=False
    ),
    "an entry of an object": Way(
        "each",
        "extensions: {who: {each: {entries: buyer}, where: {key: name}, value: value}}",
        "/extensions/acme/who",
        personal=False,
    ),
    "the key of an entry": Way(
        "each",
        "extensions: {who: {each: {entries: buyer.address}, value: key}}",
        "/extensions/acme/who",
        personal=False,
    ),
    "a list out of a picked element": Way(
        "each",
        "extensions: {all: {each: {pick: lines, where: {id: l-1}, path: taxes}, value: amount}}",
        "/extensions/acme/all",
        personal=False,
        watch="lines.taxes",
    ),
    "a text in a picked element": Way(
        "pick",
        "extensions: {who: {pick: buyer.address.areas, where: {name: {starts_with: S}}, path: name}}",
        "/extensions/acme/who",
        personal=False,
    ),
    "an object in an extension": Way("path", "extensions: {buyer: buyer}", "/extensions/acme/buyer", personal=False),
    "the whole record": Way(
        "path", "extensions: {all: $}", "/extensions/acme/all", personal=False, watch="lines.taxes, buyer"
    ),
    "a list in an extension": Way(
        "path", "extensions: {phones: buyer.phones}", "/extensions/acme/phones", personal=False
    ),
    "fields in an extension": Way(
        "fields", "extensions: {who: {fields: {name: buyer.name}}}", "/extensions/acme/who/name", personal=False
    ),
    "a constant": Way("const", customer(f"{{const: '{MASK}'}}"), PERSON, reads=False),
    "a default": Way("path", customer(f"{{path: note, default: '{MASK}'}}"), PERSON, reads=False),
    "the value of an enum": Way(
        "path",
        customer(f"{{path: state, enum: {{OPEN: '{MASK}', DONE: a, DROPPED: b, PARKED: c}}}}"),
        PERSON,
        reads=False,
    ),
    "made by a transform": Way(
        "transform", customer("{transform: makes_a_mask, with: {text: state}}"), PERSON, reads=False
    ),
    "made by joining": Way("join", customer("{join: [{const: S}, {const: C}], with: '***'}"), PERSON, reads=False),
}
NUMBERS = {"sum", "minus", "times", "count"}
"""Verbs that never give a text."""


def test_every_verb_is_tried() -> None:
    assert {way.verb for way in WAYS.values()} == set(VERBS) - NUMBERS


def text_of(way: Way, hidden: str = "", *, raw: str = "masked@1") -> bytes:
    block, _, rule = way.rule.partition(": ")
    extension = block == "extensions"
    return (
        f"mapping: 1\nfrom: acme/{raw}\nto: Order\nfields:\n  id: {{path: id, required: true}}\n  cancel_reason: note\n"
        + ("" if extension else f"  {way.rule}\n")
        + (f"extensions: {rule}\n" if extension else "")
        + (f"hidden:\n{indent(hidden, '  ')}\n" if hidden else "")
        + "ignore: {$: rest}\n"
    ).encode()


def loaded(platform: ConnectorDefinition, data: bytes, *, below: tuple[SourceFile, ...] = ()) -> CompiledMapping:
    return load_mapping(SourceFile("order.yaml", data), platform, below=below)


def codes(platform: ConnectorDefinition, data: bytes) -> list[str]:
    return [item.code for item in check_mapping(SourceFile("order.yaml", data), platform)[1]]


def shown(outcome: Outcome) -> str:
    """Give the JSON of the record."""
    assert outcome.values is not None
    record, dropped = fit_model(MODELS["Order"], outcome.values, "")
    assert record is not None
    assert dropped == ()
    return record.model_dump_json()


def hidden_paths(outcome: Outcome) -> list[str]:
    assert outcome.values is not None
    assert outcome.values["customer_hidden"] is bool(outcome.values["hidden_fields"])
    return [entry["path"] for entry in outcome.values["hidden_fields"]]


def warned(outcome: Outcome) -> list[str]:
    return [problem.path for problem in outcome.warnings if problem.code == "R120"]


def assert_hidden(outcome: Outcome, way: Way, *, warns: bool) -> None:
    assert GLYPHS not in shown(outcome)
    assert way.place in hidden_paths(outcome)
    assert (way.place in warned(outcome)) is warns


REASONS = "reasons: [{reason: unknown, revealable: unknown}]"
UNWATCHED = {
    "no block": "",
    "an unrelated path": f"watch: [note]\n{REASONS}",
    "too narrow": f"watch: [buyer.id, note]\n{REASONS}",
    "lifted without a reason": f"watch: [buyer]\nunwatch: {{buyer: ''}}\n{REASONS}",
    "lifted with nothing": f"watch: [buyer]\nunwatch: {{buyer: }}\n{REASONS}",
    "nothing to watch": f"watch: []\n{REASONS}",
    "watched, and lifted": f"watch: [buyer]\nunwatch: {{buyer: why not}}\n{REASONS}",
}


@pytest.mark.parametrize("hidden", UNWATCHED)
@pytest.mark.parametrize("name", [name for name, way in WAYS.items() if way.reads])
def test_an_unwatched_read_of_what_may_be_masked_is_refused(
    platform: ConnectorDefinition, name: str, hidden: str
) -> None:
    found = codes(platform, text_of(WAYS[name], UNWATCHED[hidden]))
    expected = {"nothing to watch": "E106", "watched, and lifted": "E207"}
    assert expected.get(hidden, "E106" if "lifted" in hidden else "E206") in found
    with pytest.raises(MappingError):
        loaded(platform, text_of(WAYS[name], UNWATCHED[hidden]))


WATCHED = {
    "asterisks": "",
    "a detector of other masks": "masked: hashes",
    "a detector that sees nothing": "masked: blind",
}


@pytest.mark.parametrize("detector", WATCHED)
@pytest.mark.parametrize("name", WAYS)
def test_what_is_watched_is_hidden_whatever_detector_is_named(
    platform: ConnectorDefinition, masked: dict[str, Any], name: str, detector: str
) -> None:
    way = WAYS[name]
    # A rule that reads no watched place has nothing to watch: what it gives is looked at all the same.
    text = text_of(way, f"watch: [{way.watch}]\n{WATCHED[detector]}\n{REASONS}" if way.reads else "")
    assert_hidden(loaded(platform, text).run(masked), way, warns=not way.reads)


@pytest.mark.parametrize("name", WAYS)
def test_what_is_lifted_with_a_reason_is_hidden_where_it_looks_masked(
    platform: ConnectorDefinition, masked: dict[str, Any], name: str
) -> None:
    way = WAYS[name]
    text = text_of(way, "unwatch: {buyer: no source shows it masked, lines.taxes: amounts}")
    assert codes(platform, text) == []
    assert_hidden(loaded(platform, text).run(masked), way, warns=True)


@pytest.mark.parametrize("name", [name for name, way in WAYS.items() if way.personal])
def test_a_persons_field_is_guarded_where_the_connector_declares_nothing(
    platform: ConnectorDefinition, masked: dict[str, Any], name: str
) -> None:
    assert_hidden(loaded(platform, text_of(WAYS[name], raw="order@1")).run(masked), WAYS[name], warns=True)


def test_a_detector_of_the_connector_guards_a_persons_field_unnamed(
    acme: ConnectorDefinition, platform: ConnectorDefinition, order: dict[str, Any]
) -> None:
    order["buyer"]["name"] = "## ##"
    way = WAYS["a path"]
    assert_hidden(loaded(platform, text_of(way, raw="order@1")).run(order), way, warns=True)
    # What a detector can't judge is not shown.
    broken = replace(acme, masks=(MaskDetector("broken", _raises, "Raises."),))
    order["buyer"]["name"] = "Ada Example"
    outcome = loaded(broken, text_of(way, raw="order@1")).run(order)
    assert (hidden_paths(outcome), warned(outcome)) == (["/customer"], ["/customer/id", "/customer/name"])


def test_what_is_not_a_persons_keeps_its_asterisks(platform: ConnectorDefinition, order: dict[str, Any]) -> None:
    order["note"], order["lines"][0]["sku"] = "ring **twice**", "5*5 cm"
    text = text_of(Way("", line("sku"), ""), f"watch: [buyer]\n{REASONS}").replace(
        b"  cancel_reason: note\n", b"  note: note\n  order_number: {join: [buyer.name, note]}\n"
    )
    outcome = loaded(platform, text.replace(b"{join: [buyer.name, note]}", b"buyer.id")).run(order)
    assert (hidden_paths(outcome), outcome.warnings) == ([], ())
    assert '"note":"ring **twice**"' in shown(outcome)
    assert '"name":"5*5 cm"' in shown(outcome)


@pytest.mark.parametrize("name", [name for name, way in WAYS.items() if way.place == PERSON])
@pytest.mark.parametrize("hidden", ["", "watch: [buyer]\nreasons: []"])
def test_the_caller_may_keep_masks_and_is_told_of_each_once(
    platform: ConnectorDefinition, masked: dict[str, Any], name: str, hidden: str
) -> None:
    way = WAYS[name]
    hidden = hidden if way.reads else ""
    outcome = loaded(platform, text_of(way, hidden, raw="order@1")).run(masked, keep_masked=True)
    assert hidden_paths(outcome) == [PERSON]
    assert warned(outcome) == ([] if hidden else [PERSON])
    # A table of tokens does not know a mask, whoever may see it.
    assert (GLYPHS in shown(outcome)) is (name != "an enum without this token")


def test_a_transform_gets_what_is_lifted_and_gives_what_is_no_mask(
    platform: ConnectorDefinition, masked: dict[str, Any]
) -> None:
    way = replace(WAYS["transformed"], rule=customer("{transform: first_letter, with: {text: buyer.name}}"))
    lifts = "unwatch: {buyer: no source shows it masked}"
    outcome = loaded(platform, text_of(way, lifts)).run(masked)
    assert (hidden_paths(outcome), outcome.warnings) == ([], ())
    assert '"name":"S"' in shown(outcome)
    # Without the reason it gets none: what a person's text is made of is a person's as well.
    assert_hidden(loaded(platform, text_of(way, raw="order@1")).run(masked), way, warns=True)


def test_the_warning_names_the_rule(platform: ConnectorDefinition, masked: dict[str, Any]) -> None:
    outcome = loaded(platform, text_of(WAYS["transformed"], raw="order@1")).run(masked)
    assert [str(problem) for problem in outcome.warnings] == [
        "/customer/name: looks masked, but is not watched [R120, order.yaml:7]"
    ]


def test_an_object_without_what_it_needs_is_left_out_and_its_neighbour_keeps_its_place(
    platform: ConnectorDefinition, order: dict[str, Any]
) -> None:
    order["buyer"]["phones"] = ["+1555***00", "+15550101"]
    outcome = loaded(platform, text_of(WAYS["an element"], raw="order@1")).run(order)
    assert hidden_paths(outcome) == ["/customer/phone_numbers"]
    assert outcome.values is not None
    assert outcome.values["customer"]["phone_numbers"] == [{"number": "+15550101"}]


def test_a_store_has_no_flag_and_is_warned_of(platform: ConnectorDefinition, order: dict[str, Any]) -> None:
    order["buyer"]["phones"] = ["188****2234"]
    text = (
        b"mapping: 1\nfrom: acme/order@1\nto: Store\nfields:\n  id: {path: id, required: true}\n"
        b"  addresses: {each: buyer.phones, fields: {phone: '@', city: {const: Hull}}}\nignore: {$: rest}\n"
    )
    outcome = load_mapping(SourceFile("store.yaml", text), platform).run(order)
    assert outcome.values == {"id": "1001", "addresses": [{"city": "Hull"}]}
    assert warned(outcome) == ["/addresses/0/phone"]


@pytest.mark.parametrize("hidden", ["watch: [buyer]\nreasons: []", "unwatch: {buyer: no source shows it masked}"])
@pytest.mark.parametrize("text", [MASK, "S&#42;&#42;&#42; C"])
@pytest.mark.parametrize("word", CONVERSIONS)
def test_no_conversion_makes_a_value_of_a_mask(
    platform: ConnectorDefinition, masked: dict[str, Any], word: str, text: str, hidden: str
) -> None:
    masked["buyer"]["name"] = text
    needed = f", {CONVERSIONS[word].needs}: {{const: EUR}}" if CONVERSIONS[word].needs else ""
    rule = f"{{path: buyer.name, as: {word}{needed}}}"
    rules = f"{{one: {rule}, all: {{list: [{rule}]}}, inner: {{fields: {{x: {rule}}}}}, any: {{first_of: [{rule}]}}}}"
    outcome = loaded(platform, text_of(Way("path", f"extensions: {rules}", ""), hidden)).run(masked)
    assert GLYPHS not in shown(outcome)
    if text == MASK or word == "html":
        assert len(hidden_paths(outcome)) == 4


@pytest.mark.parametrize("verb", sorted(NUMBERS))
@pytest.mark.parametrize("default", ["", ", default: 0"])
def test_no_number_is_made_of_a_mask(
    platform: ConnectorDefinition, masked: dict[str, Any], verb: str, default: str
) -> None:
    slot = "buyer.phones" if verb == "count" else "[buyer.id, buyer.name]"
    way = Way(verb, f"extensions: {{n: {{{verb}: {slot}{default}}}, also: buyer}}", "/extensions/acme/n")
    masked["buyer"]["id"] = "2"
    outcome = loaded(platform, text_of(way, f"watch: [buyer]\n{REASONS}")).run(masked)
    assert outcome.values is not None
    made = outcome.values["extensions"]["acme"]["n"]
    assert (made, way.place in hidden_paths(outcome)) == ((1, False) if verb == "count" else (None, True))


def test_masks_that_look_alike_are_not_the_same(platform: ConnectorDefinition, masked: dict[str, Any]) -> None:
    masked["lines"] = [{"id": "l-1", "sku": text} for text in (MASK, "b-1") for _ in range(9)]
    for place, found in (("name", 0), ("id", 9)):
        for same in (f"sku: {{same_as: $.buyer.{place}}}", f"$.buyer.{place}: {{same_as: sku}}"):
            rule = f"extensions: {{n: {{each: lines, value: {{count: $.lines, where: {{{same}}}}}}}, also: buyer}}"
            outcome = loaded(platform, text_of(Way("", rule, ""), f"watch: [buyer]\n{REASONS}")).run(masked)
            assert outcome.values is not None
            assert outcome.values["extensions"]["acme"]["n"] == [found] * 18


# Layers


BASE = """\
mapping: 1
from: acme/masked@1
to: Order
fields:
  id: {path: id, required: true}
  note: note
  customer: {fields: {id: buyer.id, name: buyer.name}}
hidden:
  watch: [buyer]
  withheld: {buyer.name: {is: blank}}
  reasons:
    - {when: {state: OPEN}, reason: awaiting_release, revealable: later}
    - {reason: after_close, revealable: never}
ignore: {$: rest}
"""


def layers(platform: ConnectorDefinition, folder: Path, *uppers: str) -> CompiledMapping:
    """Load Acme's own order with layers, each in a folder of its own."""
    (folder / "own").mkdir()
    (folder / "own" / "order.yaml").write_text(BASE, encoding="utf-8")
    folders = []
    for number, text in enumerate(uppers):
        place = folder / f"layer{number}" / "acme"
        place.mkdir(parents=True)
        (place / "order.yaml").write_text(f"mapping: 1\n{text}", encoding="utf-8")
        folders.append(place.parent)
    return load_mappings(replace(platform, mappings=folder / "own"), folders)["order"]


def refused(platform: ConnectorDefinition, folder: Path, *uppers: str) -> list[tuple[str, str, int]]:
    with pytest.raises(MappingError) as caught:
        layers(platform, folder, *uppers)
    return [(item.code, item.message, item.line) for item in caught.value.diagnostics]


EXTENDS = "extends: acme/order\n"
HARMLESS_LAYERS = {
    "an own block": "hidden: {watch: [note], reasons: [{reason: unknown, revealable: unknown}]}\n",
    "an own block and a field": "fields: {customer.first_name: buyer.address.street}\nhidden: {watch: [note]}\n",
    "an empty block": "hidden: {}\n",
    "another detector": "hidden: {masked: blind}\n",
    "never withheld": "hidden: {withheld: {id: {is: missing}}}\n",
    "an extension": "extensions: {buyer: buyer}\n",
    "a replaced object": "fields: {customer: {fields: {id: id, name: {join: [buyer.name, note]}}}}\n",
}


@pytest.mark.parametrize("name", HARMLESS_LAYERS)
@pytest.mark.parametrize("times", [1, 2])
def test_no_layer_takes_the_watch_away(
    platform: ConnectorDefinition, masked: dict[str, Any], tmp_path: Path, name: str, times: int
) -> None:
    outcome = layers(platform, tmp_path, *[EXTENDS + HARMLESS_LAYERS[name]] * times).run(masked)
    assert GLYPHS not in shown(outcome)
    assert PERSON in hidden_paths(outcome)
    assert warned(outcome) == []


REFUSED_LAYERS = {
    "no block at all": ("hidden:\n", [("E104", "`hidden` must be a mapping, got nothing", 3)]),
    "an empty watch": (
        "hidden: {watch: []}\n",
        [("E106", "`watch` must list the raw paths that the platform may hide", 3)],
    ),
    "lifted without a reason": (
        "hidden: {unwatch: {buyer.name: ''}}\n",
        [("E106", "the reason why `buyer.name` is not watched is missing", 3)],
    ),
    "lifts what nothing watches": (
        "hidden: {unwatch: {note: clear}}\n",
        [("E207", "`note` is neither watched nor ever masked", 3)],
    ),
    "reads what the base does not watch": (
        "extensions: {taxes: {each: [lines, taxes], value: amount}}\n",
        [("E206", "`lines.taxes` may be masked, but nothing watches `lines.taxes.amount`", 3)],
    ),
}


@pytest.mark.parametrize("name", REFUSED_LAYERS)
def test_a_layer_that_switches_the_watch_off_is_refused(
    platform: ConnectorDefinition, tmp_path: Path, name: str
) -> None:
    text, expected = REFUSED_LAYERS[name]
    found = refused(platform, tmp_path, EXTENDS + text)
    assert [item for item in found if item[0] != "E206" or name.startswith("reads")] == expected


def test_a_file_that_replaces_the_mapping_is_refused_without_a_block(
    platform: ConnectorDefinition, tmp_path: Path
) -> None:
    text = BASE.removeprefix("mapping: 1\n")
    text = text[: text.index("hidden:")] + "ignore: {$: rest}\n"
    assert refused(platform, tmp_path, text) == [
        ("E206", "`buyer` may be masked, but nothing watches `buyer.id`, `buyer.name`", 7)
    ]


def test_a_layer_lifts_with_a_reason_and_a_mask_is_null_all_the_same(
    platform: ConnectorDefinition, masked: dict[str, Any], tmp_path: Path
) -> None:
    lifts = EXTENDS + "hidden: {unwatch: {buyer.name: our buyers are companies}}\n"
    outcome = layers(platform, tmp_path, lifts).run(masked)
    assert (hidden_paths(outcome), warned(outcome)) == ([PERSON], [PERSON])
    assert GLYPHS not in shown(outcome)


def test_a_higher_layer_watches_again_what_a_lower_one_lifted(
    platform: ConnectorDefinition, masked: dict[str, Any], tmp_path: Path
) -> None:
    lifts = EXTENDS + "hidden: {unwatch: {buyer.name: our buyers are companies, buyer.id: an alias}}\n"
    outcome = layers(platform, tmp_path, lifts, EXTENDS + "hidden: {watch: [buyer.name]}\n").run(masked)
    assert (hidden_paths(outcome), warned(outcome)) == ([PERSON], [])


REASON = "- {when: {gift: true}, reason: platform_shipping, revealable: future_orders}"


@pytest.mark.parametrize(
    ("rows", "changes", "expected"),
    [
        (REASON, {"gift": True}, "platform_shipping"),
        (REASON, {"gift": False}, "awaiting_release"),
        (REASON, {"gift": False, "state": "DONE"}, "after_close"),
        ("- {reason: unknown, revealable: unknown}", {"state": "OPEN"}, "unknown"),
    ],
)
def test_the_reasons_of_a_layer_come_first(  # noqa: PLR0913, PLR0917 - a table's columns
    platform: ConnectorDefinition,
    masked: dict[str, Any],
    tmp_path: Path,
    rows: str,
    changes: dict[str, Any],
    expected: str,
) -> None:
    mapping = layers(platform, tmp_path, f"{EXTENDS}hidden:\n  reasons:\n    {rows}\n")
    assert mapping.warnings == ()
    outcome = mapping.run(masked | changes)
    assert outcome.values is not None
    assert [entry["reason"] for entry in outcome.values["hidden_fields"]] == [expected]


def test_a_layer_says_when_all_is_withheld(
    platform: ConnectorDefinition, masked: dict[str, Any], tmp_path: Path
) -> None:
    masked["buyer"] |= {"id": "", "name": ""}
    outcome = layers(platform, tmp_path, f"{EXTENDS}hidden: {{withheld: {{state: DONE}}}}\n").run(masked)
    assert hidden_paths(outcome) == []
    masked["state"] = "DONE"
    (tmp_path / "again").mkdir()
    outcome = layers(platform, tmp_path / "again", f"{EXTENDS}hidden: {{withheld: {{state: DONE}}}}\n").run(masked)
    assert hidden_paths(outcome) == ["/customer"]


def test_a_place_that_the_schema_does_not_have_is_refused(acme: ConnectorDefinition) -> None:
    schema = RawSchema("order@1", (("acme.json", "/$defs/order"),), maskable=("buyer", "lines.buyer"))
    wrong = replace(acme, raw_schemas=(schema,))
    with pytest.raises(ValueError) as caught:
        check_mapping(SourceFile("order.yaml", text_of(WAYS["a path"], raw="order@1")), wrong)
    assert str(caught.value) == "raw schema 'order@1': maskable 'lines.buyer' is not in the record"
