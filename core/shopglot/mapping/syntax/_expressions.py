"""What an author meant by an expression where only a path can stand: the verb that says it."""

from __future__ import annotations

import re

from shopglot.mapping.syntax._conversions import CONVERSIONS
from shopglot.mapping.syntax._verbs import VERBS

__all__ = ["say_with_verb"]

_OPERAND = r"[$^@]*\.?\w[\w.]*(?:\[[^\]*?]*\][\w.]*)*"
_ELEMENT = "'@'"
_IN_QUOTES = "'\"my-name\"'"
_ALL = re.compile(rf"({_OPERAND})\[(?:\*|)\](?:\.({_OPERAND}))?\Z")
_TWO = re.compile(rf"({_OPERAND})(\s*)(\+|-|\*|/|&|~|\?\?|\|\||\?:|//|\bor\b)(\s*)({_OPERAND})\Z")
_CALL = re.compile(rf"(\w+)\(\s*({_OPERAND})?.*\)\Z")
_AS = re.compile(rf"({_OPERAND})\s*(?:\bas\b|\||:)\s*(\w+)\Z")
_FOUND = re.compile(
    r"(?P<list>[$^@]*\.?\w[\w.]*)\[\s*(?P<asked>\??)\s*\(?\s*(?:@\.)?(?P<key>\w[\w.]*)\s*"
    r"(?:(?P<sign>==?|!=)\s*(?P<quote>['\"`]?)(?P<value>[^'\"`\])]*)(?P=quote))?\s*\)?\s*\](?:\.(?P<path>\w[\w.]*))?\Z"
)
_SAID = {"+": "sum", "-": "minus", "*": "times", "&": "join", "~": "join"}
_CALLS = {
    "length": "count", "len": "count", "size": "count", "count": "count", "sum": "sum", "add": "sum", "join": "join",
    "concat": "join", "coalesce": "first_of", "first": "first_of", "default": "first_of",
}  # fmt: skip
_LISTED = frozenset({"sum", "join", "first_of"})


def say_with_verb(text: str) -> str:
    """Return what to write instead of an expression, or an empty text where none is known."""
    if text and re.fullmatch(r"[\s,;:|·-]+", text):
        separator = f"for another one write `with: '{text}'`" if text.strip() else "another one is told by `with`"
        return f"a separator is no part of `join`: leave it out; a space is put between the parts, {separator}"
    text = text.strip()
    if text.startswith("$") and '."' in text:
        return "after `$` a name in quotes stands in brackets, such as $['my-name']"
    return _say_index(text) or _say_found(text) or _say(text)


def _say_index(text: str) -> str:
    shown = re.sub(r"\.(\d+)(?=\.|\Z)", r"[\1]", text)
    return f"an index stands in brackets: '{shown}'" if shown != text and re.fullmatch(r"[\w.$^@]+", text) else ""


def _say(text: str) -> str:
    if text.startswith(("{", "${", "['", '["')):
        return _say_wrapped(text)
    if text.startswith("/") or (text.count("/") and re.fullmatch(r"[\w/]+", text) and "/" not in text[:1] + text[-1:]):
        return _slashes(text)
    if (every := _ALL.match(text)) is not None:
        one = f"{every[1]}[0].{every[2]}" if every[2] else f"{every[1]}[0]"
        return f"walk the list: {{each: {every[1]}, value: {every[2] or _ELEMENT}}}; of its first element: '{one}'"
    if (two := _TWO.match(text)) is not None:
        return _say_two(two)
    if (named := _AS.match(text)) is not None and named[2] in CONVERSIONS:
        return f"write {{path: {named[1]}, as: {named[2]}}}"
    if (call := _CALL.match(text)) is not None:
        verb, argument = _CALLS.get(call[1].lower()), call[2] or "…"
        if verb is None:
            return "a path calls no functions: use a verb, a conversion with `as`, or a transform of the connector"
        return f"write {{{verb}: [{argument}, …]}}" if verb in _LISTED else f"write {{{verb}: {argument}}}"
    if "?" in text and ":" in text:
        return "write {cases: [{when: …, then: …}, {else: …}]}"
    if re.fullmatch(rf"\.{_OPERAND}", text) and not text.startswith(".."):
        return f"a path begins with a name: {text[1:]}"
    return f"write fixed text as {{const: {text}}}" if re.fullmatch(r"[\w'!.,]+(?: [\w'!.,]+)+", text) else ""


