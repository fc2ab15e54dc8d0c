"""Words of other languages, each with what says it here: an author writes what SQL, jq or a template would take.

A word that is near one of ours by its letters alone is none of these: `concat` is `join`, and no `count`.
"""

from __future__ import annotations

from shopglot.mapping.syntax._words import did_you_mean

__all__ = ["say_block", "say_type", "say_verb", "suggest", "words_here"]

_VERBS = {
    "path": ("get", "read", "from", "source", "field", "key", "select", "column", "raw", "jsonpath", "property", "ref"),
    "const": ("value", "literal", "constant", "static", "fixed", "set", "string", "text", "raw_value"),
    "first_of": ("coalesce", "ifnull", "if_null", "nvl", "fallback", "either", "firstof", "first", "one_of", "or"),
    "sum": ("add", "plus", "total", "addition", "+"),
    "minus": ("subtract", "sub", "difference", "diff", "negate", "neg", "abs", "less", "-"),
    "times": ("multiply", "mul", "product", "multiplied", "*"),
    "count": ("length", "len", "size", "count_of", "number_of"),
    "join": ("concat", "concatenate", "strcat", "implode", "string_join", "append", "glue", "merge", "&"),
    "split": ("explode", "tokenize", "cut"),
    "pick": ("find", "lookup", "find_first", "search", "where", "detect", "find_one", "query"),
    "each": ("foreach", "for_each", "for", "map", "loop", "iterate", "items", "walk", "filter", "forall", "every"),
    "list": ("array", "tuple", "collect", "elements"),
    "cases": ("if", "switch", "case", "when", "match", "choose", "cond", "conditions", "then", "else", "select_case"),
    "fields": ("object", "struct", "properties", "dict", "record", "members", "attributes", "build"),
    "transform": ("call", "func", "function", "python", "apply", "eval", "script", "code", "custom"),
    "use": ("part", "include", "template", "import", "$ref", "extends", "component", "call_part", "reuse"),
}
_MISSING = {
    "the language does not divide: that is left to a transform of the connector": ("divide", "div", "ratio", "mod"),
    "the language does not round: amounts keep their digits": ("round", "floor", "ceil", "trunc"),
    "the language has no patterns: `starts_with` tests a beginning, `split` cuts at a separator, and the rest is left "
    "to a transform of the connector": ("regex", "replace", "substring", "substr", "matches", "extract", "slice"),
    "the language does not change letters: that is left to a transform of the connector": (
        "upper", "lower", "uppercase", "lowercase", "capitalize", "trim", "strip", "title",
    ),
    "the language does not order lists: they keep the order that the platform sends": ("sort", "sort_by", "order_by"),
    "the language does not take the largest or smallest of several": ("max", "min", "avg", "average", "mean"),
}  # fmt: skip
# Words beside a verb, each with those of ours that say it: the first that the verb takes is meant.
_BESIDE = {
    "as": ("type", "cast", "convert", "to", "format", "datatype", "kind"),
    "of": ("currency", "currency_code", "unit"),
    "zone": ("timezone", "tz", "time_zone", "offset"),
    "enum": ("table", "mapping", "translate", "values", "translation", "enums", "map", "lookup"),
    "default": ("fallback", "otherwise", "else", "if_missing", "ifnull", "or", "default_value"),
    "required": ("mandatory", "must", "needed", "nullable", "optional"),
    "note": ("comment", "description", "doc", "reason", "remark"),
    "with": (
        "separator",
        "sep",
        "delimiter",
        "glue",
        "by",
        "on",
        "args",
        "arguments",
        "params",
        "parameters",
        "inputs",
    ),
    "on": ("separator", "sep", "delimiter", "by", "with", "at"),
    "take": ("index", "part", "position", "nth", "element", "get", "item"),
    "where": ("filter", "if", "when", "condition", "cond", "match", "only"),
    "group_by": ("groupby", "group", "by", "key", "keys", "partition_by"),
    "unique": ("distinct", "uniq", "dedupe"),
    "skip": ("skip_zero", "omit", "ignore_zero"),
    "fields": ("object", "properties", "members", "item", "items", "do"),
    "path": ("read", "get", "field", "return", "value", "select"),
    "value": ("path", "item", "select", "yield", "return", "map", "do"),
    "at": ("from", "path", "in", "on", "base", "root", "with"),
}
_TYPES = {
    "text": ("str", "string", "varchar", "id"),
    "money": ("decimal", "float", "number", "amount", "price", "double", "numeric", "currency"),
    "minor_units": ("cents", "minor", "minor_unit", "pennies", "smallest_unit", "pence"),
    "percent": ("percentage", "pct", "rate", "%"),
    "integer": ("int", "long", "int64", "whole"),
    "boolean": ("bool", "flag", "truthy"),
    "date": ("iso8601", "iso", "rfc3339", "iso_8601"),
    "epoch_s": ("unix", "epoch", "seconds", "unixtime", "unix_s", "unix_timestamp", "epoch_seconds", "s"),
    "epoch_ms": ("ms", "millis", "milliseconds", "epoch_millis", "unix_ms", "epoch_milliseconds"),
    "rfc2822": ("rfc822", "rfc_2822", "http_date", "mail", "rfc1123"),
    "url": ("uri", "link", "href"),
    "html": ("plain", "plaintext", "strip_html", "markup", "plain_text"),
    "country": ("country_code", "iso3166", "iso2", "alpha2"),
}
_NO_TYPES = {
    "a time in text is read by `as: date` (ISO 8601) or `as: rfc2822`, a number by `as: epoch_s` or `as: epoch_ms`": (
        "datetime", "date_time", "timestamp", "time", "moment", "instant",
    ),
    "a table of the platform's tokens is named by `enum`, in place of `as`": ("enum", "status", "token", "table"),
    "a list is made by `each` or `list`, in place of `as`": ("list", "array"),
    "an object is made by `fields`, in place of `as`": ("object", "dict", "json"),
}  # fmt: skip
_BLOCKS = {
    "mapping": ("version", "language"),
    "from": ("source", "input", "raw"),
    "to": ("target", "model", "output", "resource"),
    "extends": ("inherits", "base", "extend", "parent"),
    "uses": ("imports", "import", "include", "includes", "use"),
    "fields": ("mappings", "rules", "properties", "field", "map"),
    "parts": ("templates", "components", "definitions", "macros", "$defs", "defs", "anchors"),
    "hidden": ("masked", "masks", "privacy", "redact", "masking", "watch"),
    "extensions": ("custom", "extra", "extras", "additional", "custom_fields", "metadata"),
    "ignore": ("ignored", "unmapped", "skip", "skipped", "excluded", "drop", "omit"),
    "unsupported": ("missing", "unavailable", "not_supported"),
    "enums": ("tables", "lookups", "lookup", "translations", "values", "enumerations", "enum"),
    "tests": ("examples", "cases", "spec", "specs", "checks", "test"),
}


