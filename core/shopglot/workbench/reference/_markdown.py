"""Pieces of the reference pages in Markdown."""

from __future__ import annotations

import json
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.mapping.syntax import Example, Verb

__all__ = ["as_json", "examples", "table", "verb_text", "wrapped"]

_COLUMNS = 120


def wrapped(text: str) -> str:
    """Return a paragraph in lines of at most 120 columns."""
    return fill(text, _COLUMNS, break_long_words=False, break_on_hyphens=False)


def verb_text(verb: Verb) -> str:
    """Return what a verb does, its result, its keys and its examples."""
    rows = [(slot.name, slot.doc + ("" if slot.required else " (optional)")) for slot in verb.slots]
    needed = (
        f"\nExactly one of {' and '.join(f'`{name}`' for name in verb.one_of)} is required.\n" if verb.one_of else ""
    )
    slots = table(("key", "content"), rows)
    shown = "\n".join(examples(verb.examples))
    return f"{wrapped(verb.doc)}\n\nResult: {verb.result}.\n\n{slots}{needed}\n{shown}"


def examples(shown: Iterable[Example]) -> list[str]:
    """Return examples of rules, each with its record and its result."""
    return [
        f"```yaml\n{example.rule}\n# record: {as_json(example.record)}\n# result: {as_json(example.gives)}\n```\n"
        for example in shown
    ]


def as_json(value: object) -> str:
    """Return a value as the pages show it."""
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)


def table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, code: tuple[int, ...] = (0,)) -> str:
    """Return a table; the cells of the columns in `code` are code."""
    lines = [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|"]
    for row in rows:
        cells = (cell.replace("|", "\\|") for cell in row)
        lines.append(f"| {' | '.join(f'`{cell}`' if at in code else cell for at, cell in enumerate(cells))} |")
    return "\n".join(lines) + "\n"
