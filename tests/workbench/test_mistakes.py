"""The corpus of author's mistakes: each is found without a record, says the agreed text, and costs little."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from shopglot.mapping import RawTypes, SourceFile
from shopglot.mapping.syntax import Reporter, read_nodes
from shopglot.registry import load_connectors
from shopglot.workbench import MappingTarget, check_files, check_text, language_schema, resource_schema
from tests.support.paths import FIXTURES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from shopglot.connector import ConnectorDefinition

FOLDER = FIXTURES / "mapping" / "mistakes"
FILES = {file.stem: file.read_bytes() for file in sorted(FOLDER.glob("*.yaml")) if file.stem != "correct"}
CORPUS = FILES | {"too_large": FILES["path_typo"] + b"# " + b"x" * 300 * 1024}

# Which of them a schema of the language alone can see: those of shape. Names, paths and types need the checker.
SHAPE = frozenset({
    "verb_typo", "conversion_typo", "test_typo", "block_typo", "slot_typo", "model_typo", "version_unknown",
    "two_sources", "join_of_one_text", "split_take_by_word", "split_without_separator", "starts_with_of_a_list",
    "times_of_one_path", "order_of_numbers", "where_among_fields", "block_among_fields",
    "where_beside_sum", "compared_with_null", "connector_under_extensions",
})  # fmt: skip
UNREADABLE = frozenset({
    "tab_indentation", "duplicate_key", "anchor", "unclosed_quote", "alias_bomb", "binary", "too_large",
    "apostrophe_in_quotes", "bare_at", "bare_backtick", "full_width_colon", "indented_too_far", "index_in_flow",
    "latin_1", "missing_colon", "missing_comma", "missing_space_after_colon", "no_break_space", "one_brace_too_many",
    "smart_quotes", "unclosed_brace", "unclosed_bracket", "value_and_keys",
})  # fmt: skip
# What the schema of one resource sees beyond the shape.
NAMED = frozenset({
    "amount_of_the_record_in_an_item", "cast_in_path", "coalesce", "cyrillic_field", "cyrillic_path",
    "field_of_an_item_in_the_record", "field_of_the_wrong_scope", "field_without_its_object", "fixed_text_as_path",
    "function_call", "jq_path", "json_pointer_as_path", "minus_by_sign", "no_index", "opposite_value", "part_at_typo",
    "path_typo", "raw_record_typo", "reason_unknown", "settings_plural", "sum_by_plus", "target_typo", "template",
    "wrong_type", "list_as_one_field", "skip_among_fields", "each_of_a_text",
    "path_beside_use", "filter_of_a_template",
})  # fmt: skip


@pytest.fixture(scope="module")
def connector() -> ConnectorDefinition:
    return load_connectors(only=["tiktok"])["tiktok"].definition


def _checked(name: str, data: bytes, connector: ConnectorDefinition) -> Any:
    return check_files([MappingTarget(SourceFile(f"{name}.yaml", data), connector, None)])


def test_there_are_more_than_a_hundred_of_them() -> None:
    assert len(CORPUS) >= 120


@pytest.mark.parametrize("name", CORPUS)
def test_each_mistake_says_the_agreed_text(
    name: str, connector: ConnectorDefinition, golden: Callable[[Path, str], None]
) -> None:
    checked = _checked(name, CORPUS[name], connector)
    assert checked[0].diagnostics
    golden(FOLDER / f"{name}.txt", check_text(checked) + "\n")


def test_the_file_without_a_mistake_is_clean(connector: ConnectorDefinition) -> None:
    assert _checked("correct", (FOLDER / "correct.yaml").read_bytes(), connector)[0].diagnostics == ()


def test_no_golden_text_is_stale() -> None:
    assert sorted(file.stem for file in FOLDER.glob("*.txt")) == sorted(CORPUS)


def test_each_is_found_in_less_than_50_milliseconds(connector: ConnectorDefinition) -> None:
    types = RawTypes(connector)
    types.get("order@202507")
    slow = {}
    for name, data in CORPUS.items():
        times = []
        for _ in range(3):  # the best of three: other work on the machine is no fault of the checker
            start = time.process_time()
            _checked(name, data, connector)
            times.append(time.process_time() - start)
        if min(times) > 0.05:
            slow[name] = min(times)
    assert slow == {}


def _plain(name: str, data: bytes) -> Any:
    source = SourceFile(name, data)
    node = read_nodes(source, Reporter(source))
    return node.plain() if node is not None else None


@pytest.mark.parametrize("name", sorted(CORPUS.keys() - UNREADABLE))
def test_the_schema_for_editors_sees_mistakes_of_shape(name: str) -> None:
    errors = list(Draft202012Validator(language_schema()).iter_errors(_plain(name, CORPUS[name])))
    assert bool(errors) == (name in SHAPE)


@pytest.mark.parametrize("name", sorted(CORPUS.keys() - UNREADABLE))
def test_the_schema_of_a_resource_sees_names_too(name: str, connector: ConnectorDefinition) -> None:
    schema = resource_schema(connector, connector.resource("order"), "order@202507")
    errors = list(Draft202012Validator(schema).iter_errors(_plain(name, CORPUS[name])))
    assert bool(errors) == (name in SHAPE | NAMED)


def test_yaml_that_can_not_be_read_is_known() -> None:
    assert {name for name, data in CORPUS.items() if name in UNREADABLE} == UNREADABLE
