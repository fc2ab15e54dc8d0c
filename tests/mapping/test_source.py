"""Reading YAML: the scalars, the positions, and everything that is refused before anything is built from it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from shopglot.mapping import SourceFile
from shopglot.mapping.syntax import Reporter, read_nodes
from shopglot.mapping.syntax import _read_yaml as _source

if TYPE_CHECKING:
    from shopglot.mapping.syntax import Node


def read(data: str | bytes) -> tuple[Node | None, list[str]]:
    source = SourceFile("acme.yaml", data.encode() if isinstance(data, str) else data)
    report = Reporter(source)
    root = read_nodes(source, report)
    return root, [item.render() for item in report.diagnostics]


def plain(data: str | bytes) -> Any:
    root, found = read(data)
    assert found == []
    assert root is not None
    return root.plain()


def refused(data: str | bytes) -> str:
    root, found = read(data)
    assert root is None
    (only,) = found
    return only


@pytest.mark.parametrize(
    ("written", "value"),
    [
        # YAML 1.1 would read these as booleans, octals, base-60 numbers, and numbers with separators
        ("NO", "NO"), ("no", "no"), ("on", "on"), ("OFF", "OFF"), ("yes", "yes"), ("y", "y"), ("N", "N"),
        ("012", 12), ("00", 0), ("12:30:00", "12:30:00"), ("1:20", "1:20"), ("1_000", "1_000"),
        ("2024-05-01", "2024-05-01"), ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"), ("=", "="),
        # the core schema's null and booleans
        ("~", None), ("null", None), ("Null", None), ("NULL", None), ("", None), ("nULL", "nULL"),
        ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
        ("tRUE", "tRUE"),
        # numbers: decimal digits only. The core schema's other notations stay text, since no rule needs them, and a
        # token such as 0x10 or 1e3 is more likely a code than a number
        ("0", 0), ("7", 7), ("-3", -3), ("+3", 3), ("576461413038785752", 576461413038785752),
        ("1.5", Decimal("1.5")), ("0.10", Decimal("0.10")), ("-0.5", Decimal("-0.5")), (".5", Decimal("0.5")),
        ("1.", Decimal(1)), ("0x10", "0x10"), ("0o17", "0o17"), ("0b1", "0b1"), ("1e3", "1e3"), ("1.5e3", "1.5e3"),
        (".inf", ".inf"), ("-.inf", "-.inf"), (".nan", ".nan"), ("1.2.3", "1.2.3"), ("--1", "--1"),
        ("\uff11", "\uff11"),
        ("9" * 30, int("9" * 30)), ("9" * 31, "9" * 31), ("1." + "0" * 30, Decimal("1." + "0" * 30)),
        ("1." + "0" * 31, "1." + "0" * 31),
        # quotes and blocks are always text
        ("'12'", "12"), ('"true"', "true"), ("''", ""), ('""', ""), ("'~'", "~"), ('"\\u00e9\\n"', "é\n"),
        ("|\n  a\n  b", "a\nb\n"), (">-\n  a\n  b", "a b"),
    ],
)  # fmt: skip
def test_scalars_are_what_is_written(written: str, value: Any) -> None:
    found = plain(f"at: {written}\n")["at"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("NO", "NO"),
        ("on", "on"),
        ("012", "012"),
        ("7", "7"),
        ("+1", "+1"),
        ("1.50", "1.50"),
        ("true", "true"),
        ("True", "true"),
        ("null", "null"),
        ("~", "null"),
        ("'007'", "007"),
        ("a b", "a b"),
    ],
)
def test_keys_are_text_with_the_digits_that_were_written(written: str, key: str) -> None:
    assert plain(f"{written}: x\n") == {key: "x"}


def test_numbers_that_are_written_differently_are_different_keys() -> None:
    assert plain("{1: a, 01: b, 1.0: c}") == {"1": "a", "01": "b", "1.0": "c"}


def test_every_node_knows_its_place() -> None:
    root, _ = read("fields:\n  id: {path: id}\n  name:\n    - 'a b'\n    - b\n")
    assert root is not None
    fields = root.value["fields"]
    rule, name = fields.value["id"], fields.value["name"]
    places = {
        "root": (root.line, root.column),
        "fields": (root.keys["fields"].line, root.keys["fields"].column, root.keys["fields"].width),
        "id": (fields.keys["id"].line, fields.keys["id"].column, fields.keys["id"].width),
        "rule": (rule.line, rule.column, rule.width),
        "path": (rule.keys["path"].line, rule.keys["path"].column, rule.keys["path"].width),
        "value": (rule.value["path"].line, rule.value["path"].column, rule.value["path"].width),
        "quoted": (name.value[0].line, name.value[0].column, name.value[0].width),
        "last": (name.value[1].line, name.value[1].column, name.value[1].width),
    }
    assert places == {
        "root": (1, 1),
        "fields": (1, 1, 6),
        "id": (2, 3, 2),
        "rule": (2, 7, 10),
        "path": (2, 8, 4),
        "value": (2, 14, 2),
        "quoted": (4, 7, 5),
        "last": (5, 7, 1),
    }


def test_columns_count_characters_and_a_byte_order_mark_is_none() -> None:
    root, _ = read("\ufeffgröße: {ключ: x}\n")
    assert root is not None
    inner = root.value["größe"]
    key = inner.keys["ключ"]
    assert (key.line, key.column, key.width) == (1, 9, 4)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(newline: str) -> None:
    root, found = read(f"a: 1{newline}b: [x,{newline}  y]{newline}")
    assert found == []
    assert root is not None
    assert root.plain() == {"a": 1, "b": ["x", "y"]}
    assert [item.line for item in root.value["b"].value] == [2, 3]


def test_kinds_are_named_in_an_authors_words() -> None:
    root, _ = read("[{a: b}, [a], {}, [], ~, true, x, 1, 1.5]")
    assert root is not None
    assert [item.kind for item in root.value] == [
        "a mapping",
        "a list",
        "an empty mapping",
        "an empty list",
        "nothing",
        "a boolean",
        "text",
        "a number",
        "a number",
    ]


@pytest.mark.parametrize("data", ["", "\n\n", "# only\n# comments\n", "---\n", "---\n...\n", "\ufeff"])
def test_an_empty_file_is_nothing(data: str) -> None:
    assert plain(data) is None


def test_a_file_may_begin_and_end_a_document() -> None:
    assert plain("%YAML 1.2\n---\na: b\n...\n") == {"a": "b"}


REFUSED = {
    "the same key twice": (
        "fields:\n  id: id\n  id: order_id\n",
        """\
