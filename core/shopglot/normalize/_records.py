"""One raw record to one unified record, or to the reasons why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from shopglot.diagnostics import Problem
from shopglot.errors import InvalidArgument, RecordRejected, ResponseError
from shopglot.exact_json import NAMELESS, read_json
from shopglot.normalize._codes import kind_of
from shopglot.normalize._consistency import consistency
from shopglot.normalize._fitting import fit_model
from shopglot.normalize._responses import ResponseShape, records_of
from shopglot.normalize._sources import iter_source
from shopglot_models import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shopglot.connector import ConnectorDefinition
    from shopglot.mapping import CompiledMapping
    from shopglot.normalize._sources import SourceRecord
    from shopglot_models import Customer, Order, Product, Store

    _Unified = Store | Product | Order | Customer

__all__ = ["MaskPolicy", "Normalized", "Normalizer", "Rejected"]

MaskPolicy = Literal["hide", "keep"]


@dataclass(frozen=True, slots=True)
class Normalized:
    """A raw record that became a unified one.

    `record` is the model; `warnings` name each field that came out null, or as `unknown`, although the platform sent
    something, and say where the record as a whole does not fit together (R117, R118); `unknown` names each key of the
    raw record that the raw schema does not know, as `line_items.color`: the platform has grown, and no rule can read
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
        """Return the error that `normalize` raises for this record."""
        return RecordRejected(self.resource, self.errors)


@dataclass(frozen=True, slots=True)
class Normalizer:
    """Turns raw records of one resource into unified ones.

    Three doors: `record` takes what is a record already, and never guesses at it; `source` takes what was saved (a
    response, JSON, JSON Lines, a file, many of these) and finds the records in it; `one` takes a source with exactly
    one.
    """

    shape: ResponseShape
    mapping: CompiledMapping
    keep_masked: bool = False
    keep_raw: bool = False
    settings: Mapping[str, str | bool | int] | None = field(default=None, repr=False)

    @classmethod
    def of(  # noqa: PLR0913 - each is one choice of the caller, by name
        cls,
        definition: ConnectorDefinition,
        resource: str,
        mapping: CompiledMapping,
        *,
        mask_policy: str = "hide",
        keep_raw: bool = False,
        settings: Mapping[str, object] | None = None,
    ) -> Normalizer:
        """Return the normalizer of a resource.

        Raises `ResourceNotFound`, and `InvalidArgument` for a wrong policy or wrong settings.
        """
        if mask_policy not in ("hide", "keep"):
            raise InvalidArgument(f"mask_policy must be 'hide' or 'keep', got {mask_policy!r}", code="mask_policy")
        readable = definition.readable_settings(settings or {})
        return cls(ResponseShape.of(definition, resource), mapping, mask_policy == "keep", keep_raw, readable)

    def record(self, raw: object, *, index: int = 0, where: str = "") -> Normalized | Rejected:
        """Return the unified form of one raw record, or the reasons why there is none; never raises for a record."""
        where = where or NAMELESS
        if not isinstance(raw, dict):
            text = f"expected a record (a JSON object), got {kind_of(raw)}"
            return self._reject(raw, index, where, Problem("", "A207", text, where))
        unknown = self.mapping.unknown_keys(raw)
        try:
            outcome = self.mapping.run(raw, keep_masked=self.keep_masked, settings=self.settings)
            if outcome.values is None:
                return self._reject(raw, index, where, *outcome.errors, unknown=unknown)
            model = cast("type[_Unified]", MODELS[self.mapping.model])
            record, dropped = fit_model(model, outcome.values, self.shape.resource.mapping)
            if record is None:
                return self._reject(raw, index, where, *dropped, unknown=unknown)
        except RecursionError:
            problem = Problem("", "R108", "the record is nested too deep", where)
            return self._reject(raw, index, where, problem, unknown=unknown)
        warnings = (*outcome.warnings, *dropped, *consistency(record, self.shape.resource.mapping))
        return Normalized(record, warnings, unknown, raw if self.keep_raw else None, index, where)

    def source(self, source: object, *, where: str = "") -> Iterator[Normalized | Rejected]:
        """Return each record of a source in order, lazily; see `Connector.normalize_many`."""
        records = iter_source(source, self.shape, where)
        return (self._run(item, index) for index, item in enumerate(records))

    def one(self, raw: object) -> Normalized:
        """Return the unified form of the one record that a response contains; see `Connector.normalize`."""
        document = read_json(raw) if isinstance(raw, str | bytes) else raw
        records = records_of(document, self.shape)
        if len(records) != 1:
            name = self.shape.resource.name
            raise ResponseError(
                f"the response contains {len(records)} {name} records, and normalize() takes exactly one",
                code="A209",
                hint="normalize_many() takes any number of them.",
            )
        result = self.record(records[0])
        if isinstance(result, Rejected):
            raise result.error()
        return result

    def _run(self, item: SourceRecord, index: int) -> Normalized | Rejected:
        if item.problem is not None:
            return self._reject(item.raw, index, item.where, item.problem)
        return self.record(item.raw, index=index, where=item.where)

    def _reject(self, raw: object, index: int, where: str, *errors: Problem, unknown: tuple[str, ...] = ()) -> Rejected:
        return Rejected(self.shape.resource.name, errors, unknown, raw, index, where)
