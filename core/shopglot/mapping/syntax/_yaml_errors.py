"""YAML that can't be read: where the mistake is, what it is, and what to do, in an author's words.

The scanner stops where it can't go on, which is often a line after the mistake; here the text around is looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from shopglot.mapping.syntax._blocks import BLOCKS, HIDDEN
from shopglot.mapping.syntax._characters import describe_character, foreign_characters

if TYPE_CHECKING:
    import yaml

__all__ = ["Unreadable", "find_yaml_error"]

_KEY = re.compile(r"""^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[^\s#"'{\[&*!|>%@`-][^#:]*?))\s*:(?:\s|$)""")
_STARTERS = "@`%"
_SCANNED = {"while scanning an alias": "*", "while scanning an anchor": "&", "while scanning a tag": "!"}
_COMMENT = re.compile(r"""(?<=[\s,\[{:])\#""")
_INDEXED = re.compile(r"""[A-Za-z_$^@][\w.$^@]*\[[^\]]*\][^\s,}\]]*""")
_INVISIBLE = "\u00a0\u200b\u2060\ufeff\u2009\u202f\u2003\u3000\u200c\u200d\u200e\u200f\u00ad"
_SPOKEN = re.compile(r"""(?<=[\s,:\[{])(?:"[^"]*"|'[^']*')|(?:^|(?<=\s))\#.*""")
_CLOSES = {"{": "}", "[": "]"}
_OF_NAMES = frozenset({*BLOCKS, *HIDDEN, "expect", "setting"}) - {"tests", "uses", "watch", "reasons"}


class Unreadable(NamedTuple):
    """One mistake of syntax: its place (from 1), how wide it is, the message and the hint."""

    line: int
    column: int
    message: str
    hint: str
    width: int = 1


def find_yaml_error(text: str, error: yaml.MarkedYAMLError) -> Unreadable:
    """Return the mistake behind the scanner's error."""
    mark: Any = error.problem_mark or error.context_mark
    lines = text.splitlines()
    at = (mark.line, mark.column) if mark else (0, 0)
    context = (error.context_mark.line, error.context_mark.column) if error.context_mark else at
    found = (
        _tab(lines, at)
        or _invisible(lines, at)
        or _unclosed_quote(lines, error, at, context)
        or _flow(lines, error, at, context)
        or _starter(lines, error, at)
        or _block(lines, error, at)
    )
    if found is not None:
        return found
    what = str(error.problem or error.context)
    hint = "put text in quotes if it begins with @, `, *, &, !, %, { or [, or contains ': '"
    if error.problem == "found unknown escape character":
        hint = "in double quotes `\\` is an escape: write `\\\\`, or use single quotes"
    return Unreadable(at[0] + 1, at[1] + 1, f"not valid YAML: {what}", hint)


def _line(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _tab(lines: list[str], at: tuple[int, int]) -> Unreadable | None:
    for number in (at[0], at[0] - 1):
        line = _line(lines, number)
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            column = indent.index("\t") + 1
            return Unreadable(
                number + 1, column, "not valid YAML: a tab in the indentation",
                "indent with spaces: YAML does not allow tabs",
            )  # fmt: skip
    return None


def _invisible(lines: list[str], at: tuple[int, int]) -> Unreadable | None:
    """Find a character near the error that looks like a blank, a quote or a colon, and is none."""
    for number in (at[0], at[0] - 1):
        line = _line(lines, number)
        shown = _SPOKEN.sub(lambda found: "x" * len(found[0]), line)
        for column, plain in foreign_characters(shown):
            char = line[column]
            if char in _INVISIBLE:
                message = f"not valid YAML: a blank that is none ({describe_character(char)})"
                return Unreadable(number + 1, column + 1, message, "replace it with a space, or delete it")
            if not plain.isalnum():
                message = f"not valid YAML: `{char}` is {describe_character(char)}"
                return Unreadable(number + 1, column + 1, message, f"write the plain `{plain}`")
    return None


def _unclosed_quote(
    lines: list[str], error: yaml.MarkedYAMLError, at: tuple[int, int], context: tuple[int, int]
) -> Unreadable | None:
    if error.context == "while scanning a quoted scalar":
        return _quote(lines, *context)
    if error.problem != "did not find expected key" and not str(error.problem).startswith("did not find expected '"):
        return None
    for number in range(at[0], max(-1, at[0] - 40), -1):
        opened = _open_quote(_line(lines, number), stop=at[1] if number == at[0] else None)
        if opened is not None and number < at[0]:
            return _quote(lines, number, opened)
    line, before = _line(lines, at[0]), _line(lines, at[0])[: at[1]].rstrip()
    if before[-1:] in {"'", '"'} and line[at[1] :].strip(" ,}]"):
        quote = before[-1]
        double = "write an apostrophe inside single quotes twice, or use double quotes"
        hint = double if quote == "'" else "use single quotes around text that contains double ones"
        return Unreadable(at[0] + 1, at[1] + 1, "not valid YAML: text after the closing quote", hint)
    return None


def _quote(lines: list[str], line: int, column: int) -> Unreadable:
    quote = _line(lines, line)[column : column + 1] or "'"
    return Unreadable(
        line + 1, column + 1, "not valid YAML: this quote is not closed", f"close it with {quote} in the same line"
    )


def _open_quote(line: str, stop: int | None = None) -> int | None:
    """Return the column of a quote that the line opens and does not close, or None."""
    quote, start = "", -1
    for column, char in enumerate(line[:stop]):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"" and line[:column].rstrip()[-1:] in {"", ":", ",", "[", "{", "-"}:
            quote, start = char, column
        elif char == "#" and line[:column][-1:] in {"", " "}:
            break
    return start if quote else None


def _flow(
    lines: list[str], error: yaml.MarkedYAMLError, at: tuple[int, int], context: tuple[int, int]
) -> Unreadable | None:
    kind = {"while parsing a flow mapping": "{", "while parsing a flow sequence": "["}.get(str(error.context))
    line = _line(lines, at[0])
    if kind is None:
        rest = line[at[1] : at[1] + 1]
        if error.problem == "did not find expected key" and rest in {"}", "]"}:
            return Unreadable(
                at[0] + 1, at[1] + 1, f"not valid YAML: this `{rest}` closes nothing", "remove it, or open it before"
            )
        return None
    for path in _INDEXED.finditer(line):
        if path.start() < at[1] <= path.end() and at[0] == context[0]:
            return Unreadable(
                at[0] + 1, path.start() + 1, "not valid YAML: a path with [ ] inside { } or [ ]",
                f"put it in quotes: '{path[0]}'", len(path[0]),
            )  # fmt: skip
    rest = line[at[1] :]
    if at[0] == context[0] and rest[:1] not in {"}", "]"}:
        if rest[:1] == ":":
            return Unreadable(
                at[0] + 1, at[1] + 1, "not valid YAML: `:` inside a value",
                "a comma is missing before this key, or put text with a colon in quotes",
            )  # fmt: skip
        opened = _line(lines, context[0])[: at[1]].rstrip()[-1:]
        if rest.strip() and opened not in {",", "{", "["}:
            return Unreadable(
                at[0] + 1, at[1] + 1, "not valid YAML: a comma is missing here",
                "separate the entries with commas; put text with [ ] { } , or ': ' in quotes",
            )  # fmt: skip
    shown = _SPOKEN.sub(
        lambda found: found[0] if found[0][:1] == "#" else "x" * len(found[0]), _line(lines, context[0])
    )
    comment = _COMMENT.search(shown, context[1])
    if comment is not None and _CLOSES[kind] in shown[comment.start() :]:
        return Unreadable(
            context[0] + 1, comment.start() + 1, "not valid YAML: `#` begins a comment here, to the end of the line",
            "put text with a `#` in quotes: '#'",
        )  # fmt: skip
    return Unreadable(
        context[0] + 1, context[1] + 1, f"not valid YAML: this `{kind}` is not closed",
        f"close it with `{_CLOSES[kind]}`",
    )  # fmt: skip


def _starter(lines: list[str], error: yaml.MarkedYAMLError, at: tuple[int, int]) -> Unreadable | None:
    char = _line(lines, at[0])[at[1] : at[1] + 1]
    sign = _SCANNED.get(str(error.context), "")
    if sign and error.context_mark is not None:
        at = (error.context_mark.line, error.context_mark.column)
        word = re.match(r"[^\s,:}\]]+", _line(lines, at[0])[at[1] :])
        shown = word[0] if word else sign
        text = f"not valid YAML: text that begins with {sign} must be in quotes"
        return Unreadable(at[0] + 1, at[1] + 1, text, f"write '{shown}'", max(1, len(shown)))
    if error.problem != "found character that cannot start any token" or char == "" or char not in _STARTERS:
        return None
    word = re.match(r"[^\s,}\]]+", _line(lines, at[0])[at[1] :])
    shown = word[0].rstrip("`") if word and char == "`" else word[0] if word else char
    text = f"text that begins with {char} must be in quotes"
    quoted = f"write '{shown.strip('`')}'" if char == "`" else f"write '{shown}'"
    return Unreadable(at[0] + 1, at[1] + 1, f"not valid YAML: {text}", quoted, max(1, len(word[0]) if word else 1))


def _block(lines: list[str], error: yaml.MarkedYAMLError, at: tuple[int, int]) -> Unreadable | None:
    line, before = _line(lines, at[0]), _line(lines, at[0] - 1)
    indent, above = len(line) - len(line.lstrip(" ")), len(before) - len(before.lstrip(" "))
    if error.problem == "could not find expected ':'":
        number = error.context_mark.line if error.context_mark is not None else at[0]
        return _no_colon(lines, number)
    if error.problem == "mapping values are not allowed in this context":
        if line[: at[1]].count(":") or (match := _KEY.match(line)) is None:
            return Unreadable(
                at[0] + 1, at[1] + 1, "not valid YAML: a second `:` in one line",
                "put text that contains ': ' in quotes, or begin a new line for the inner key",
            )  # fmt: skip
        key = len(match[1])
        if before.strip() and ":" not in before and not before.lstrip().startswith("#"):
            return _no_colon(lines, at[0] - 1)
        if indent > above and before.strip():
            return Unreadable(
                at[0] + 1, key + 1, f"not valid YAML: this line is indented more than line {at[0]}, which has a value",
                "keys of one mapping begin in the same column; a key that contains others has no value of its own",
                len(match[2]),
            )  # fmt: skip
        return None
    if error.problem in {"did not find expected key", "did not find expected '-' indicator"} and at[1] == indent:
        if error.problem.endswith("indicator") and not line.lstrip().startswith("- "):
            return _no_item(lines, at, indent)
        return Unreadable(
            at[0] + 1, at[1] + 1, "not valid YAML: this line's indentation fits none of the lines above",
            f"keys of one mapping begin in the same column; the line above begins in column {above + 1}",
        )  # fmt: skip
    if error.problem == "did not find expected key":
        return Unreadable(
            at[0] + 1, at[1] + 1, "not valid YAML: text after the end of the value",
            "put the whole value in quotes, or remove what follows it",
        )  # fmt: skip
    return None


def _no_item(lines: list[str], at: tuple[int, int], indent: int) -> Unreadable:
    """Return that a line in a list begins no item: which of the two is wrong, the block decides."""
    line, block = _line(lines, at[0]).lstrip(), _block_around(lines, at[0], indent)
    hint = "indent the line like the keys of that item, or begin it with `- `"
    if re.match(r"-[^\s-]", line):
        hint = f"put a blank after the dash: `- {line[1:20].strip()}…`"
    elif block in _OF_NAMES:
        hint = f"`{block}` has names with their contents, and no list: take the `- ` away above"
    message = "not valid YAML: expected an item of the list above, which begins with `- `"
    return Unreadable(at[0] + 1, at[1] + 1, message, hint)


def _block_around(lines: list[str], number: int, indent: int) -> str:
    """Return the key above whose content a line with this indentation is in, or an empty text."""
    for line in reversed(lines[:number]):
        key = _KEY.match(line)
        if key is not None and len(key[1]) < indent and not line.lstrip().startswith("-"):
            return key[2].strip("'\"")
    return ""


def _no_colon(lines: list[str], number: int) -> Unreadable:
    line = _line(lines, number)
    text = line.strip().removeprefix("- ").strip()
    column = line.index(text) + 1
    word = text.split()[0] if text.split() else "key"
    message = "not valid YAML: no `: ` in this line"
    key, colon, value = word.partition(":")
    hint = f"put a blank after the colon: `{key}: {value}`" if colon and value else f"write `{key}: …`"
    if assigned := re.match(r"(\w+)\s*=>?\s*(\S.*)\Z", text):
        hint = f"write `{assigned[1]}: {assigned[2]}`"
    return Unreadable(number + 1, column, message, hint, max(1, len(text)))