error[E103]: duplicate key `id`
  --> acme.yaml:3:3
   |
 3 |   id: order_id
   |   ^^
   = hint: the first one is in line 2: rename one of them, or keep one""",
    ),
    "an anchor": (
        "fields:\n  id: &a id\n  order_number: *a\n",
        """\
error[E102]: anchors (`&a`) are not supported
  --> acme.yaml:2:7
   |
 2 |   id: &a id
   |       ^^^^^
   = hint: name what is used in several places under `parts`, or put text in quotes: '&a'""",
    ),
    "an alias": (
        "fields:\n  id: *a\n",
        """\
error[E102]: aliases (`*a`) are not supported
  --> acme.yaml:2:7
   |
 2 |   id: *a
   |       ^^
   = hint: write the value out; text that begins with * must be in quotes: '*a'""",
    ),
    "a merge key": (
        "fields:\n  <<: {id: id}\n",
        """\
error[E102]: merge keys (`<<`) are not supported
  --> acme.yaml:2:3
   |
 2 |   <<: {id: id}
   |   ^^
   = hint: write the fields out""",
    ),
    "a tag": (
        "fields: !!python/object/apply:os.system [id]\n",
        """\
error[E102]: tags (`tag:yaml.org,2002:python/object/apply:os.system`) are not supported
  --> acme.yaml:1:9
   |
 1 | fields: !!python/object/apply:os.system [id]
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = hint: write plain text, numbers, lists and mappings""",
    ),
    "a tag of the core schema": (
        "fields:\n  id: !!str 7\n",
        """\