def _say_found(text: str) -> str:
    """Return how one element of a list is found by what a filter in brackets asks of it."""
    found = _FOUND.match(text)
    if found is None or not (found["asked"] or found["sign"]):
        return ""
    value = str(found["value"])
    plain = re.fullmatch(r"[A-Za-z_][\w-]*", value) or (value.isdecimal() and not found["quote"])
    where = (
        f"{found['key']}: {value if plain else repr(value)}" if found["sign"] else f"{found['key']}: {{is: present}}"
    )
    where = f"{{not: {{{where}}}}}" if found["sign"] == "!=" else f"{{{where}}}"
    path, walked = found["path"] or "…", found["list"]
    one = f"{{pick: {walked}, where: {where}, path: {path}}}"
    return f"of the first that fits: {one}; of all: {{each: {walked}, where: {where}, value: {path}}}"


def _say_wrapped(text: str) -> str:
    """Return what is inside what a template puts round it, a rule in quotes, or a name in brackets."""
    if re.fullmatch(r"\{\s*\w+:.*\}", text):
        return f"a rule is YAML and no text, so take the quotes away: {text}"
    if named := re.fullmatch(r"""\[(["'])(\w+)\1\](?:\.?(\w.*))?""", text):
        return f"write {named[2]}{'.' + named[3] if named[3] else ''}; of a name with other signs {_IN_QUOTES}"
    inner = text.strip("${} ")
    return f"write the path alone: {inner}" if re.fullmatch(_OPERAND, inner) else _say_filter(inner)


_FILTER = re.compile(rf"({_OPERAND})\s*\|\s*(\w+)\s*(?:[:(]\s*(.*?)\)?)?\s*\Z")
_FILTERS = {
    "split": "write {{split: {path}, on: {argument}}}",
    "join": "write {{join: [{path}], with: {argument}}}",
    "default": "write {{path: {path}, default: {argument}}}",
    "plus": "write {{sum: [{path}, {argument}]}}",
    "minus": "write {{minus: [{path}, {argument}]}}",
    "times": "write {{times: [{path}, {{const: {argument}}}]}}",
    "date": "write {{path: {path}, as: date}}",
    "money": "write {{path: {path}, as: money}}",
    "first": "write '{path}[0]'",
    "size": "write {{count: {path}}}",
    "strip_html": "write {{path: {path}, as: html}}",
}


def _say_filter(text: str) -> str:
    """Return the rule that a template's filter stands for."""
    found = _FILTER.match(text)
    if found is None:
        return ""
    said = _FILTERS.get(found[2], "a path has no filters: use a verb, or a conversion with `as`")
    return said.format(path=found[1], argument=found[3] or "…")


def _slashes(text: str) -> str:
    names = [name for name in text.split("/") if name]
    if not names or not all(re.fullmatch(r"\w+", name) for name in names):
        return ""
    joined = ".".join(name if not name.isdigit() else f"[{name}]" for name in names).replace(".[", "[")
    return f"names are joined with dots: {joined}"


def _say_two(two: re.Match[str]) -> str:
    one, before, sign, after, other = two.groups()
    if sign == "-" and not (before and after):
        return ""  # a name with a hyphen
    if sign == "/":
        return "the language does not divide: use a transform of the connector"
    verb = _SAID.get(sign, "first_of")
    if verb not in VERBS:
        return "the language does not multiply: use a transform of the connector"
    return f"write {{{verb}: [{one}, {other}]}}"
