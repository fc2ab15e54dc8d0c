"""Running a compiled mapping over one record."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from shopglot.diagnostics import Diagnostic, Problem
from shopglot.mapping.syntax import RECORD_CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shopglot.mapping.compile._numbers import ConversionError
    from shopglot.mapping.compile._unknown import KnownKeys
    from shopglot.mapping.syntax import MappingFile

__all__ = ["HARMLESS", "CompiledMapping", "HiddenRules", "Mark", "Outcome", "Run"]

TOKEN_LENGTH = 64
HARMLESS = frozenset({"R110", "R114"})
"""The codes of values that were taken all the same."""
_NONE: Mapping[str, Any] = MappingProxyType({})


class Mark:
    """Something noted while a record ran: a warning, an error, or a masked value; `pointer` grows on the way out."""

    __slots__ = ("code", "kind", "location", "pointer", "token")

    def __init__(self, kind: str, pointer: str, code: str, location: str, token: str | None = None) -> None:
        self.kind = kind
        self.pointer = pointer
        self.code = code
        self.location = location
        self.token = token


class Run:
    """The state of one record's run: what closures share.

    `outer` is the chain of scopes outside, `group` the members of the group in scope, each with its scope outside,
    `indexes` the lists that joins have searched, each with its index, `withheld` whether the platform withholds the
    watched parts, `settings` the connection's that are no secrets.
    """

    __slots__ = ("group", "indexes", "keep", "marks", "outer", "record", "settings", "withheld")

    def __init__(self, record: dict[str, Any], *, keep: bool, settings: Mapping[str, Any] = _NONE) -> None:
        self.record = record
        self.settings = settings
        self.keep = keep
        self.marks: list[Mark] = []
        self.outer: Any = None
        self.group: list[tuple[Any, Any]] = []
        self.indexes: dict[Any, tuple[Any, Any]] = {}
        self.withheld = False

    def unfit(self, unfit: ConversionError, pointer: str, location: str) -> Any:
        """Note a value that does not fit, and return what to use instead."""
        self.marks.append(Mark("warning", pointer, unfit.code, location, unfit.token))
        return unfit.fallback

    def note_masked(self, pointer: str, location: str, code: str = "") -> None:
        """Note that a value is hidden behind the platform's mask; with a code it is a warning as well."""
        self.marks.append(Mark("masked", pointer, code, location))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a record's run: `values` ready for the unified model, or None when `errors` reject the record.

    Its `repr` shows no value of the record.
    """

    values: dict[str, Any] | None = field(repr=False)
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class HiddenRules:
    """The compiled `hidden` block.

    `fed` are the unified fields that watched raw parts feed, as JSON Pointers, each with the test whether they do in a
    record; `names` are the parts of a name under the pointer of the whole one: what hides the name hides them, whatever
    was sent for them.
    """

    fed: tuple[tuple[str, Callable[[Any, Run], bool]], ...]
    names: dict[str, tuple[str, ...]]
    withheld: Callable[[Any, Run], bool]
    reasons: tuple[tuple[Callable[[Any, Run], bool], dict[str, Any]], ...]

    def report(self, values: dict[str, Any], run: Run) -> list[dict[str, Any]]:
        """List the hidden fields of one record, each once: what is masked by its pointer, then what is withheld.

        Each pointer leads to a null or to a list in the record's JSON: where an object came out empty, the
        object is named. A hidden extension is put into `values` as null for that reason.
        """
        masked = {mark.pointer for mark in run.marks if mark.kind == "masked"}
        if not masked and not run.withheld:
            return []
        evidence: dict[str, str] = {}
        for pointer in sorted(masked):
            self._add(evidence, pointer, "masked", values)
        if run.withheld:
            for pointer, feeds in self.fed:
                inside = any(one == pointer or one.startswith(f"{pointer}/") for one in masked)
                if not inside and _value_at(values, pointer) is None and feeds(run.record, run):
                    self._add(evidence, pointer, "withheld", values)
        why = next((reason for when, reason in self.reasons if when(run.record, run)), _UNKNOWN)
        return [{"path": pointer, "evidence": kind, **why} for pointer, kind in evidence.items()]

    def _add(self, evidence: dict[str, str], pointer: str, kind: str, values: dict[str, Any]) -> None:
        evidence.setdefault(_fit_pointer(values, pointer), kind)
        for part in self.names.get(pointer, ()):
            if _value_at(values, part) is None:
                evidence.setdefault(_fit_pointer(values, part), kind)


_UNKNOWN: dict[str, Any] = {"reason": "unknown", "revealable": "unknown", "remedy": None}
_EXTENSIONS = "/extensions/"


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _value_at(values: Any, pointer: str) -> Any:
    for step in _steps(pointer):
        values = _member(values, step)
    return values


def _fit_pointer(values: dict[str, Any], pointer: str) -> str:
    """Return the pointer, or as much of it as the record's JSON has a place for.

    Extensions have no schema, so a place for a hidden one is made; in a model, only objects that exist are entered.
    """
    free = pointer.startswith(_EXTENSIONS)
    steps = _steps(pointer)
    holder: Any = values
    for depth, step in enumerate(steps[:-1], 1):
        inner = _member(holder, step)
        if inner is None:
            if not (free and isinstance(holder, dict)):
                return "/".join(pointer.split("/")[: depth + 1])
            holder[step] = inner = {}
        holder = inner
    if free and isinstance(holder, dict):
        holder.setdefault(steps[-1], None)
    return pointer


def _member(holder: Any, step: str) -> Any:
    """Return what a step leads to, or None: what can't be entered counts as missing."""
    if isinstance(holder, list):
        return holder[int(step)] if step.isdigit() and int(step) < len(holder) else None
    return holder.get(step) if isinstance(holder, dict) else None