error[E102]: tags (`tag:yaml.org,2002:str`) are not supported
  --> acme.yaml:2:7
   |
 2 |   id: !!str 7
   |       ^^^^^^^
   = hint: write plain text, numbers, lists and mappings""",
    ),
    "a tag of one's own": (
        "fields: !Ref id\n",
        """\
error[E102]: tags (`!Ref`) are not supported
  --> acme.yaml:1:9
   |
 1 | fields: !Ref id
   |         ^^^^^^^
   = hint: put text that begins with ! in quotes: '!Ref'""",
    ),
    "a second document": (
        "mapping: 1\n---\nfields: {}\n",
        """\
error[E102]: expected one YAML document, got a second one
  --> acme.yaml:3:1
   |
 3 | fields: {}
   | ^""",
    ),
    "a key that is a list": (
        "? [a, b]\n: c\n",
        """\
error[E104]: expected a text key, got a list or a mapping
  --> acme.yaml:1:3
   |
 1 | ? [a, b]
   |   ^""",
    ),
    "a tab as indentation": (
        "fields:\n\tid: id\n",
        """\
error[E100]: not valid YAML: a tab in the indentation
  --> acme.yaml:2:1
   |
 2 |  id: id
   | ^
   = hint: indent with spaces: YAML does not allow tabs""",
    ),
    "a colon without quotes": (
        "fields:\n  note: why: because\n",
        """\
error[E100]: not valid YAML: a second `:` in one line
  --> acme.yaml:2:12
   |
 2 |   note: why: because
   |            ^
   = hint: put text that contains ': ' in quotes, or begin a new line for the inner key""",
    ),
    "an at sign without quotes": (
        "fields:\n  id: @\n",
        """\
error[E100]: not valid YAML: text that begins with @ must be in quotes
  --> acme.yaml:2:7
   |
 2 |   id: @
   |       ^
   = hint: write '@'""",
    ),
    "an aliases bomb": (
        "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)),
        """\
error[E102]: anchors (`&a`) are not supported
  --> acme.yaml:1:4
   |
 1 | a: &a [x]
   |    ^^^^
   = hint: name what is used in several places under `parts`, or put text in quotes: '&a'""",
    ),
    "a merge bomb": (
        "a0: {}\n" + "".join(f"a{n}: {{<<: [*b{n}, *b{n}]}}\n" for n in range(1, 31)),
        """\
error[E102]: merge keys (`<<`) are not supported
  --> acme.yaml:2:6
   |
 2 | a1: {<<: [*b1, *b1]}
   |      ^^
   = hint: write the fields out""",
    ),
    "fifty thousand open lists": (
        "[" * 50_000,
        f"""\
error[E101]: nested more than 32 levels deep
  --> acme.yaml:1:33
   |
 1 | {"[" * 159}…
   | {" " * 32}^""",
    ),
    "fifty thousand nested mappings": (
        "{a: " * 50_000,
        f"""\
