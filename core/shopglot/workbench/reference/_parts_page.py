"""What the page of the language says of parts: a part in place, and parts files."""

from __future__ import annotations

__all__ = ["PARTS", "PARTS_FILES", "PARTS_PATHS"]

PARTS = """\
A rule that is needed in several places is a part: `parts` gives it a name, and `use` puts it in place, as if its rule
were written there. No record runs slower for it.
"""

PARTS_PATHS = """\
A path of the part that begins at the element in scope begins at `at`; one that begins with `$` stays. `^` leads out of
the lists that the part itself walks, and then out of those around the place of use; `at` is no scope of its own.
`required`, `default`, `as` and `enum` beside `use` apply to what the part gives, so none of them may come before one
that the part has.
"""

PARTS_FILES = """\
A parts file has the blocks `mapping`, `parts`, `enums` and `hidden`, and no others. It stands beside the mapping that
names it; where that folder has none of the name, the connector's own is used. Its names are used as own ones, so each
name is there once. `hidden: {use: recipient}` adds to the named block as a layer adds to what it extends.

A part may use parts. What is wrong in a part is told once, at the part's line, with each place of its use.
`shopglot mapping check FOLDER` also warns of what no mapping uses. A layer can use the parts of what it extends,
replace one by its name, and replace a single field of what a part makes (`shipping_address.line1`).
"""
