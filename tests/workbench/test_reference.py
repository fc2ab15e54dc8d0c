"""The reference pages are written from the tables; what is committed is current."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import pytest

from shopglot import workbench
from shopglot.cli.mapping import mapping
from shopglot.mapping import CODES, CONVERSIONS, MODIFIERS, RECORD_CODES, TESTS, VERBS
from shopglot.registry import folder_connector
from shopglot.workbench import codes_page, generated_files, language_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", generated_files())
def test_each_generated_file_is_current(name: str, root: Path) -> None:
    """If this fails, run: python -m shopglot.workbench ."""
    assert (root / name).read_text(encoding="utf-8") == generated_files()[name]


def test_every_word_of_the_language_has_its_entry() -> None:
    page = language_page()
    for words in (VERBS, MODIFIERS):
        assert [word for word in words if f"\n### {word}\n" not in page] == []
    assert [word for word in CONVERSIONS if f"\n### as: {word}\n" not in page] == []
    assert [word for word in TESTS if f"\n| `{word}` | " not in page] == []


def test_every_code_has_its_entry() -> None:
    page = codes_page()
    assert [code for code in CODES if f"\n## {code}: " not in page] == []
    assert [code for code in RECORD_CODES if f"\n| `{code}` | " not in page] == []


def test_every_command_has_its_line(root: Path) -> None:
    page = (root / "docs" / "mapping" / "README.md").read_text(encoding="utf-8")
    names = [command.name or getattr(command.callback, "__name__", "") for command in mapping.registered_commands]
    assert len(names) == 10
    assert [name for name in names if f"\n| `shopglot mapping {name}` | " not in page] == []


def test_every_function_that_the_page_names_is_there(root: Path) -> None:
    page = (root / "docs" / "mapping" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`(\w+)`", page.split("## Functions")[1])
    assert len(named) > 8
    assert [name for name in named if name not in workbench.__all__] == []
    assert workbench.__all__ == sorted(workbench.__all__)
    assert [name for name in workbench.__all__ if not hasattr(workbench, name)] == []


def test_each_exit_status_of_the_page_is_one_that_the_command_tells(root: Path) -> None:
    page = (root / "docs" / "mapping" / "README.md").read_text(encoding="utf-8")
    for command in mapping.registered_commands:
        name = command.name or getattr(command.callback, "__name__", "")
        (row,) = re.findall(rf"\n\| `shopglot mapping {name}` \|.*\| (.*) \|(?=\n)", page)
        told = re.findall(r"^ +(\d)  ", inspect.getdoc(command.callback) or "", re.MULTILINE)
        assert told != []
        assert (name, sorted(re.findall(r"\b\d\b", row))) == (name, sorted(told))


def test_the_file_of_a_folder_is_read_as_the_page_shows_it(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "mapping" / "README.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(name: Acme Shops\n.*?)```", page, re.DOTALL)
    (tmp_path / "connector.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "order.yaml").write_text("mapping: 1\nfrom: acme/order@1\nto: Order\n", encoding="utf-8")
    (tmp_path / "order.raw.json").write_text('{"type": "object", "properties": {"recipient": {}}}', encoding="utf-8")
    acme = folder_connector(tmp_path).definition
    assert (acme.name, acme.resources[0].records) == ("Acme Shops", ("orders", "result.orders"))
    assert acme.raw_schemas[0].maskable == ("recipient", "buyer.email")
    assert acme.guide is not None
    assert acme.guide.keys() == ("masked-fields",)
    assert [(one.name, one.kind, one.choices, one.default, one.store) for one in acme.settings] == [
        ("timezone", "text", (), "UTC", "timezone"),
        ("region", "text", ("eu", "us"), None, ""),
        ("with_tax", "boolean", (), None, ""),
    ]
