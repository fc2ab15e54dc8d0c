"""`mapping new` on the seven platforms: how many fields it gets right, against keys decided from the documentation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from shopglot.mapping import SourceFile
from shopglot.registry import folder_connector
from shopglot.workbench import MappingTarget, check_files, formats_of, new_mapping, raw_type_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent
PLATFORMS = sorted(path.parent.name for path in FOLDER.glob("*/order.raw.json"))
# Nothing else is asked of a platform that has fewer of the fields by themselves.
RIGHT, WRONG = 15, 1
_NO_PATHS = {"as", "enum", "with", "const", "is", "required", "zone", "of"}


def _started(platform: str) -> str:
    document = json.loads((FOLDER / platform / "order.raw.json").read_text(encoding="utf-8"))
    return new_mapping(platform, "order@1", "Order", raw_type_of(document), formats_of(document))


def _paths(rule: Any, scope: str = "") -> Iterator[str]:
    """Yield the raw paths that a rule of a starting file reads, from the record, without indexes."""
    if isinstance(rule, str):
        yield f"{scope}{rule}".replace("[0]", "")
    elif isinstance(rule, list):
        for item in rule:
            yield from _paths(item, scope)
    elif isinstance(rule, dict) and "each" in rule:
        yield f"{scope}{rule['each']}"
    elif isinstance(rule, dict):
        for name, item in rule.items():
            if name == "when":
                yield from item
            elif name not in _NO_PATHS:
                yield from _paths(item, scope)


def _is_right(rule: Any, right: list[str]) -> bool:
    paths = list(_paths(rule))
    return bool(paths) and all(any(path == ok or path.startswith(f"{ok}.") for ok in right) for path in paths)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_most_guesses_are_right_and_hardly_one_is_wrong(platform: str) -> None:
    right = json.loads((FOLDER / platform / "right.json").read_text(encoding="utf-8"))
    fields = yaml.safe_load(_started(platform))["fields"]
    wrong = {name: rule for name, rule in fields.items() if not _is_right(rule, right.get(name, []))}
    assert len(wrong) <= WRONG, wrong
    assert len(fields) - len(wrong) >= RIGHT, sorted(right.keys() - fields.keys())


@pytest.mark.parametrize("platform", PLATFORMS)
def test_it_passes_the_checker_but_for_what_it_can_not_know(platform: str) -> None:
    source = SourceFile("order.yaml", _started(platform).replace("order@1", _version(platform)).encode())
    target = MappingTarget(source, folder_connector(FOLDER / platform).definition, Path("order.yaml"))
    (checked,) = check_files([target])
    assert {item.code for item in checked.diagnostics} <= {"W902"}


def _version(platform: str) -> str:
    text = (FOLDER / platform / "order.yaml").read_text(encoding="utf-8")
    return str(yaml.safe_load(text)["from"]).partition("/")[2]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_is_commented_can_be_taken_in(platform: str) -> None:
    text = _started(platform)
    block = text.partition("# extensions:\n")[2].partition("\n\n")[0]
    keys = [line.removeprefix("#   ").partition(":")[0] for line in block.splitlines()]
    assert keys
    assert len(keys) == len(set(keys))
