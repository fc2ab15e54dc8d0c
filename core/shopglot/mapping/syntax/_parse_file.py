"""Nodes to a mapping file: the blocks at the top level, each by its own shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shopglot.mapping.syntax._ast import Hidden, MappingFile, Part, Reason
from shopglot.mapping.syntax._blocks import BLOCKS, HIDDEN, LANGUAGE_VERSION, REASON
from shopglot.mapping.syntax._nodes import Node
from shopglot.mapping.syntax._other_words import say_block
from shopglot.mapping.syntax._parse_enums import parse_enums
from shopglot.mapping.syntax._parse_ignored import parse_ignored
from shopglot.mapping.syntax._parse_rules import RuleParser
from shopglot.mapping.syntax._parse_tests import parse_tests
from shopglot.mapping.syntax._rule_words import has_verb
from shopglot.mapping.syntax._shown import hint_for_names
from shopglot.mapping.syntax._words import did_you_mean, nearest

if TYPE_CHECKING:
    from shopglot.mapping.syntax._ast import PathRef, Rule
    from shopglot.mapping.syntax._nodes import SourceFile
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["parse_file"]


def parse_file(source: SourceFile, root: Node, report: Reporter) -> MappingFile | None:
    """Parse a file's nodes; None when the root is not a mapping. Every error is reported."""
    if not isinstance(root.value, dict):
        report("E104", root, f"expected a mapping of blocks, got {root.kind}", hint=_blocks_hint())
        return None
    root = _named_well(root, report)
    rules = RuleParser(report)
    version = root.get("mapping")
    if version is None:
        report("E106", root, "the language's version is missing", hint="begin the file with `mapping: 1`")
    elif version.value != LANGUAGE_VERSION:
        hint = "write it without quotes: `mapping: 1`" if str(version.value) == str(LANGUAGE_VERSION) else ""
        report("E108", version, f"this shopglot reads version {LANGUAGE_VERSION} of the language", hint=hint)
    connector, raw, raw_node = _from(root, report)
    model_node = root.get("to")
    if model_node is None or not isinstance(model_node.value, str):
        report("E106", model_node or root, "the unified model is missing", hint="add a line such as `to: Order`")
        model_node = Node("", root.line, root.column)
    enums_node = root.get("enums")
    enums, rules.lost_tables = parse_enums(enums_node, report) if enums_node is not None else ({}, False)
    rules.enums = enums
    rules.parts = _parts(root, report)
    fields_node = root.get("fields")
    if fields_node is None:
        report("E106", root, "the block `fields` is missing", hint="it contains the rule of each unified field")
    extensions_node = root.get("extensions")
    ignored, reasons = _parse_reasons(root.get("ignore"), "ignore", "is left out", rules, report)
    unsupported = _read_unsupported(root, report)
    fields = rules.fields(fields_node) if fields_node else {}
    extensions = _extensions(extensions_node, connector, rules, report) if extensions_node else {}
    _find_unused(rules, [fields_node, extensions_node], report)
    return MappingFile(
        source=source,
        node=root,
        connector=connector,
        raw=raw,
        raw_node=raw_node,
        model=model_node.value,
        model_node=model_node,
        fields=fields,
        hidden=_hidden(root, rules, report),
        extensions=extensions,
        ignore=ignored,
        reasons_ignored=reasons,
        enums=enums,
        tests=parse_tests(root, report.tests),
        unsupported={name: node for name, (node, _) in unsupported.items()},
        reasons_unsupported={name: reason for name, (_, reason) in unsupported.items()},
        shared=report.shared,
        parts=frozenset(rules.parts),
    )


def _extensions(node: Node, connector: str, rules: RuleParser, report: Reporter) -> dict[str, Rule]:
    """Parse the block; the connector's id is no level of it, since the host puts its values there."""
    inner = node.get(connector) if connector else None
    if inner is not None and isinstance(inner.value, dict) and not has_verb(inner):
        text = f"`{connector}` is no rule: what stands here is kept under the connector's id by itself"
        report("E105", node.keys[connector], text, hint=f"take `{connector}` out, and indent what is below it less")
        return {}
    return rules.fields(node)


