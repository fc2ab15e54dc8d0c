"""The reference pages are written from the tables; what is committed is current."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from shopglot import workbench
from shopglot.cli.mapping import mapping
from shopglot.mapping import CODES, CONVERSIONS, MODIFIERS, RECORD_CODES, TESTS, VERBS
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
    assert len(names) == 8
    assert [name for name in names if f"\n| `shopglot mapping {name}` | " not in page] == []


def test_every_function_that_the_page_names_is_there(root: Path) -> None:
    page = (root / "docs" / "mapping" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`(\w+)`", page.split("## Functions")[1])
    assert len(named) > 8
    assert [name for name in named if name not in workbench.__all__] == []
    assert workbench.__all__ == sorted(workbench.__all__)
    assert [name for name in workbench.__all__ if not hasattr(workbench, name)] == []