def _say(word: str, table: dict[str, tuple[str, ...]]) -> str:
    plain = word.lower().replace("-", "_").strip()
    return next((ours for ours, theirs in table.items() if plain in theirs or word in theirs), "")


def say_verb(word: str) -> tuple[str, str]:
    """Return the verb that a word of another language stands for, and what to know where there is none."""
    return _say(word, _VERBS), _say(word, _MISSING)


def say_type(word: str) -> str:
    """Return what to write in place of a type of another language, or an empty text."""
    ours = _say(word, _TYPES)
    return f"write `as: {ours}`" if ours else _say(word, _NO_TYPES)


def say_block(word: str) -> str:
    """Return the block that a word of another language stands for, or an empty text."""
    return _say(word, _BLOCKS)


def words_here(word: str, known: list[str]) -> str:
    """Return the word of ours, one of these, that says what another language has a word for; or an empty text."""
    plain = word.lower().replace("-", "_")
    return next((ours for ours, theirs in _BESIDE.items() if ours in known and plain in theirs), "")


def suggest(word: str, known: list[str]) -> str:
    """Return "did you mean `x`?" for a word among these known ones, by its meaning first and then by its letters."""
    meant = words_here(word, known)
    return f"did you mean `{meant}`?" if meant else did_you_mean(word, known)