class CompiledMapping:
    """A mapping that was checked and compiled: run it over raw records.

    `model` is the unified model's name, `warnings` what the checker found and did not refuse, `file` the parsed file.
    """

    def __init__(  # noqa: PLR0913 - each is one part of the compiled whole
        self,
        file: MappingFile,
        build: Callable[[Any, Run], dict[str, Any] | None],
        extend: Callable[[Any, Run], dict[str, Any] | None] | None,
        hidden: HiddenRules,
        warnings: tuple[Diagnostic, ...],
        *,
        has_flag: bool,
        known: KnownKeys | None = None,
        defaults: Mapping[str, Any] = _NONE,
    ) -> None:
        self.file = file
        self.model = file.model
        self.warnings = warnings
        self._build = build
        self._extend = extend
        self._hidden = hidden
        self._has_flag = has_flag
        self._known = known
        self._defaults = defaults

    def __repr__(self) -> str:
        return f"<CompiledMapping {self.file.source.name}: {self.file.connector}/{self.file.raw} to {self.model}>"

    def unknown_keys(self, raw: object) -> tuple[str, ...]:
        """Return the keys of a raw record that the raw schema does not know, sorted; no value (see `KnownKeys`)."""
        return self._known.unknown(raw) if self._known is not None and type(raw) is dict else ()

    def run(self, raw: object, *, keep_masked: bool = False, settings: Mapping[str, Any] | None = None) -> Outcome:
        """Unify one raw record.

        `keep_masked` keeps masked values as they are; they are reported all the same. `settings` are what rules read as
        `setting.name`, as `ConnectorDefinition.readable_settings` returns them; by default the defaults. Never raises
        for anything that a record may contain.
        """
        if type(raw) is not dict:
            location = f"{self.file.source.name}:1"
            return Outcome(None, (Problem("", "R106", RECORD_CODES["R106"], location),))
        run = Run(raw, keep=keep_masked, settings=self._defaults if settings is None else settings)
        run.withheld = self._hidden.withheld(raw, run)
        values = self._build(raw, run) or {}
        if self._extend is not None:
            extensions = self._extend(raw, run)
            if extensions:
                values["extensions"] = {self.file.connector: extensions}
        if self._has_flag:
            hidden = self._hidden.report(values, run)
            values["customer_hidden"] = bool(hidden)
            values["hidden_fields"] = hidden
        if not run.marks:
            return Outcome(values)
        errors = tuple(_to_problem(mark) for mark in run.marks if mark.kind == "error")
        warnings = tuple(_to_problem(mark) for mark in run.marks if mark.kind != "error" and mark.code)
        return Outcome(None if errors else values, errors, warnings)


def _to_problem(mark: Mark) -> Problem:
    token = mark.token
    if token is not None and not (len(token) <= TOKEN_LENGTH and token.isascii() and token.replace("_", "a").isalnum()):
        token = None  # only what looks like an enum token is shown: anything else may be somebody's data
    return Problem(mark.pointer, mark.code, RECORD_CODES[mark.code], mark.location, token)
