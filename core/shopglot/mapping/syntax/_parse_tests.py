"""The block `tests`: what is wrong in it is no fault of the rules, so it is collected apart, test by test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax._ast import TestCase
from shopglot.mapping.syntax._words import did_you_mean

if TYPE_CHECKING:
    from shopglot.mapping.syntax._nodes import Node
    from shopglot.mapping.syntax._reporter import Reporter

__all__ = ["TEST", "parse_tests"]

TEST = {"name": str, "given": str, "expect": dict, "setting": dict}
"""The words of a test, each with the type of its content."""
_KINDS = {str: "text", dict: "a mapping"}
_OTHER_WORDS = {
    "name": ("title", "description", "it", "test", "label"),
    "given": ("record", "input", "fixture", "file", "when", "raw", "source", "data"),
    "expect": ("expected", "output", "result", "then", "assert", "want", "expectation"),
    "setting": ("settings", "config", "with"),
}
_EXAMPLE = "`name` and `given` are text, `expect` and `setting` are mappings"


def parse_tests(root: Node, report: Reporter) -> list[TestCase]:
    """Parse the block `tests`; one that cannot be read is a case too, with its `problems`, so that no run hides it."""
    node = root.get("tests")
    if node is None:
        return []
    if not isinstance(node.value, list):
        with report.collecting() as problems:
            hint = "begin each test with `- name: …`, and indent its other lines like `name`"
            report.shape(node, "`tests` must be a list", hint=hint)
        return [TestCase(node, "tests", "", {}, problems=problems)]
    cases = []
    for number, item in enumerate(node.value, start=1):
        with report.collecting() as problems:
            case = _parse_test(item, f"test {number}", report)
        case.problems = problems
        cases.append(case)
    return cases


def _hint_for(node: Node) -> str:
    if isinstance(node.value, list):
        return "write what is expected as one mapping: {/currency: USD, /note: null}"
    return "" if isinstance(node.value, (str, dict)) else "put it in quotes"


def _parse_test(item: Node, unnamed: str, report: Reporter) -> TestCase:
    if not isinstance(item.value, dict):
        report.shape(item, "expected a test with `name`, `given` and `expect`")
        return TestCase(item, unnamed, "", {})
    for word, key in item.keys.items():
        if word not in TEST:
            meant = next((ours for ours, theirs in _OTHER_WORDS.items() if word.lower() in theirs), "")
            hint = f"did you mean `{meant}`?" if meant else did_you_mean(word, TEST)
            hint = hint or "the words are " + ", ".join(f"`{known}`" for known in TEST)
            report("E105", key, f"unknown part of a test: `{word}`", hint=hint)
    plain = {"setting": {}, **item.plain()}
    wrong = [word for word, kind in TEST.items() if not isinstance(plain.get(word), kind)]
    if wrong and wrong[0] in item.keys:
        node = item.value[wrong[0]]
        report.shape(node, f"`{wrong[0]}` of a test must be {_KINDS[TEST[wrong[0]]]}", hint=_hint_for(node))
    elif wrong:
        report("E106", item, f"this test needs `{wrong[0]}`", hint=_EXAMPLE)
    read = {word: plain[word] if word not in wrong else kind() for word, kind in TEST.items()}
    return TestCase(item, read["name"] or unnamed, read["given"], read["expect"], read["setting"])
