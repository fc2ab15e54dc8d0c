"""What is written from the tables of the language: the schema for editors, and the reference pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from shopglot.mapping import CODES, CONVERSIONS, MODIFIERS, RECORD_CODES, TESTS, VERBS
from shopglot.mapping.check import targets_text
from shopglot.mapping.syntax import BLOCKS, HIDDEN
from shopglot.workbench.reference._schema import language_schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.mapping.syntax import Example, Verb

__all__ = ["codes_page", "generated_files", "language_page"]

_MADE = "<!-- Written by `python -m shopglot.workbench` from the tables of the language; change those. -->"


def generated_files() -> dict[str, str]:
    """Give every generated file of the repository: path below the root, and text."""
    schema = json.dumps(language_schema(), indent=1, ensure_ascii=False)
    return {
        "mappings/shopglot_mappings/mapping.schema.json": f"{schema}\n",
        "core/shopglot/mapping/check/targets.json": targets_text(),
        "docs/mapping/language.md": language_page(),
        "docs/mapping/codes.md": codes_page(),
    }


def language_page() -> str:
    """Write the reference of the language: blocks, verbs, modifiers, conversions, conditions."""
    parts = [
        "# The mapping language\n",
        _MADE,
        "\nA mapping file says how one raw record becomes a unified one. It has these blocks:\n",
        _table(("block", "what it holds"), BLOCKS.items()),
        "\nA rule that is plain text is a path. Every other rule has one verb that gives a value, and modifiers.\n",
        "## Paths\n",
        _PATHS,
        "## Verbs\n",
        *(_verb(verb) for verb in VERBS.values()),
        "## Modifiers\n",
        "They are applied in this order, whatever their order in the file.\n",
    ]
    for modifier in MODIFIERS.values():
        parts += [f"### {modifier.name}\n", f"{modifier.doc}\n", *_examples(modifier.examples)]
    parts += ["## Conversions\n", "The words for `as`. Where a field's type is the raw type, none is needed.\n"]
    for conversion in CONVERSIONS.values():
        reads = ", ".join(conversion.reads)
        parts += [
            f"### as: {conversion.name}\n",
            f"{conversion.doc}\n",
            f"Reads {reads}; gives {conversion.gives}.\n",
            *_examples(conversion.examples),
        ]
    parts += [
        "## Conditions\n",
        _CONDITIONS,
        _table(("test", "holds when"), ((test.name, test.doc) for test in TESTS.values())),
        "\n## The block `hidden`\n",
        _table(("part", "what it says"), HIDDEN.items()),
        _HIDDEN,
        _HIDDEN_FIELDS,
        _LAYERS,
    ]
    return "\n".join(parts).rstrip() + "\n"


def codes_page() -> str:
    """Write the page of all codes; `shopglot mapping explain E202` shows one."""
    parts = [
        "# Codes\n",
        _MADE,
        "\n`E1xx` is about a file's shape, `E2xx` paths, `E3xx` types and values, `E4xx` targets.\n",
    ]
    parts.append("`W9xx` warns and stops nothing. `R1xx` is about a record.\n")
    for code in CODES.values():
        parts += [
            f"## {code.code}: {code.title}\n",
            f"{code.why}\n",
            f"Wrong:\n\n```yaml\n{code.wrong}\n```\n",
            f"Right:\n\n```yaml\n{code.right}\n```\n",
        ]
    parts += ["## Of records\n", _table(("code", "what happened"), RECORD_CODES.items())]
    return "\n".join(parts).rstrip() + "\n"


def _verb(verb: Verb) -> str:
    rows = [(slot.name, slot.doc + ("" if slot.required else " (may be left out)")) for slot in verb.slots]
    needed = f"\nExactly one of {' and '.join(f'`{name}`' for name in verb.one_of)} is there.\n" if verb.one_of else ""
    slots = _table(("key", "what it holds"), rows)
    examples = "\n".join(_examples(verb.examples))
    return f"### {verb.name}\n\n{verb.doc}\n\nGives {verb.result}.\n\n{slots}{needed}\n{examples}"


def _examples(examples: Iterable[Example]) -> list[str]:
    return [
        f"```yaml\n{example.rule}\n# of {_short(example.record)}\n# gives {_short(example.gives)}\n```\n"
        for example in examples
    ]


def _short(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)


def _table(titles: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| {titles[0]} | {titles[1]} |", "|---|---|"]
    lines += [f"| `{name}` | {text.replace('|', chr(92) + '|')} |" for name, text in rows]
    return "\n".join(lines) + "\n"


_PATHS = """\
| path | leads to |
|---|---|
| `payment.total_amount` | a field of a field, from the element in scope |
| `district_info[0]."name"` | an index; a name in quotes |
| `$.payment['currency']` | from the record, wherever the rule stands |
| `^.id` | from the scope outside this `each`; `^^` from the one outside that |
| `@` | the element itself |

