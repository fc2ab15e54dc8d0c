"""The one layout of mapping files: the meaning and every comment stay, and formatting again changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from shopglot.errors import ShopglotError
from shopglot.mapping import SourceFile
from shopglot.workbench import format_diff, format_mapping

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "so that the line is too long for one and becomes a block"
MESSY = """\
# yaml-language-server: $schema=x
# The head of the file.

mapping:   1
to: Order
from:    acme/order@1


enums:
    # a table
    states: { OPEN : active,DONE: "completed" }   # one line
tests:
-   name: 'a # is no comment'
    # about the record
    given: a.json#/0
    expect: {/id: "1"}
fields:
     # the id
     id:   id     # never empty
     # over two lines
     note: >-
        folded # text
          deeper

     kind:
       cases:
       - when: { status: [A,  B] }
         then: {const: sale}
       # about the last case
       - else:
           const: sample
         # after the last case


     total_tax:
         sum:
         -    payment.tax
         -  {path: payment.item_insurance_tax_that_has_a_long_name, as: money, note: NOTE}
     line_items:
        each: lines
        fields: {
           sku: sku,  # inside brackets
           name: title,
        }
# the end
""".replace("NOTE", NOTE)
NEAT = """\
# yaml-language-server: $schema=x
# The head of the file.

mapping: 1
from: acme/order@1
to: Order
fields:
  # the id
  id: id  # never empty
  # over two lines
  note: >-
    folded # text
      deeper

  kind:
    cases:
      - when: {status: [A, B]}
        then: {const: sale}
      # about the last case
      - else:
          const: sample
        # after the last case

  total_tax:
    sum:
      - payment.tax
      - path: payment.item_insurance_tax_that_has_a_long_name
        as: money
        note: NOTE
  line_items:
    each: lines
    fields: {
       sku: sku,  # inside brackets
       name: title,
    }

enums:
  # a table
  states: {OPEN: active, DONE: "completed"}  # one line
tests:
  - name: 'a # is no comment'
    # about the record
    given: a.json#/0
    expect: {/id: "1"}
# the end
""".replace("NOTE", NOTE)


def _formatted(text: str) -> str:
    return format_mapping(SourceFile("order.yaml", text.encode())).new


def test_a_messy_file_gets_the_one_layout() -> None:
    assert _formatted(MESSY) == NEAT
    assert _formatted(NEAT) == NEAT
    assert _formatted("\ufeff" + MESSY.replace("\n", "\r\n")) == NEAT


def test_the_difference_is_shown() -> None:
    text = "mapping: 1\nto:  Order\n"
    assert format_diff(format_mapping(SourceFile("a.yaml", text.encode()))) == (
        "--- a.yaml\n+++ a.yaml (formatted)\n@@ -1,2 +1,2 @@\n mapping: 1\n-to:  Order\n+to: Order"
    )
    assert format_diff(format_mapping(SourceFile("a.yaml", b"mapping: 1\n"))) == ""


def test_the_shipped_mappings_are_formatted(root: Path) -> None:
    files = sorted((root / "mappings").rglob("*.yaml"))
    assert len(files) >= 4
    for file in files:
        found = format_mapping(SourceFile(file.name, file.read_bytes()))
        assert format_diff(found) == "", f"run shopglot mapping fmt {file}"


@pytest.mark.parametrize("indent", [2, 7])
@pytest.mark.parametrize("width", [20, 10_000])
@pytest.mark.parametrize("style", [None, False])
def test_any_other_layout_of_a_mapping_means_the_same_afterwards(
    root: Path, indent: int, width: int, style: object
) -> None:
    for file in sorted((root / "mappings").rglob("*.yaml")):
        tree: Any = yaml.compose(file.read_text(encoding="utf-8"))
        for node in _collections(tree):
            node.flow_style = node.flow_style if style is None else bool(style) and node is not tree
        text = yaml.serialize(tree, indent=indent, width=width, allow_unicode=True)
        # Refused where the meaning or the second pass would differ: here it never is.
        assert _formatted(_formatted(text)) == _formatted(text)


def _collections(node: Any) -> Any:
    if isinstance(node, yaml.CollectionNode):
        yield node
        for part in node.value:
            for inner in part if isinstance(part, tuple) else (part,):
                yield from _collections(inner)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "a.yaml:2:1: not valid YAML"),
        ("a: &x 1\n", "a.yaml:1:4: anchors"),
        ("- a\n", "a.yaml: it is not a mapping of blocks"),
        ("", "a.yaml"),
    ],
)
def test_what_can_not_be_read_is_refused(text: str, message: str) -> None:
    with pytest.raises(ShopglotError) as raised:
        format_mapping(SourceFile("a.yaml", text.encode()))
    assert str(raised.value).startswith(message)