def _parts(root: Node, report: Reporter) -> dict[str, Part]:
    node = root.get("parts")
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        report.shape(node, "`parts` must be a mapping from names to rules", hint=hint_for_names(node, "name: rule"))
        return {}
    return {name: Part(node.keys[name], rule) for name, rule in node.value.items()}


def _find_unused(rules: RuleParser, blocks: list[Node | None], report: Reporter) -> None:
    """Report the parts that nothing uses; whether one of a parts file is used, all mappings beside it decide."""
    rules.parse_unused()
    shared = {id(one.node): one for one in report.shared}
    for name, part in rules.parts.items():
        if id(part.node) in shared:
            shared[id(part.node)].used = part.used
        elif not part.used and not report.may_use(name, blocks) and not report.hints_at(name):
            report("W903", part.node, f"the part `{name}` is not used", hint="use it or delete it")
    for table in rules.enums.values():
        if id(table.node) in shared:
            shared[id(table.node)].used = table.used


def _blocks_hint() -> str:
    return "the blocks are " + ", ".join(f"`{name}`" for name in BLOCKS)


def _named_well(root: Node, report: Reporter) -> Node:
    """Return the file with each block under its own name; one that is called otherwise is reported, and read too."""
    value, keys = dict(root.value), dict(root.keys)
    for name, key in root.keys.items():
        if name in BLOCKS:
            continue
        meant = say_block(name) or nearest(name, BLOCKS)
        hint = f"did you mean `{meant}`?" if meant else _hint_for_block(root.value[name])
        report("E105", key, f"unknown block `{name}`", hint=hint or _blocks_hint())
        if meant and meant not in root.value:
            value[meant], keys[meant] = value.pop(name), key
    return replace(root, value=value, keys=keys)


def _hint_for_block(node: Node) -> str:
    """Return where a name at the top of a file belongs, or an empty text."""
    if has_verb(node) or isinstance(node.value, str):
        return "a rule stands under `fields`, `extensions` or `parts`: indent it, to stand in one of them"
    return ""


def _check_words(node: Node, words: Any, what: str, report: Reporter) -> None:
    for name, key in node.keys.items():
        if name not in words:
            hint = did_you_mean(name, words) or "the words are " + ", ".join(f"`{word}`" for word in words)
            report("E105", key, f"unknown {what} `{name}`", hint=hint)


def _from(root: Node, report: Reporter) -> tuple[str, str, Node]:
    node = root.get("from")
    text = node.value if node is not None else None
    if node is None or not isinstance(text, str) or text.count("/") != 1 or "@" not in text:
        report(
            "E106",
            node or root,
            "the raw record is missing" if node is None else "expected a connector, a record and a version",
            hint="write them as in `from: tiktok/order@202507`",
        )
        return "", "", node or root
    connector, raw = text.split("/")
    return connector, raw, node


def _parse_reasons(
    node: Node | None, name: str, what: str, rules: RuleParser, report: Reporter
) -> tuple[dict[str, PathRef], dict[str, str]]:
    if node is None:
        return {}, {}
    if not isinstance(node.value, dict):
        hint = hint_for_names(node, "raw.path: the reason in a few words")
        report.shape(node, f"`{name}` must be a mapping from raw paths to reasons", hint=hint)
        return {}, {}
    paths, reasons = {}, {}
    for text, reason in node.value.items():
        if not isinstance(reason.value, str) or not reason.value.strip():
            report("E106", reason, f"the reason why `{text}` {what} is missing", hint="add it in a few words")
            continue
        ref = parse_ignored(node.keys[text], rules.path, report) if name == "ignore" else rules.path(node.keys[text])
        if ref is not None:
            paths[text] = ref
            reasons[text] = reason.value
    return paths, reasons


def _read_unsupported(root: Node, report: Reporter) -> dict[str, tuple[Node, str]]:
    node = root.get("unsupported")
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        hint = hint_for_names(node, "field: the reason in a few words")
        report.shape(node, "`unsupported` must be a mapping from unified fields to reasons", hint=hint)
        return {}
    reasons = {}
    for name, reason in node.value.items():
        if not isinstance(reason.value, str) or not reason.value.strip():
            report("E106", reason, f"the reason why nothing fills `{name}` is missing", hint="add it in a few words")
            continue
        reasons[name] = (node.keys[name], reason.value)
    return reasons