A path names one place: no wildcards, filters or slices. Identifiers and indexes are those of JMESPath; after `$` stand
the singular queries of RFC 9535.
"""

_CONDITIONS = """\
`{path: value}` holds when that value stands there, `{path: [values]}` when one of several does, `{path: {count: 2}}`
for a list of that length, `{path: {same_as: other.path}}` when the same single value stands at both, `{path: {is:
test}}` for a test below. Several keys must all hold; `all` and `any` take lists
of conditions, `not` takes one. Over a list, `{any: line_items, where: {status: SHIPPED}}` holds when one element fits,
and `{all: line_items, where: {status: SHIPPED}}` when every one does and there is one at all; `group` are the members
of the group, and inside `where` a path starts at the element.
"""

_HIDDEN = """
The connector says which raw parts the platform masks at times. A rule that publishes one of them must be watched, or
the check fails with E206; a condition may test it unwatched. Of two paths that lead to a value the longer one decides,
so `unwatch` lifts a part of a watched subtree. The reason of a lifted path stands in `mapping coverage` and `mapping
explain`.

```yaml
hidden:
  watch: [recipient_address, cpf]
  unwatch: {recipient_address.region_code: no source shows a masked country}
  reasons: [{when: {shipping_type: TIKTOK}, reason: platform_shipping, revealable: future_orders}]
```

Whatever is watched, a text that looks masked never comes out in a field that holds a person's data (the page of the
unified models marks them), nor from what the connector says may be masked: it is null, `hidden_fields` has its path,
and warning R120 names the rule. A caller who asks for `mask_policy="keep"` gets the text, and is told the same.
"""

_HIDDEN_FIELDS = """
A hidden field is null in the record and is named in `hidden_fields` by its JSON Pointer; where all of an object is
hidden the object is null and is named instead, and where an entry of a list is left out the list is. What hides a whole
name hides `first_name` and `last_name` beside it, where rules fill them. Of a withheld subtree a field of `cases` is
hidden only if the case that fits reads it.
"""
_LAYERS = """
## Layers

A file with `extends: tiktok/order` in place of `from` and `to` lies upon the connector's own mapping. It adds fields,
or replaces single ones; `customer.name` goes into the object that is there. `extensions`, `enums`, `ignore` and
`unsupported` are added to. So is `hidden`: a layer watches more, and lifts what is watched below only by `unwatch`.
Its `reasons` are asked before those below; one of them without `when` leaves those out. Its `masked` and its `withheld`
take the place of those below. Put the file into a folder named for the connector, and name the folder above it:

```sh
# reads /etc/shop-mappings/tiktok/order.yaml
SHOPGLOT_MAPPINGS=/etc/shop-mappings shopglot normalize tiktok order orders.json
```

Several folders, joined as in `PATH`, lie one upon the other. A file without `extends` replaces the mapping as a whole.
`shopglot mapping explain tiktok order customer.name --mappings FOLDER` names the file that a rule comes from.
"""
