"""The section of each block of a mapping file: what it does, with an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax import BLOCKS, HIDDEN, USE
from shopglot.workbench.reference._block_examples import BLOCK_EXAMPLES
from shopglot.workbench.reference._markdown import as_json, table, verb_text
from shopglot.workbench.reference._parts_page import PARTS, PARTS_FILES, PARTS_PATHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot.workbench.reference._block_examples import BlockExample

__all__ = ["blocks_page"]

# Two blocks that make one sentence, and one that begins every file.
_TITLES = {"from": "from, to"}
_WITHOUT = {"mapping", "to"}


def blocks_page() -> Iterator[str]:
    """Yield the section of each block, in the order of the table."""
    yield "## Blocks\n"
    yield _BLOCKS
    for name in BLOCKS:
        if name not in _WITHOUT:
            yield f"### {_TITLES.get(name, name)}\n"
            yield from _TEXTS[name]
            yield _shown(BLOCK_EXAMPLES[name])
            yield from _MORE.get(name, ())


def _shown(example: BlockExample) -> str:
    lines = [example.mapping.rstrip()]
    if example.result:
        lines += [f"# record: {as_json(example.record)}", f"# result: {as_json(example.gives)}"]
    files = [f"```yaml\n# {_NAMED.get(name, name)}\n{text}```\n" for name, text in example.files.items()]
    whole = "\n".join(lines)
    return "\n".join([*files, f"```yaml\n{whole}\n```\n"])


_BLOCKS = """\
A result shows the fields that have a value, and `customer_hidden` and `hidden_fields` where something is hidden.
"""
_FROM = """\
`from` names the connector, the raw record and its version, as the connector's raw schemas have them; `to` one of the
unified models. Where `mapping`, `from`, `to` or `fields` is missing, the check fails.
"""
_USES = """\
A parts file shares parts, enum tables and `hidden` blocks between mappings.
"""
_FIELDS = """\
Each unified field that the platform has gets one rule. `required` rejects a record in which the rule finds nothing.
"""
_EXTENSIONS = """\
Each key is a name of your own, with a rule. It stands in the record under `extensions` and the connector's id.
"""
_IGNORE = """\
A raw path that no rule reads has the warning W902, until it stands here with a reason. It changes no record.
`meta_data.*` is what no rule reads in `meta_data`, `**.meta_data` the same at any depth.
"""
_UNSUPPORTED = """\
A unified field that no rule can fill, with the reason that `mapping coverage` and `mapping explain` show. It changes no
record. Where a rule fills the field nevertheless, there is the warning W903.
"""
_ENUMS = """\
Each table translates the platform's tokens; `else` stands for those that are in no row, with a warning. It is for
tokens to come: where the raw schema lists them (`enum`), the table has each.
"""
_TESTS = """\
`mapping test` runs them. `given` is a saved answer and, after `#`, the place of the record in it; `expect` has JSON
Pointers into the unified record. Amounts, quantities and moments are text there, and null means that nothing may stand.
"""
_HIDDEN = """\
The connector names the raw parts that the platform sometimes masks. A part that a rule publishes must be watched, or
the check fails with E206; a condition may test it unwatched. Of two paths that lead to a value the longer one decides,
so `unwatch` can exempt a part of a watched subtree. `mapping coverage` and `mapping explain` show the reason of an
unwatched path.

Whatever is watched, text that looks masked is never published in a field with personal data (the page of the unified
models marks them), nor from a part that the connector names as maskable: it becomes null, `hidden_fields` contains its
path, and warning R120 names the rule. With `mask_policy="keep"` the caller gets the text, and the same reports.
"""
_HIDDEN_FIELDS = """\
A hidden field is null in the record, and `hidden_fields` names it by its JSON Pointer. Where a whole object is hidden,
the object is null and named instead; where an entry of a list is left out, the list is named. What hides a whole name
also hides `first_name` and `last_name`, where rules fill them. In a withheld subtree, a field of `cases` is hidden only
if the matching case reads it.
"""
_LAYERS = """\
A file with `extends: tiktok/order` in place of `from` and `to` extends the connector's own mapping. It adds fields, or
replaces single ones; `customer.name` is added to the existing object. `extensions`, `enums`, `ignore` and `unsupported`
are merged. So is `hidden`: a layer watches more, and exempts what is watched below only by `unwatch`. Its `reasons`
come before those below; one without `when` drops those below. Its `masked` and `withheld` replace those below.
"""
_FOLDERS = """\
Put the file into a folder named for the connector, and pass the folder above it:

```sh
# reads /etc/shop-mappings/tiktok/order.yaml
SHOPGLOT_MAPPINGS=/etc/shop-mappings shopglot normalize tiktok order orders.json
```

Several folders are joined as in `PATH`; each extends the one before it. A file without `extends` replaces the whole
mapping. `shopglot mapping explain tiktok order customer.name --mappings FOLDER` shows the file that a rule comes from.
"""

_NAMED = {"shared.yaml": "shared.yaml, beside it", "the connector's own": "the connector's own mapping"}
_TEXTS: dict[str, tuple[str, ...]] = {
    "from": (_FROM,),
    "extends": (_LAYERS,),
    "uses": (_USES,),
    "fields": (_FIELDS,),
    "parts": (PARTS,),
    "hidden": (table(("key", "content"), HIDDEN.items()), _HIDDEN),
    "extensions": (_EXTENSIONS,),
    "ignore": (_IGNORE,),
    "unsupported": (_UNSUPPORTED,),
    "enums": (_ENUMS,),
    "tests": (_TESTS,),
}
_MORE: dict[str, tuple[str, ...]] = {
    "extends": (_FOLDERS,),
    "uses": (PARTS_FILES,),
    "parts": (verb_text(USE), PARTS_PATHS),
    "hidden": (_HIDDEN_FIELDS,),
}
