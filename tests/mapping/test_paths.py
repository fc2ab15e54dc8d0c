"""The path syntax against its two grammars: cases written from JMESPath's ABNF and from RFC 9535."""

from __future__ import annotations

from typing import Any

import jmespath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopglot.mapping import Path, PathSyntaxError, parse_path
from shopglot.mapping.compile import ABSENT, WRONG, Run, compile_path
from shopglot.mapping.syntax import Node, PathRef

NO_WILDCARDS = "a path names one place: no wildcards, filters, slices or descents (walk a list with `each` or `pick`)"
ENDS = "expected a field name after the end of this path"
HYPHEN = "put a name with a hyphen in double quotes"
BRACKETS = "expected an index such as [0]; a name in brackets needs a path that begins with $"
HALF = "incomplete surrogate pair: write both escapes of it"


def no_expression(char: str) -> str:
    return f"unexpected `{char}`: a path has no expressions, use verbs"


def not_here(char: str) -> str:
    named = {" ": "a path has no blanks", "é": "`é` is U+00E9 LATIN SMALL LETTER E WITH ACUTE"}
    return named.get(char, f"unexpected `{char}`")


RELATIVE = [
    # identifiers, without quotes and in quotes
    ("foo", ("foo",)),
    ("_", ("_",)),
    ("__L1", ("__L1",)),
    ("FooBar9", ("FooBar9",)),
    ('"foo"', ("foo",)),
    ('"foo bar"', ("foo bar",)),
    ('"foo-bar"', ("foo-bar",)),
    ('"foo.bar"', ("foo.bar",)),
    ('"0"', ("0",)),
    ('"✓"', ("✓",)),
    ('"\\u2713"', ("✓",)),
    ('"\\uD83D\\uDE00"', ("😀",)),
    ('"a\\"b"', ('a"b',)),
    ('"a\\\\b"', ("a\\b",)),
    ('"\\/\\b\\f\\n\\r\\t"', ("/\b\f\n\r\t",)),
    ('"\'"', ("'",)),
    # sub-expression
    ("foo.bar", ("foo", "bar")),
    ("foo.bar.baz", ("foo", "bar", "baz")),
    ('foo."bar.baz"', ("foo", "bar.baz")),
    ('"foo"."bar"', ("foo", "bar")),
    # index-expression
    ("[0]", (0,)),
    ("foo[0]", ("foo", 0)),
    ("foo[12].bar", ("foo", 12, "bar")),
    ("foo[0][1][2]", ("foo", 0, 1, 2)),
    ("foo[-1]", ("foo", -1)),
    ("foo[-10].bar[2]", ("foo", -10, "bar", 2)),
    # current-node
    ("@", ()),
    ("@.foo", ("foo",)),
    ("@[0]", (0,)),
]


@pytest.mark.parametrize(("text", "steps"), RELATIVE)
def test_reads_what_jmespath_reads(text: str, steps: tuple[str | int, ...]) -> None:
    assert parse_path(text) == Path("", steps)
    compiled = jmespath.compile(text)
    assert compiled.search(_nested(steps)) == "here"


