"""Checking the `tests` block before a test runs: pointers against the model, values against types, the record."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from shopglot.mapping.check._field_hints import ALL_FIELDS
from shopglot.mapping.check._settings import SettingsChecker
from shopglot.mapping.check._types import is_bare
from shopglot.mapping.syntax import ANY, Type, did_you_mean, listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping.syntax import MappingFile, Node, Reporter, TestCase

__all__ = ["check_tests"]

_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\Z")
_INDEX = re.compile(r"(?:0|[1-9][0-9]*)\Z")
_IN_BRACKETS = re.compile(r"[^/]\[\d+\](?:/|\Z)")
_ESCAPE = re.compile(r"~(?![01])")
_SINGLE: dict[str, type] = {
    "text": str,
    "enum": str,
    "money": str,
    "quantity": str,
    "datetime": str,
    "integer": int,
    "boolean": bool,
}


def check_tests(
    file: MappingFile,
    connector: ConnectorDefinition,
    target: Type | None,
    report: Reporter,
    given: Callable[[str], str] | None = None,
) -> None:
    """Check each test: its name, its record, its settings, and what it expects; each case gets its `problems`.

    `given` tells what is wrong with a saved record that a test names, or returns an empty text; by default none is
    looked for. `target` is the unified model, None where it is not known.
    """
    names: dict[str, int] = {}
    settings = SettingsChecker(report, connector)
    for case in file.tests:
        if any(problem.code in _SHAPELESS for problem in case.problems):
            continue
        with report.collecting() as problems:
            _check_name(case, names, report)
            _check_given(case, report, given)
            _check_settings(case, settings)
            _check_expected(case, file, target, report)
        case.problems += problems


_SHAPELESS = frozenset({"E104", "E106"})


def _check_name(case: TestCase, names: dict[str, int], report: Reporter) -> None:
    node = case.node.get("name") or case.node
    if case.name in names:
        first = f"the first one is in line {names[case.name]}"
        report("E504", node, f"a second test `{case.name}`", hint=f"{first}; give each its own name")
    names.setdefault(case.name, node.line)


def _check_settings(case: TestCase, settings: SettingsChecker) -> None:
    node = case.node.get("setting")
    if node is None:
        return
    for name, value in node.value.items():
        settings.value(name, node.keys[name], value)


def _check_expected(case: TestCase, file: MappingFile, target: Type | None, report: Reporter) -> None:
    expect = case.node.get("expect")
    if expect is None or target is None:
        return
    if not expect.value:
        report("E502", expect, "this test expects nothing, so it can never fail", hint=_EXAMPLE)
    for pointer, value in expect.value.items():
        _Expectation(file, report, expect.keys[pointer]).check(pointer, value, target)


_EXAMPLE = "name a unified field with what it must be: {/currency: USD}"


def _check_given(case: TestCase, report: Reporter, given: Callable[[str], str] | None) -> None:
    node = case.node.get("given") or case.node
    name, mark, pointer = case.given.partition("#")
    path = PurePosixPath(name)
    problem = hint = ""
    if not name or path.is_absolute() or "\\" in name or ".." in path.parts or ":" in name:
        problem = "expected a relative path, such as fixtures/order.json#/data/orders/0"
        hint = "write `/` between folders" if "\\" in name else ""
    elif mark and pointer and not pointer.startswith("/"):
        problem = "expected a JSON Pointer after `#`, which begins with `/`"
        hint = f"write {name}#/{pointer}"
    elif given is not None:
        problem = given(case.given)
    if problem:
        report("E503", node, f"cannot find the record of this test: {problem}", hint=hint)


class _Expectation:
    """One place in the record, and what is expected there."""

    def __init__(self, file: MappingFile, report: Reporter, key: Node) -> None:
        self.file = file
        self.report = report
        self.key = key

    def check(self, pointer: str, value: Node, target: Type) -> None:
        """Check a pointer and the value expected at it; after a wrong pointer the value says nothing."""
        if pointer and not pointer.startswith("/"):
            hint = f"write {_as_pointer(pointer)}"
            self.report("E501", self.key, f"`{pointer}` is not a JSON Pointer: it begins with `/`", hint=hint)
            return
        dotted = pointer.split("/")[1].partition(".")[0] if pointer.count(".") else ""
        if _IN_BRACKETS.search(pointer) or dotted in target.fields:
            text = f"`{pointer}` is not a JSON Pointer: names and indexes are steps, each after a `/`"
            self.report("E501", self.key, text, hint=f"write {_as_pointer(pointer)}")
            return
        if _ESCAPE.search(pointer):
            text = f"`{pointer}` is not a JSON Pointer: `~` is written ~0"
            self.report("E501", self.key, text, hint="write ~0 for `~`, and ~1 for `/` inside a name")
            return
        of, walked = target, target.name
        steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        for number, step in enumerate(steps):
            if number == 0 and step == "extensions" and len(steps) > 1:
                self._check_extension(steps[1:], value)
                return
            following = self._step(of, step, walked, steps[number + 1 :])
            if following is None:
                return
            of = following
            walked = f"`{step}`" if not step.isdigit() else walked
        self._check_value(value, of, pointer)

    def _step(self, of: Type, step: str, walked: str, rest: list[str]) -> Type | None:
        if of.kind == "any":
            return ANY
        if of.kind == "list":
            if _INDEX.match(step):
                return of.item or ANY
            rest_of = "/".join([step, *rest])
            hint = f"write the index of an item: …/0/{rest_of}" if not step.lstrip("-").isdigit() else "count from 0"
            self.report("E501", self.key, f"{walked} is a list, and `{step}` is not an index", hint=hint)
            return None
        if of.kind != "object":
            hint = (
                "leave the `/` at its end out"
                if not step and not rest
                else f"what it is stands at the pointer to {walked}"
            )
            self.report("E501", self.key, f"{walked} is {of}: there is nothing below it", hint=hint)
            return None
        if step not in of.fields:
            hint = did_you_mean(step, of.fields) or f"it has {listing(of.fields, ALL_FIELDS)}"
            if reader := self._reader(".".join([step, *rest])):
                hint = f"that is the raw path, and what is expected stands at /{reader}"
            if step.isdigit():
                hint = f"{walked} is one object, not a list: leave the index out"
            self.report("E401", self.key, f"{of.name or walked} has no field `{step}`", hint=hint)
            return None
        return of.fields[step]

    def _reader(self, raw: str) -> str:
        """Return the unified field that is read from a raw path; an empty text where none is by a path alone."""
        paths = {str(rule.slots["path"].path): name for name, rule in self.file.fields.items() if rule.verb == "path"}
        return paths.get(raw, "")

    def _check_extension(self, steps: list[str], value: Node) -> None:
        connector, *rest = steps
        if connector != self.file.connector:
            place = "/".join(steps) if connector in self.file.extensions else "…"
            hint = f"write /extensions/{self.file.connector}/{place}"
            self.report("E401", self.key, f"this mapping fills no extensions of `{connector}`", hint=hint)
        elif rest and rest[0] not in self.file.extensions:
            known = self.file.extensions
            hint = did_you_mean(rest[0], known) or (f"it has {listing(known)}" if known else "")
            if value.value is None:
                # That something stays out of the record is worth a test; beside a name that is alike, it is a typo.
                if did_you_mean(rest[0], known):
                    text = f"no rule makes the extension `{rest[0]}`: it is always null"
                    self.report("E502", self.key, text, hint=hint)
            else:
                self.report("E401", self.key, f"no rule makes the extension `{rest[0]}`", hint=hint)

    def _check_value(self, value: Node, of: Type, pointer: str) -> None:
        """Check that a record can have this value there at all (`E301`, `E303`, `E401`); null and empty always can."""
        got = value.value
        if got is None or of.kind == "any" or (isinstance(got, (dict, list)) and not got):
            return
        if of.kind == "list":
            if not isinstance(got, list):
                one = f"an item of it stands at {pointer}/0"
                self._misfit(value, of, pointer, f"write [{_shown(got)}]" if not isinstance(got, dict) else one)
            for number, item in enumerate(got if isinstance(got, list) else ()):
                self._check_value(item, of.item or ANY, f"{pointer}/{number}")
        elif of.kind == "object":
            if not isinstance(got, dict):
                self._misfit(value, of, pointer)
                return
            for name, item in got.items():
                inner = _Expectation(self.file, self.report, value.keys[name])
                following = inner._step(of, name, of.name, [])
                if following is not None:
                    inner._check_value(item, following, f"{pointer}/{name}")
        else:
            self._check_single(value, of, pointer)

    def _check_single(self, value: Node, of: Type, pointer: str) -> None:
        got: Any = value.value
        wanted = _SINGLE.get(of.kind)
        if wanted is None:
            return
        if not isinstance(got, wanted) or (isinstance(got, bool) and wanted is not bool):
            textual = wanted is str and not isinstance(got, (dict, list))
            what = "amounts and quantities are text in JSON" if of.kind in {"money", "quantity"} else "it is text"
            hint = f"{what}: write '{_shown(got)}'" if textual else ""
            if not textual and isinstance(got, str) and is_bare(got.lower(), of.kind):
                hint = f"write {got.lower()} without quotes"
            self._misfit(value, of, pointer, hint)
        elif of.kind == "enum" and got not in of.values:
            hint = did_you_mean(str(got), of.values) or f"use one of {listing(of.values)}"
            text = f"`{got}` is not a value of `{_last(pointer)}`"
            self.report("E303", value, text, facts=(("target", str(of)),), hint=hint)
        elif of.kind in {"money", "quantity"} and not _AMOUNT.match(str(got)):
            self._misfit(value, of, pointer, "write its digits as text, such as '34.54'")
        elif of.kind == "datetime" and not _MOMENT.match(str(got)):
            self._misfit(value, of, pointer, "a record's moments are in UTC, such as '2024-05-01T10:00:00Z'")

    def _misfit(self, value: Node, of: Type, pointer: str, hint: str = "") -> None:
        self.report("E301", value, f"`{_last(pointer)}` is {of}, and never {_described(value)}", hint=hint)


def _as_pointer(path: str) -> str:
    """Return a path, or what is written as a mixture of both, as a JSON Pointer."""
    plain = path.removeprefix("$.").removeprefix("$").replace("[", ".").replace("]", "").replace(".", "/")
    return f"/{plain.strip('/')}"


def _last(pointer: str) -> str:
    return next((step for step in reversed(pointer.split("/")) if not step.isdigit()), "") or "the record"


def _described(value: Node) -> str:
    if isinstance(value.value, (dict, list)):
        return value.kind
    return f"the text `{value.value}`" if isinstance(value.value, str) else f"`{_shown(value.value)}`"


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
