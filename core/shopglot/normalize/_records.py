"""One raw record to one unified record, or to the reasons why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from shopglot.errors import AnswerError, RecordRejected
from shopglot.mapping import Problem
from shopglot.normalize._answers import AnswerShape, records_of
from shopglot.normalize._codes import NAMELESS, kind_of
from shopglot.normalize._consistency import consistency
from shopglot.normalize._fitting import fitted
from shopglot.normalize._reading import read_json
from shopglot.normalize._sources import Found, found_in
from shopglot_models import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopglot._installed import InstalledConnector
    from shopglot.mapping import CompiledMapping
    from shopglot_models import Customer, Order, Product, Store

    _Unified = Store | Product | Order | Customer

__all__ = ["MaskPolicy", "Normalized", "Rejected", "normalize_many", "normalize_one"]

MaskPolicy = Literal["hide", "keep"]


@dataclass(frozen=True, slots=True)
class Normalized:
    """A raw record that became a unified one.

    `record` is the model; `warnings` name each field that came out null, or as `unknown`, although the platform sent
    something, and say where the record as a whole does not fit together (R117, R118); `unknown` names each key of the
    raw record that the raw schema does not know, as `line_items.colour`: the platform has grown, and no rule can read
    it yet. `raw` is the raw record where it was asked for, else None; `index` counts the records of the source from 0,
    and `where` names the source with the line where there are lines. Its `repr` shows no value of the record.
    """

    record: Store | Product | Order | Customer = field(repr=False)
    warnings: tuple[Problem, ...] = ()
    unknown: tuple[str, ...] = ()
    raw: Any = field(default=None, repr=False)
    index: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A raw record that could not become a unified one: what a quarantine keeps.

    `errors` say which fields, and why; `raw` is the raw record, or the text of a line that is no JSON; `unknown`,
    `index` and `where` are as in `Normalized`. Its `repr` shows no value of the record.
    """

    resource: str
    errors: tuple[Problem, ...]
    unknown: tuple[str, ...] = ()
    raw: Any = field(default=None, repr=False)
    index: int = 0
    where: str = ""

    def error(self) -> RecordRejected:
        """Give the error that `normalize` raises for this record."""
        return RecordRejected(self.resource, self.errors)


def normalize_one(
    connector: InstalledConnector,
    resource: str,
    raw: object,
    *,
    mask_policy: MaskPolicy = "hide",
    keep_raw: bool = False,
) -> Normalized:
    """Do what `InstalledConnector.normalize` says."""
    task = _Task.of(connector, resource, mask_policy, keep_raw=keep_raw)
    document = read_json(raw) if isinstance(raw, str | bytes) else raw
    records = records_of(document, task.shape)
    if len(records) != 1:
        raise AnswerError(
            f"the answer holds {len(records)} {resource} records, and normalize() needs exactly one",
            code="A209",
            hint="normalize_many() takes any number of them.",
        )
    result = task.run(Found(records[0], NAMELESS), 0)
    if isinstance(result, Rejected):
        raise result.error()
    return result


def normalize_many(  # noqa: PLR0913 - two say what, the rest are options by name
    connector: InstalledConnector,
    resource: str,
    source: object,
    *,
    mask_policy: MaskPolicy = "hide",
    keep_raw: bool = False,
    where: str = "",
) -> Iterator[Normalized | Rejected]:
    """Do what `InstalledConnector.normalize_many` says."""
    task = _Task.of(connector, resource, mask_policy, keep_raw=keep_raw)
    found = found_in(source, task.shape, where)
    return (task.run(item, index) for index, item in enumerate(found))


@dataclass(frozen=True, slots=True)
class _Task:
    shape: AnswerShape
    mapping: CompiledMapping
    keep_masked: bool
    keep_raw: bool

    @classmethod
    def of(cls, connector: InstalledConnector, resource: str, mask_policy: str, *, keep_raw: bool) -> _Task:
        shape = AnswerShape.of(connector.definition, resource)
        if mask_policy not in ("hide", "keep"):
            raise ValueError(f"mask_policy is {mask_policy!r}, and must be 'hide' or 'keep'")
        return cls(shape, connector.mappings[resource], mask_policy == "keep", keep_raw)

    def run(self, found: Found, index: int) -> Normalized | Rejected:
        raw, where = found.raw, found.where
        if found.problem is not None:
            return self._rejected(found, index, found.problem)
        if not isinstance(raw, dict):
            text = f"{kind_of(raw)} stands where a record (a JSON object) is needed"
            return self._rejected(found, index, Problem("", "A207", text, where))
        unknown = self.mapping.unknown_keys(raw)
        try:
            outcome = self.mapping.run(raw, keep_masked=self.keep_masked)
            if outcome.values is None:
                return self._rejected(found, index, *outcome.errors, unknown=unknown)
            model = cast("type[_Unified]", MODELS[self.mapping.model])
            record, dropped = fitted(model, outcome.values, self.shape.resource.mapping)
            if record is None:
                return self._rejected(found, index, *dropped, unknown=unknown)
        except RecursionError:
            problem = Problem("", "R108", "the record is nested too deep", where)
            return self._rejected(found, index, problem, unknown=unknown)
        warnings = (*outcome.warnings, *dropped, *consistency(record, self.shape.resource.mapping))
        return Normalized(record, warnings, unknown, raw if self.keep_raw else None, index, where)

    def _rejected(self, found: Found, index: int, *errors: Problem, unknown: tuple[str, ...] = ()) -> Rejected:
        return Rejected(self.shape.resource.name, errors, unknown, found.raw, index, found.where)