def _nested(steps: tuple[str | int, ...]) -> Any:
    built: Any = "here"
    for step in reversed(steps):
        if isinstance(step, str):
            built = {step: built}
        else:
            built = [None] * step + [built] if step >= 0 else [built] + [None] * (-step - 1)
    return built


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        # the rest of JMESPath, which a place-naming subset has no use for
        ("*", 0, NO_WILDCARDS),
        ("foo.*", 4, NO_WILDCARDS),
        ("foo[*]", 3, NO_WILDCARDS),
        ("foo[]", 3, NO_WILDCARDS),
        ("foo[?bar==`1`]", 3, NO_WILDCARDS),
        ("foo[0:2]", 3, BRACKETS),
        ("foo[::2]", 3, BRACKETS),
        ("foo[:]", 3, BRACKETS),
        ("foo | bar", 3, not_here(" ")),
        ("foo|bar", 3, no_expression("|")),
        ("foo||bar", 3, no_expression("|")),
        ("foo&&bar", 3, no_expression("&")),
        ("!foo", 0, no_expression("!")),
        ("(foo)", 0, no_expression("(")),
        ("length(foo)", 6, no_expression("(")),
        ("foo.length(@)", 10, no_expression("(")),
        ("sort_by(foo, &bar)", 7, no_expression("(")),
        ("[foo, bar]", 0, BRACKETS),
        ("foo.[bar]", 4, BRACKETS),
        ("{a: foo}", 0, no_expression("{")),
        ("foo.{a: bar}", 4, no_expression("{")),
        ("`1`", 0, no_expression("`")),
        ("'foo'", 0, not_here("'")),
        ("foo['bar']", 3, BRACKETS),
        ('foo["bar"]', 3, BRACKETS),
        ("foo == bar", 3, not_here(" ")),
        ("foo==bar", 3, no_expression("=")),
        ("foo<bar", 3, no_expression("<")),
        ("foo,bar", 3, no_expression(",")),
        ("foo+1", 3, no_expression("+")),
        ("foo/bar", 3, no_expression("/")),
        # what JMESPath refuses too
        ("", 0, "a path cannot be empty"),
        (".", 0, NO_WILDCARDS),
        (".foo", 0, NO_WILDCARDS),
        ("foo.", 4, ENDS),
        ("foo..bar", 4, NO_WILDCARDS),
        ("foo.1", 4, not_here("1")),
        ("1foo", 0, not_here("1")),
        ("foo-bar", 3, HYPHEN),
        ("-foo", 0, HYPHEN),
        ("foo bar", 3, not_here(" ")),
        (" foo", 0, not_here(" ")),
        ("foo ", 3, not_here(" ")),
        ("foo\n", 3, "unexpected control character"),
        ("foo[0", 3, BRACKETS),
        ("foo]", 3, not_here("]")),
        ("foo[a]", 3, BRACKETS),
        ("foo[ 0 ]", 3, BRACKETS),
        ("foo[1.0]", 3, BRACKETS),
        ("foo[+1]", 3, BRACKETS),
        ("foo#", 3, not_here("#")),
        ("é", 0, not_here("é")),
        ('"foo', 0, not_here('"')),
        ('"foo"bar', 5, not_here("b")),
        ('""', 0, not_here('"')),
        ('"\\x"', 0, not_here('"')),
        ('"\\u12"', 0, not_here('"')),
        ('"a\nb"', 0, not_here('"')),
        ('"\\uD83D"', 0, HALF),
        ('foo."\\uDE00"', 4, HALF),
        # indexes: what both grammars allow, and no more
        ("foo[01]", 3, BRACKETS),
        ("foo[-0]", 3, BRACKETS),
        ("foo[00]", 3, BRACKETS),
        ("foo[-]", 3, BRACKETS),
        ("foo[1000000000]", 3, BRACKETS),
        # our own bases
        ("^foo", 1, not_here("f")),
        ("^^.", 3, ENDS),
        ("@foo", 1, "`@` is the element: its fields follow a dot, as in `@.foo`"),
        ("foo.^", 4, not_here("^")),
        ("foo.$", 4, not_here("$")),
    ],
)  # fmt: skip
def test_refuses_the_rest_and_says_where(text: str, offset: int, message: str) -> None:
    with pytest.raises(PathSyntaxError) as caught:
        parse_path(text)
    assert (str(caught.value), caught.value.offset) == (message, offset)


