"""TikTok's masks with the protection switched off: by a layer, by a narrow watch, without a block, all at once."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from textwrap import dedent, indent
from typing import TYPE_CHECKING, Any

import pytest

import shopglot
from shopglot.mapping import SourceFile, load_mapping
from shopglot.normalize import fit_model
from shopglot_models import MODELS, personal_fields
from tests.support.paths import RAW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ORDERS = RAW / "order"
MASKED = sorted(ORDERS.glob("detail.*masked*.json"))
TIKTOK: shopglot.connector.ConnectorDefinition = shopglot.load_connectors(only=["tiktok"], block=[])[
    "tiktok"
].definition
RESOURCES = ("order", "customer")
MASK = re.compile(r"\*\*")


def text_of(resource: str) -> str:
    """Give the shipped mapping with its `hidden` block written out."""
    text, buyer = (TIKTOK.mappings.joinpath(f"{name}.yaml").read_bytes().decode() for name in (resource, "buyer"))
    block = re.search(r"^hidden:\n  buyer:\n((?:    .*\n)+)", buyer, re.MULTILINE)
    assert block is not None
    return text.replace("hidden: {use: buyer}\n", f"hidden:\n{indent(dedent(block[1]), '  ')}")


def watching(resource: str, watch: str) -> str:
    """Give the shipped mapping with another list of what is watched; blank: without the block."""
    text, line = text_of(resource), re.compile(r"^  watch: .*$", re.MULTILINE)
    assert len(line.findall(text)) == 1
    block = re.compile(r"^hidden:\n(?:(?:  .*)?\n)*", re.MULTILINE)
    return line.sub(f"  watch: {watch}", text) if watch else block.sub("", text)


def orders() -> Iterator[dict[str, Any]]:
    for file in MASKED:
        yield from json.loads(file.read_bytes())["data"]["orders"]


def codes(text: str, connector: shopglot.connector.ConnectorDefinition = TIKTOK) -> set[str]:
    try:
        load_mapping(SourceFile("order.yaml", text.encode()), connector)
    except shopglot.MappingError as error:
        return {item.code for item in error.diagnostics}
    return set()


def test_there_are_masked_orders() -> None:
    assert len(MASKED) >= 6
    assert all(MASK.search(file.read_text(encoding="utf-8")) for file in MASKED)


@pytest.mark.parametrize("resource", RESOURCES)
def test_the_shipped_mappings_watch_what_may_be_masked(resource: str) -> None:
    order = next(schema for schema in TIKTOK.raw_schemas if schema.name.startswith("order@"))
    assert order.maskable == ("recipient_address", "buyer_nickname", "cpf", "cpf_name")
    assert codes(text_of(resource)) == set()
    for place in order.maskable:
        rest = [one for one in order.maskable if one != place]
        assert codes(watching(resource, f"[{', '.join(rest)}]")) == {"E206"}, place


@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("watch", ["", "[recipient_address.name]", "[status]", "[buyer_nickname]"])
def test_a_mapping_that_watches_too_little_is_refused(resource: str, watch: str) -> None:
    assert codes(watching(resource, watch)) >= {"E206"}


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_layer_with_its_own_block_hides_what_the_shipped_mapping_hides(resource: str, tmp_path: Path) -> None:
    (tmp_path / "tiktok").mkdir()
    layer = (
        f"mapping: 1\nextends: tiktok/{resource}\nhidden:\n  watch: [buyer_nickname]\n"
        "  reasons: [{when: {status: UNPAID}, reason: unknown, revealable: unknown}]\n"
    )
    (tmp_path / "tiktok" / f"{resource}.yaml").write_text(layer, encoding="utf-8")
    layered = shopglot.load_connectors()["tiktok"].with_mappings(tmp_path)
    shipped = shopglot.load_connectors()["tiktok"]
    for order in orders():
        made = layered.normalize(resource, order)
        assert not MASK.search(made.record.model_dump_json())
        assert made.record == shipped.normalize(resource, order).record


@pytest.mark.parametrize("resource", RESOURCES)
def test_a_persons_fields_are_guarded_with_nothing_declared_and_nothing_watched(resource: str) -> None:
    bare = replace(TIKTOK, raw_schemas=tuple(replace(schema, maskable=()) for schema in TIKTOK.raw_schemas))
    mapping = load_mapping(SourceFile("order.yaml", watching(resource, "").encode()), bare)
    shipped = load_mapping(SourceFile("order.yaml", text_of(resource).encode()), TIKTOK)
    for order in orders():
        outcome, whole = mapping.run(order), shipped.run(order)
        assert outcome.values is not None
        assert whole.values is not None
        record, _ = fit_model(MODELS[mapping.model], outcome.values, "")
        assert record is not None
        dumped = record.model_dump(mode="json")
        for place in personal_fields(type(record)):
            for value in _at(dumped, place.split("/")[1:]):
                assert not MASK.search(str(value)), place
        # Extensions are guarded by what the connector declares, and blanks are withheld only where a mapping says so.
        known = {entry["path"]: entry["evidence"] for entry in whole.values["hidden_fields"]}
        masked = {path for path, kind in known.items() if kind == "masked" and not path.startswith("/extensions")}
        found = {entry["path"] for entry in outcome.values["hidden_fields"]}
        assert masked <= found <= set(known)
        warned = {problem.path for problem in outcome.warnings if problem.code == "R120"}
        assert warned
        assert warned <= found
        # The parts of a name are hidden with it, whatever was sent for them.
        assert {path.rpartition("/")[2] for path in found - warned} <= {"first_name", "last_name"}


def _at(value: Any, steps: list[str]) -> list[Any]:
    if not steps:
        return [value]
    if value is None:
        return []
    if steps[0] == "*":
        return [found for item in value for found in _at(item, steps[1:])]
    return _at(value[steps[0]], steps[1:])
