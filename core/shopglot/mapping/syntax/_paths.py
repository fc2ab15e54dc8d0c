"""The path syntax: a subset of JMESPath (identifiers, indexes) and, after `$`, of RFC 9535 singular queries.

    payment.total_amount        a field of a field, from the element in scope
    district_info[0]."name"     an index, a quoted identifier (JMESPath)
    $.payment['currency']       from the record, name selectors in brackets (RFC 9535)
    ^.id                        from the scope outside this `each`; `^^` from the one outside that
    @                           the element itself
    setting.currency            a setting of the connection; `@.setting` is a raw field of that name

Grammar sources: JMESPath specification (identifier, quoted-string, index expression), RFC 9535 section 2.3.5
(singular queries) and 2.3.1 (name selectors).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from shopglot.mapping.syntax._characters import describe_character, plain_letters
from shopglot.mapping.syntax._expressions import say_with_verb

__all__ = ["Path", "PathSyntaxError", "parse_path"]

MAX_LENGTH = 512
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_INDEX = re.compile(r"\[(0|-?[1-9][0-9]{0,8})\]")  # neither grammar that both share allows -0 or leading zeros
_SHORTHAND = re.compile(r"[A-Za-z_\u0080-\ud7ff\ue000-\U0010ffff][A-Za-z0-9_\u0080-\ud7ff\ue000-\U0010ffff]*")
_QUOTED = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))+"')
_NAME_DOUBLE = re.compile(r'\["((?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*)"\]')
_NAME_SINGLE = re.compile(r"\['((?:[^'\\\x00-\x1f]|\\(?:['\\/bfnrt]|u[0-9A-Fa-f]{4}))*)'\]")
_SETTING = "setting"
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class PathSyntaxError(ValueError):
    """The text is not a path; `offset` is the character at which it stops being one, `hint` what to write instead."""

    def __init__(self, reason: str, offset: int, hint: str = "") -> None:
        self.offset = offset
        self.hint = hint
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Path:
    """A parsed path: `base` is `""` (the element in scope), `$` (the record) or `^`, `^^`… (scopes outside).

    `setting` is neither: its one step is the name of a setting. `steps` are field names and indexes, in order.
    """

    base: str
    steps: tuple[str | int, ...]

    def __str__(self) -> str:
        text = self.base
        if not text and len(self.steps) > 1 and self.steps[0] == _SETTING:
            text = "@"
        for step in self.steps:
            if isinstance(step, int):
                text += f"[{step}]"
            elif _PLAIN.match(step):
                text += f".{step}" if text else step
            else:
                quoted = json.dumps(step, ensure_ascii=False)
                text += f"[{quoted}]" if self.base == "$" else f".{quoted}" if text else quoted
        return text or "@"


def parse_path(text: str) -> Path:
    """Parse a path; raises `PathSyntaxError` with the position of the error."""
    try:
        return _parse(text)
    except PathSyntaxError as error:
        error.hint = say_with_verb(text)
        raise


def _parse(text: str) -> Path:
    if not text:
        raise PathSyntaxError("a path cannot be empty", 0)
    if len(text) > MAX_LENGTH:
        raise PathSyntaxError(f"a path has at most {MAX_LENGTH} characters", MAX_LENGTH)
    if text[0] == "$":
        return Path("$", _steps(text, 1, rfc=True))
    if text[0] == "^":
        rest = text.lstrip("^")
        base = text[: len(text) - len(rest)]
        return Path(base, _steps(text, len(base), rfc=False))
    if text[0] == "@" and text[1:2] not in {"", ".", "["}:
        raise PathSyntaxError(f"`@` is the element: its fields follow a dot, as in `@.{text[1:]}`", 1)
    if text[0] == "@":
        return Path("", _steps(text, 1, rfc=False))
    if text[0] == "[":
        return Path("", _steps(text, 0, rfc=False))
    name, offset = _name(text, 0)
    if name == _SETTING and text.startswith(f"{_SETTING}."):
        steps = _steps(text, offset, rfc=False)
        if len(steps) > 1:
            raise PathSyntaxError("a setting has no fields; a raw field of that name is `@.setting`", offset)
        return Path(_SETTING, steps)
    return Path("", (name, *_steps(text, offset, rfc=False)))


def _steps(text: str, offset: int, *, rfc: bool) -> tuple[str | int, ...]:
    steps: list[str | int] = []
    while offset < len(text):
        if text[offset] == ".":
            step, offset = _shorthand(text, offset + 1) if rfc else _name(text, offset + 1)
            steps.append(step)
        elif index := _INDEX.match(text, offset):
            steps.append(int(index[1]))
            offset = index.end()
        elif rfc and (named := _NAME_DOUBLE.match(text, offset) or _NAME_SINGLE.match(text, offset)):
            steps.append(_unescape(named[1], text[offset + 1], offset))
            offset = named.end()
        else:
            raise PathSyntaxError(_reason(text, offset), offset)
    return tuple(steps)


def _name(text: str, offset: int) -> tuple[str, int]:
    if match := _IDENTIFIER.match(text, offset):
        return match[0], match.end()
    if match := _QUOTED.match(text, offset):
        return _unescape(match[0][1:-1], '"', offset), match.end()
    raise PathSyntaxError(_reason(text, offset), offset)


def _shorthand(text: str, offset: int) -> tuple[str, int]:
    if match := _SHORTHAND.match(text, offset):
        return match[0], match.end()
    raise PathSyntaxError(_reason(text, offset), offset)


def _unescape(inner: str, quote: str, offset: int) -> str:
    if quote == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"') if "\\\\" not in inner else _single(inner)
    name: str = json.loads(f'"{inner}"')
    try:
        name.encode()
    except UnicodeEncodeError:
        raise PathSyntaxError("incomplete surrogate pair: write both escapes of it", offset) from None
    return name


def _single(inner: str) -> str:
    out, position = [], 0
    while position < len(inner):
        char = inner[position]
        if char == "\\":
            pair = inner[position : position + 2]
            out.append("'" if pair == "\\'" else pair)
            position += 2
            continue
        out.append('\\"' if char == '"' else char)
        position += 1
    return "".join(out)


def _reason(text: str, offset: int) -> str:
    if offset >= len(text):
        return "expected a field name after the end of this path"
    char = text[offset]
    filtered = re.match(r"\[[^\]]*[=?]", text[offset:])
    if char in "*?:" or filtered or text.startswith(("[*]", "[]", ".."), offset) or text.startswith(".", offset):
        return "a path names one place: no wildcards, filters, slices or descents (walk a list with `each` or `pick`)"
    if char in "|&()!<>=,{}`+/":
        return f"unexpected `{char}`: a path has no expressions, use verbs"
    if char == " ":
        return "a path has no blanks"
    if char == "-":
        return "put a name with a hyphen in double quotes"
    if char == "[":
        return "expected an index such as [0]; a name in brackets needs a path that begins with $"
    if not char.isascii():
        plain = plain_letters(char)
        shown = f"`{char}` is {describe_character(char)}" if char.isprintable() else describe_character(char)
        return f"{shown}, not `{plain}`" if plain.isascii() and plain != char and plain.strip() else shown
    return f"unexpected `{char}`" if char.isprintable() else "unexpected control character"