def _hidden(root: Node, rules: RuleParser, report: Reporter) -> Hidden | None:
    node = root.get("hidden")
    if node is None:
        return None
    if not isinstance(node.value, dict):
        report.lost_hidden = True
        hint = "its words are " + ", ".join(f"`{word}`" for word in HIDDEN)
        if isinstance(node.value, str):
            hint = f"that of a parts file is used by `hidden: {{use: {node.value}}}`"
        report.shape(node, "`hidden` must be a mapping", hint=hint)
        return None
    _check_words(node, HIDDEN, "part of `hidden`:", report)
    watch = node.get("watch")
    unwatch, lifted = _parse_reasons(node.get("unwatch"), "unwatch", "is not watched", rules, report)
    refs = []
    if watch is None and node.get("unwatch") is not None:
        pass  # all that may be masked is lifted, each with its reason
    elif watch is None or not isinstance(watch.value, list) or not watch.value:
        paths = watch.value if watch is not None else None
        shown = ", ".join(paths) if isinstance(paths, dict) else paths
        hint = f"write watch: [{shown}]" if isinstance(shown, str) else ""
        report.lost_hidden = True
        report("E106", watch or node, "`watch` must list the raw paths that the platform may hide", hint=hint)
    else:
        refs = [ref for item in watch.value if (ref := _watched(item, rules, report)) is not None]
        report.lost_hidden = report.lost_hidden or len(refs) < len(watch.value)
    masked, withheld = node.get("masked"), node.get("withheld")
    if masked is not None and not isinstance(masked.value, str):
        report.shape(masked, "`masked` must be the name of a detector")
        masked = None
    return Hidden(
        node=node,
        watch=refs,
        unwatch=unwatch,
        reasons_unwatched=lifted,
        masked=masked.value if masked else "asterisks",
        masked_node=masked,
        withheld=rules.condition(withheld) if withheld else None,
        reasons=_reasons(node, rules, report),
    )


def _watched(node: Node, rules: RuleParser, report: Reporter) -> PathRef | None:
    """Parse a path of `watch`: what is inside is watched too, so that no star is needed."""
    text = str(node.value)
    if not text.endswith((".*", "[*]", "[]")):
        return rules.path(node)
    inside = text.removesuffix(".*").removesuffix("[*]").removesuffix("[]")
    report("E201", node, f"`{text}` is not a path: it names one place", hint=f"all inside is watched too: {inside}")
    return None


def _reasons(node: Node, rules: RuleParser, report: Reporter) -> list[Reason]:
    rows = node.get("reasons")
    if rows is None and node.get("watch") is None:
        return []
    if rows is None:
        text = "`reasons` is missing: why a field is hidden; the first match applies"
        report("E106", node, text, hint="add reasons: [{reason: unknown, revealable: unknown}]")
        return []
    if not isinstance(rows.value, list):
        text = "`reasons` must be a list of reasons why a field is hidden; the first match applies"
        report("E106", rows, text, hint="begin each with `- `: - {reason: unknown, revealable: unknown}")
        return []
    reasons = []
    for row in rows.value:
        if not isinstance(row.value, dict):
            report.shape(row, "expected a reason such as `{when: …, reason: …, revealable: …}`")
            continue
        _check_words(row, REASON, "part of a reason:", report)
        texts = {name: row.get(name) for name in REASON[1:]}
        for name in ("reason", "revealable"):
            item = texts[name]
            if item is None or not isinstance(item.value, str):
                report("E106", item or row, f"`{name}` is missing in this reason")
        values = {name: item.value if item and isinstance(item.value, str) else "" for name, item in texts.items()}
        when = row.get("when")
        reasons.append(
            Reason(
                node=row,
                when=rules.condition(when) if when else None,
                reason=values["reason"],
                revealable=values["revealable"],
                remedy=values["remedy"] or None,
            )
        )
    return reasons
