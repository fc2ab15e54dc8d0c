"""The examples of the language's page hold: of blocks, paths, walks, conditions, and of a raw schema's keywords."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.connector import ConnectorDefinition, RawSchema, Resource, Setting
from shopglot.mapping import SourceFile, check_mapping, load_mapping
from shopglot.mapping.syntax import BLOCKS
from shopglot.workbench import (
    FixtureLoader,
    MappingTarget,
    check_files,
    infer_schema,
    language_page,
    mapping_schema,
    measure_coverage,
    run_tests,
)
from shopglot.workbench._json import json_data
from shopglot.workbench.reference._block_examples import BLOCK_EXAMPLES, RAW_EXAMPLE, BlockExample
from shopglot.workbench.reference._row_examples import (
    CONDITIONS,
    KEYWORDS,
    PATHS,
    SETTING,
    SHOWN,
    WALKS,
    ConditionRow,
    Keyword,
    RuleRow,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "mapping: 1\nfrom: example/order@1\nto: Order\nfields:\n  id: {path: id, required: true}\n"
# A raw field that no rule reads: the examples leave many.
UNREAD = "W902"


def connector(folder: Path, schema: dict[str, Any]) -> ConnectorDefinition:
    (folder / "order.raw.json").write_text(json.dumps(schema), encoding="utf-8")
    return ConnectorDefinition(
        id="example",
        name="Example",
        version="1",
        resources=(Resource("order", "Order", "order.yaml", records=("",)),),
        raw_schemas=(RawSchema("order@1", (("order.raw.json", ""),)),),
        mappings=folder,
        schemas=folder,
        settings=(Setting("timezone", "Time zone", "Of the shop.", required=False),),
    )


@pytest.fixture
def shown(tmp_path: Path) -> ConnectorDefinition:
    """Return a connector whose raw schema is that of the record on the page."""
    file = tmp_path / "record.json"
    file.write_text(json.dumps(SHOWN), encoding="utf-8")
    return connector(tmp_path, infer_schema([file]).schema)


def given(rule: str, shown: ConnectorDefinition) -> Any:
    source = SourceFile("order.yaml", f"{HEAD}extensions:\n  out: {rule}\n".encode())
    mapping = load_mapping(source, shown)
    assert [item.code for item in mapping.warnings if item.code != UNREAD] == []
    values = mapping.run(SHOWN, settings=SETTING).values or {}
    return json_data(values.get("extensions", {}).get("example", {}).get("out"))


def filled(value: Any) -> Any:
    """Return a value without fields that have none, and without the word that nothing is hidden."""
    if isinstance(value, dict):
        return {
            name: filled(item) for name, item in value.items() if item is not None and item is not False and item != []
        }
    return [filled(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("name", "example"), BLOCK_EXAMPLES.items(), ids=BLOCK_EXAMPLES)
def test_a_block_gives_what_the_page_says(name: str, example: BlockExample, tmp_path: Path) -> None:
    platform = connector(tmp_path, RAW_EXAMPLE)
    for file, text in example.files.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    (tmp_path / "order.yaml").write_text(example.mapping, encoding="utf-8")
    (tmp_path / "order.json").write_text(json.dumps(example.record), encoding="utf-8")
    source = SourceFile.read(tmp_path / "order.yaml", "order.yaml")
    below = [SourceFile("base.yaml", text.encode()) for text in example.files.values()] if name == "extends" else []
    mapping = load_mapping(source, platform, below=below)
    assert [item.code for item in mapping.warnings if item.code != UNREAD] == []
    assert filled(json_data(mapping.run(example.record).values)) == example.gives


def test_the_example_of_tests_passes_and_would_fail(tmp_path: Path) -> None:
    example = BLOCK_EXAMPLES["tests"]
    platform = connector(tmp_path, RAW_EXAMPLE)
    file = tmp_path / "order.yaml"
    file.write_text(example.mapping, encoding="utf-8")
    record = tmp_path / "order.json"
    for state, outcome in (("DONE", "passed"), ("OPEN", "failed")):
        record.write_text(json.dumps(example.record | {"state": state}), encoding="utf-8")
        (checked,) = check_files([MappingTarget(SourceFile.read(file, "order.yaml"), platform, file)])
        assert [result.state for result in run_tests(checked, FixtureLoader())] == [outcome]


def test_what_is_ignored_and_unsupported_is_told_with_its_reason(tmp_path: Path) -> None:
    platform = connector(tmp_path, RAW_EXAMPLE)
    covered = {}
    for name in ("from", "ignore", "unsupported"):
        source = SourceFile("order.yaml", BLOCK_EXAMPLES[name].mapping.encode())
        (checked,) = check_files([MappingTarget(source, platform, tmp_path / "order.yaml")])
        covered[name] = measure_coverage(checked, [])
        told = [item.message for item in checked.diagnostics if item.code == UNREAD]
        assert (len(told), "`trace`" in told[0]) == (1, name != "ignore")
    raw = {leaf.path: (leaf.state, leaf.reason) for leaf in covered["ignore"].raw}
    assert raw["trace"] == ("ignored", "the platform's own number of the call")
    unified = {leaf.field: (leaf.state, leaf.reason) for leaf in covered["unsupported"].unified}
    assert ("unsupported", "the platform handles the payment") in unified.values()


@pytest.mark.parametrize("name", ["mapping", "from", "to", "fields"])
def test_a_file_without_a_block_that_it_needs_is_refused(name: str, tmp_path: Path) -> None:
    blocks = {"mapping": "1", "from": "example/order@1", "to": "Order", "fields": "{id: {path: id, required: true}}"}
    text = "".join(f"{block}: {value}\n" for block, value in blocks.items() if block != name)
    found = check_mapping(SourceFile("order.yaml", text.encode()), connector(tmp_path, RAW_EXAMPLE))[1]
    assert "E106" in [item.code for item in found]


def test_each_block_has_its_section_and_its_example() -> None:
    page = language_page()
    assert set(BLOCK_EXAMPLES) == set(BLOCKS) - {"mapping", "to"}
    for name, example in BLOCK_EXAMPLES.items():
        section = page.split("\n### from, to\n" if name == "from" else f"\n### {name}\n", 1)[1].split("\n### ")[0]
        assert example.mapping.rstrip() in section
        assert f"\n{name}: " in example.mapping or f"\n{name}:\n" in example.mapping


@pytest.mark.parametrize("row", [*PATHS, *WALKS], ids=lambda row: row.word)
def test_a_path_or_walk_leads_to_what_the_page_says(row: RuleRow, shown: ConnectorDefinition) -> None:
    assert given(row.rule, shown) == row.gives


@pytest.mark.parametrize("row", CONDITIONS, ids=lambda row: row.word)
def test_a_condition_holds_where_the_page_says(row: ConditionRow, shown: ConnectorDefinition) -> None:
    rule = "{cases: [{when: %s, then: {const: true}}]}"
    assert given(rule % row.holds, shown) is True
    assert given(rule % row.fails, shown) is None


@pytest.mark.parametrize("row", KEYWORDS, ids=lambda row: row.word)
def test_a_keyword_of_a_raw_schema_is_read(row: Keyword, tmp_path: Path) -> None:
    platform = connector(tmp_path, {"type": "object", "properties": {"id": {"type": "string"}, "raw": row.schema}})

    def codes(rule: str) -> list[str]:
        source = SourceFile("order.yaml", f"{HEAD}  {rule}\n".encode())
        return [item.code for item in check_mapping(source, platform)[1] if item.code != UNREAD]

    assert (codes(row.right), codes(row.wrong)) == ([], [row.code])


def test_a_description_is_shown_with_the_path(tmp_path: Path) -> None:
    raw = {"type": "string", "description": "Number of the locker."}
    platform = connector(tmp_path, {"type": "object", "properties": {"id": raw}})
    source = SourceFile("order.yaml", HEAD.encode())
    (checked,) = check_files([MappingTarget(source, platform, tmp_path / "order.yaml")])
    assert checked.file is not None
    assert "Number of the locker." in json.dumps(mapping_schema(checked.file, platform))


def test_the_page_is_wrapped() -> None:
    """Tables and blocks of code are as wide as what is in them."""
    code, long = False, []
    for line in language_page().splitlines():
        code ^= line.startswith("```")
        if len(line) > 120 and not code and not line.startswith("| "):
            long.append(line)
    assert long == []