ABSOLUTE = [
    ("$", ()),
    # child segments by shorthand, and by name selector in either quotes
    ("$.a", ("a",)),
    ("$.a.b", ("a", "b")),
    ("$._", ("_",)),
    ("$.☺", ("☺",)),
    ("$.größe", ("größe",)),
    ("$.a0", ("a0",)),
    ("$['a']", ("a",)),
    ('$["a"]', ("a",)),
    ("$['a'].b[\"c\"]", ("a", "b", "c")),
    ("$['']", ("",)),
    ('$[""]', ("",)),
    ("$['a.b']", ("a.b",)),
    ("$['*']", ("*",)),
    ("$['$']", ("$",)),
    ("$['@']", ("@",)),
    ("$['0']", ("0",)),
    ("$[' a ']", (" a ",)),
    ("$['☺']", ("☺",)),
    ("$['😀']", ("😀",)),
    # escapes
    ("$['\\'']", ("'",)),
    ("$['\"']", ('"',)),
    ('$["\\""]', ('"',)),
    ('$["\'"]', ("'",)),
    ("$['\\\\']", ("\\",)),
    ("$['\\\\\\'']", ("\\'",)),
    ("$['\\\\\"']", ('\\"',)),
    ("$['\\/']", ("/",)),
    ("$['\\b\\f\\n\\r\\t']", ("\b\f\n\r\t",)),
    ("$['\\u263A']", ("☺",)),
    ("$['\\u263a']", ("☺",)),
    ('$["\\u0000"]', ("\0",)),
    ("$['\\uD83D\\uDE00']", ("😀",)),
    ('$["\\ud83d\\ude00"]', ("😀",)),
    ('$["\\u0022"]', ('"',)),
    ("$['\\u0027']", ("'",)),
    # index selectors
    ("$[0]", (0,)),
    ("$[-1]", (-1,)),
    ("$.a[10]['b'][-2].c", ("a", 10, "b", -2, "c")),
    ("$[999999999]", (999_999_999,)),
]


@pytest.mark.parametrize(("text", "steps"), ABSOLUTE)
def test_reads_singular_queries(text: str, steps: tuple[str | int, ...]) -> None:
    path = parse_path(text)
    assert path == Path("$", steps)
    assert parse_path(str(path)) == path


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        # queries that may give several nodes
        ("$.*", 2, NO_WILDCARDS),
        ("$[*]", 1, NO_WILDCARDS),
        ("$..a", 2, NO_WILDCARDS),
        ("$..[0]", 2, NO_WILDCARDS),
        ("$.a..b", 4, NO_WILDCARDS),
        ("$[0,1]", 1, BRACKETS),
        ("$['a','b']", 1, BRACKETS),
        ("$[0:1]", 1, BRACKETS),
        ("$[::]", 1, BRACKETS),
        ("$[?@.a]", 1, NO_WILDCARDS),
        ("$[?@.a==1]", 1, NO_WILDCARDS),
        ("$.length(@)", 8, no_expression("(")),
        # RFC 9535 allows blanks between and inside segments. JMESPath does not, and one spelling is enough: refused.
        ("$ .a", 1, not_here(" ")),
        ("$. a", 2, not_here(" ")),
        ("$ ['a']", 1, not_here(" ")),
        ("$[ 'a' ]", 1, BRACKETS),
        ("$[ 0 ]", 1, BRACKETS),
        ("$.a ", 3, not_here(" ")),
        # malformed
        ("$.", 2, ENDS),
        ("$a", 1, not_here("a")),
        ("$$", 1, not_here("$")),
        ("$.1a", 2, not_here("1")),
        ("$.a-b", 3, HYPHEN),
        ('$."a"', 2, not_here('"')),
        ("$.'a'", 2, not_here("'")),
        ("$[]", 1, NO_WILDCARDS),
        ("$[a]", 1, BRACKETS),
        ("$['a'", 1, BRACKETS),
        ("$['a\"]", 1, BRACKETS),
        ("$[\"a']", 1, BRACKETS),
        ("$['\\\"']", 1, BRACKETS),
        ('$["\\\'"]', 1, BRACKETS),
        ("$['\\a']", 1, BRACKETS),
        ("$['\\u12']", 1, BRACKETS),
        ("$['\\uD83D']", 1, HALF),
        ("$['\\uDE00\\uD83D']", 1, HALF),
        ("$['\\uD83Dx']", 1, HALF),
        ("$['a\tb']", 1, BRACKETS),
        ("$['a\nb']", 1, BRACKETS),
        # index bounds: JSON's safe integers are more than a list will ever have; nine digits are enough
        ("$[01]", 1, BRACKETS),
        ("$[-0]", 1, BRACKETS),
        ("$[-01]", 1, BRACKETS),
        ("$[1000000000]", 1, BRACKETS),
        ("$[9007199254740992]", 1, BRACKETS),
        ("$[1.0]", 1, BRACKETS),
        ("$[1e0]", 1, BRACKETS),
        ("$[+1]", 1, BRACKETS),
        ("$[\uff11]", 1, BRACKETS),
    ],
)  # fmt: skip
def test_refuses_other_queries_and_says_where(text: str, offset: int, message: str) -> None:
    with pytest.raises(PathSyntaxError) as caught:
        parse_path(text)
    assert (str(caught.value), caught.value.offset) == (message, offset)


