"""The sections of paths, walks, conditions and raw schemas: a table of examples each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax import TESTS
from shopglot.workbench.reference._markdown import as_json, table
from shopglot.workbench.reference._row_examples import CONDITIONS, KEYWORDS, PATHS, SETTING, SHOWN, WALKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.workbench.reference._row_examples import RuleRow

__all__ = ["conditions_page", "keywords_page", "rows_page"]


def rows_page() -> Iterator[str]:
    """Yield the sections of paths and walks, with the record of their examples."""
    yield "## Paths\n"
    yield "The examples of paths, walks and conditions are run on this record:\n"
    shown = ",\n".join(f" {as_json(name)}: {as_json(value)}" for name, value in SHOWN.items())
    yield f"```json\n{{\n{shown}\n}}\n```\n"
    setting = " and ".join(f"`{name}` is {value}" for name, value in SETTING.items())
    yield f"The connection's setting {setting}.\n"
    yield _rules("path", PATHS)
    yield _SETTINGS
    yield "## Walks\n"
    yield _WALKS
    yield _rules("walk", WALKS)


def conditions_page() -> Iterator[str]:
    """Yield the section of conditions and of the tests in them."""
    yield "## Conditions\n"
    yield _CONDITIONS
    rows = [(row.word, row.doc, row.holds, row.fails) for row in CONDITIONS]
    yield table(("condition", "true when", "true for the record above", "not true"), rows, code=(0, 2, 3))
    yield table(("test", "true when"), ((test.name, test.doc) for test in TESTS.values()))


def keywords_page() -> Iterator[str]:
    """Yield the section of what the checker reads in a raw schema."""
    yield "## Raw schemas\n"
    yield _KEYWORDS
    rows = [(row.word, row.doc, as_json(row.schema), row.right, row.wrong, row.code) for row in KEYWORDS]
    yield table(("keyword", "what follows", "schema of `raw`", "right", "wrong", "code"), rows, code=(0, 2, 3, 4))


def _rules(word: str, rows: tuple[RuleRow, ...]) -> str:
    shown = [(row.word, row.doc, row.rule, as_json(row.gives)) for row in rows]
    return table((word, "leads to", "rule", "result"), shown, code=(0, 2, 3))


_SETTINGS = """\
A connector declares its settings with their types; `setting.name` reads one wherever a path may stand, in conditions,
`of` and `zone` too, and never a secret. Callers give them as `settings=` to `normalize`, on the command line as
`--setting name=value`; a connection has its own, and takes those that say the `store` field they stand for from the
store itself where they are not given. What is not given is missing, unless it has a default. A test in a mapping file
gives them under `setting`.

A path names one place: no wildcards, filters or slices. Identifiers and indexes are those of JMESPath; after `$` the
syntax is that of singular queries in RFC 9535.
"""
_WALKS = """\
What `each`, `count`, a `sum` over a list, and `any` or `all` with `where` walk: a path to a list, or one of these.
Every list of a chain is a scope: `^` leads from the inner element to the outer one, and `^^` on from a chain of two to
the element in scope around it.
"""
_CONDITIONS = """\
A path of a condition starts at the element in scope, inside `where` at the element of the list. `group` in place of a
list stands for the members of the group.
"""
_KEYWORDS = """\
A JSON Schema says what a raw record holds. The checker reads these keywords, and `$ref` within the file; an editor
shows the `description`. Any value may be missing, whatever `required` says.
"""