error[E101]: nested more than 32 levels deep
  --> acme.yaml:1:129
   |
 1 | …{"{a: " * 39}{{a…
   | {" " * 53}^""",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_and_says_where(name: str) -> None:
    data, message = REFUSED[name]
    root, found = read(data)
    assert (found, root is None or name == "the same key twice") == ([message], True)


class Shallow(yaml.SafeLoader):
    """A scanner with a limit of its own, as some versions of the library have one (1,000 levels)."""

    most = 1000

    def fetch_flow_collection_start(self, token: Any) -> None:
        if self.flow_level >= self.most:
            raise yaml.scanner.ScannerError("while increasing flow level", None, "too deep", self.get_mark())
        super().fetch_flow_collection_start(token)

    def add_indent(self, column: int) -> bool:
        if len(self.indents) >= self.most:
            raise yaml.scanner.ScannerError("while increasing block level", None, "too deep", self.get_mark())
        return bool(super().add_indent(column))


class Shallowest(Shallow):
    most = 33


DEEP = {
    "lists": ("[" * 50_000, "1:33"),
    "mappings": ("{a: " * 50_000, "1:129"),
    "explicit keys": ("{? " * 50_000, "1:4"),
    "lists of mappings": ("[{a: " * 50_000, "1:81"),
    "lists that end": ("[" * 1500 + "]" * 1500, "1:33"),
    "lists in blocks": ("a:\n  - b: " + "[" * 5000, "2:37"),
    "lists over lines": ("[\n" * 5000, "33:1"),
    "block lists": ("- " * 50_000, "1:65"),
    "block mappings": ("\n".join(" " * depth + "a:" for depth in range(700)), "33:33"),
    "block lists over lines": ("\n".join("  " * depth + "-" for depth in range(450)), "33:65"),
}


@pytest.mark.parametrize("loader", [_source._Loader, yaml.SafeLoader, Shallow, Shallowest])
@pytest.mark.parametrize("name", DEEP)
def test_our_limit_decides_whatever_the_librarys_is(name: str, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_source, "_Loader", loader)
    text, place = DEEP[name]
    code, what = ("E104", "expected a text key") if name == "explicit keys" else ("E101", "nested more than 32")
    message = refused(text)
    assert message.startswith(f"error[{code}]: {what}")
    assert f"--> acme.yaml:{place}\n" in message


@pytest.mark.parametrize("loader", [_source._Loader, Shallow])
def test_what_is_wrong_first_is_said_first(loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_source, "_Loader", loader)
    message = refused("a: &x " + "[" * 1500)
    assert message.startswith("error[E102]: anchors (`&x`) are not supported\n  --> acme.yaml:1:4\n")
    assert refused("a: @\nb: " + "[" * 1500).startswith("error[E100]: not valid YAML: ")


def test_thirty_two_levels_are_enough() -> None:
    assert plain("[" * 32 + "]" * 32) is not None
    assert refused("[" * 33 + "]" * 33).startswith("error[E101]: nested more than 32 levels deep")


def test_a_file_has_at_most_256_kilobytes() -> None:
    assert plain("#" * (256 * 1024)) is None
    assert refused("#" * (300 * 1024)) == (
        f"error[E101]: the file has 300 KB; the limit is 256 KB\n  --> acme.yaml:1:1\n   |\n 1 | {'#' * 159}…\n   | ^"
    )


NOT_TEXT = """\
error[E100]: not UTF-8 text
  --> acme.yaml:1:{column}
   |
 1 | {shown}
   | {caret:>{column}}
   = hint: save the mapping as UTF-8"""


@pytest.mark.parametrize(
    ("data", "shown", "column"),
    [
        (b"PK\x03\x04\x00\x00", "PK", 5),
        ("größe: x".encode("latin-1"), "gr\ufffd\ufffde: x", 3),
        ("a: b".encode("utf-16"), "\ufffd\ufffda :   b", 1),
        (b"a: \xed\xa0\x80", "a: \ufffd\ufffd\ufffd", 4),
    ],
)
def test_a_binary_file_is_refused(data: bytes, shown: str, column: int) -> None:
    assert refused(data) == NOT_TEXT.format(shown=shown, column=column, caret="^")


@pytest.mark.parametrize("char", ["\x07", "\x1b", "\x7f", "\x1f"])
def test_a_control_character_is_refused_and_not_shown(char: str) -> None:
    message = refused(f"a: b{char}c\n")
    assert message.startswith("error[E100]: not valid YAML: ")
    assert char not in message


@pytest.mark.parametrize("written", ['"\\ud83d"', '"\\ud83d\\ude00"'])
def test_half_a_character_is_refused(written: str) -> None:
    assert refused(f"a: {written}\n").startswith("error[E100]: not valid YAML: ")


def test_a_long_line_is_shown_in_part() -> None:
    root, found = read("a: 1\n" + "b" * 500 + ": *x\n")
    assert root is None
    (message,) = found
    assert max(len(line) for line in message.splitlines() if "b" in line and "|" in line) == 160 + 5
