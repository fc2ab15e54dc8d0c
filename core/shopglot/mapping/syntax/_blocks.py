"""The blocks of a mapping file, of `hidden` and of its reasons: each word with what stands there."""

from __future__ import annotations

__all__ = ["BLOCKS", "HIDDEN", "LANGUAGE_VERSION", "REASON"]

LANGUAGE_VERSION = 1
BLOCKS: dict[str, str] = {
    "mapping": "the language's version: 1",
    "from": "the connector and its raw record, such as tiktok/order@202507",
    "to": "the unified model: Store, Product, Order or Customer",
    "extends": "in place of `from` and `to`: the mapping that this file extends, such as tiktok/order",
    "uses": "the parts files beside this one whose parts, enum tables and hidden blocks it uses",
    "fields": "the unified fields and their rules",
    "parts": "rules by their names, each put in place by `use`",
    "hidden": "which raw parts the platform hides, how to detect it, and why",
    "extensions": "values that the unified model has no field for, kept under the connector's id",
    "ignore": "raw paths that are left out on purpose, each with its reason; `meta_data.*`: what no rule reads "
    "there, `**.meta_data`: the same at any depth",
    "unsupported": "unified fields that the platform does not provide, each with its reason",
    "enums": "tables from the platform's tokens to unified values",
    "tests": "examples: a raw record and the expected values",
}
HIDDEN: dict[str, str] = {
    "use": "the hidden block of a parts file that this one adds to, as a layer does",
    "watch": "raw subtrees that the platform may hide",
    "unwatch": "raw paths in them, or others that may be masked, that need no watching, each with its reason",
    "masked": "how a masked value is detected, in addition to asterisks: a detector of the connector",
    "withheld": "when the platform withholds the whole, so that blanks do not mean missing",
    "reasons": "why a field is hidden; the first match applies",
}
REASON = ("when", "reason", "revealable", "remedy")