def test_a_path_has_at_most_512_characters() -> None:
    assert parse_path("a" * 512) == Path("", ("a" * 512,))
    with pytest.raises(PathSyntaxError) as caught:
        parse_path("a" * 513)
    assert (str(caught.value), caught.value.offset) == ("a path has at most 512 characters", 512)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("^", Path("^", ())),
        ("^.id", Path("^", ("id",))),
        ("^^.skus[0].id", Path("^^", ("skus", 0, "id"))),
        ("^[0]", Path("^", (0,))),
        ('^."a b"', Path("^", ("a b",))),
    ],
)
def test_reads_paths_from_scopes_outside(text: str, path: Path) -> None:
    assert parse_path(text) == path
    assert str(path) == text


def test_a_path_is_written_as_it_is_read() -> None:
    written = [str(parse_path(text)) for text, _ in RELATIVE]
    assert [parse_path(text).steps for text in written] == [steps for _, steps in RELATIVE]
    assert str(Path("", ())) == "@"


names = st.one_of(st.sampled_from(["a", "b", "c", "a b", "ü", "", '"', "\\", "."]), st.text(max_size=4))
scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=4)
data = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4), max_leaves=25
)
steps = st.lists(names.filter(bool) | st.integers(-4, 4), max_size=4).map(tuple)


def _read(path: Path, value: Any) -> Any:
    return compile_path(PathRef(Node("", 1, 1), path))(value, Run({}, keep=False))


@given(data, steps)
def test_finds_what_jmespath_finds(value: Any, found: tuple[str | int, ...]) -> None:
    path = Path("", found)
    text = str(path)
    assert parse_path(text) == path
    ours = _read(path, value)
    theirs = jmespath.search(text, value)
    assert (None if ours is ABSENT or ours is WRONG else ours) == theirs


@given(data, st.lists(st.integers(0, 3), max_size=4))
def test_reaches_every_place_of_a_record(value: Any, choices: list[int]) -> None:
    walked: list[str | int] = []
    here = value
    for choice in choices:
        if isinstance(here, list) and here:
            step: str | int = choice % len(here)
        elif isinstance(here, dict) and here:
            step = sorted(here)[choice % len(here)]
        else:
            break
        walked.append(step)
        here = here[step]
    assert _read(Path("", tuple(walked)), value) == here


@given(data)
def test_a_name_in_a_path_survives_its_quotes(value: Any) -> None:
    for name in value if isinstance(value, dict) else ():
        for base in ("", "$"):
            if name or base:
                assert parse_path(str(Path(base, (name,)))).steps == (name,)


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("a.b", {"a": {"b": 1}}, 1),
        ("a.b", {"a": {}}, ABSENT),
        ("a.b", {"a": None}, ABSENT),
        ("a.b", {}, ABSENT),
        ("a.b", {"a": "text"}, WRONG),
        ("a.b", {"a": [{"b": 1}]}, WRONG),
        ("a.b.c", {"a": {"b": 5}}, WRONG),
        ("a.b.c", {"a": {"b": None}}, ABSENT),
        ("a[0]", {"a": {"0": 1}}, WRONG),
        ("a[0]", {"a": "text"}, WRONG),
        ("a[1]", {"a": [1]}, ABSENT),
        ("a[-2]", {"a": [1]}, ABSENT),
        ("a[-1]", {"a": [1, 2]}, 2),
        ("a", [1], WRONG),
        ("a", None, WRONG),
        ("@", [1], [1]),
    ],
)
def test_tells_absent_from_wrong(text: str, value: Any, found: Any) -> None:
    assert _read(parse_path(text), value) == found
