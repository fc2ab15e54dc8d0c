"""Values into a model, giving up a part that the model refuses before giving up the whole record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from shopglot.diagnostics import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fit_model"]

_M = TypeVar("_M", bound=BaseModel)
_Location = tuple[int | str, ...]


def fit_model(model: type[_M], values: dict[str, Any], where: str) -> tuple[_M | None, tuple[Problem, ...]]:
    """Make the model of these values.

    A part that it refuses is left out, and named by a problem with code R107, whose `where` is the mapping file. The
    model is None where the rest is no model without that part; the problems then say why.
    """
    try:
        return model.model_validate(values), ()
    except ValidationError as error:
        problems = _problems(error, where)
        rest = _without(values, [item["loc"] for item in _details(error)])
    if rest is None:
        return None, problems
    try:
        return model.model_validate(rest), problems
    except ValidationError as error:
        return None, (*problems, *_problems(error, where))


def _details(error: ValidationError) -> list[Any]:
    # The input and the context may hold a buyer's data; only the place and the rule that it broke leave here.
    return list(error.errors(include_input=False, include_url=False, include_context=False))


def _problems(error: ValidationError, where: str) -> tuple[Problem, ...]:
    return tuple(Problem(_pointer(item["loc"]), "R107", item["msg"], where) for item in _details(error))


def _pointer(location: _Location) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in location)


def _without(values: dict[str, Any], locations: Iterable[_Location]) -> dict[str, Any] | None:
    """Copy the values without what is at these places, or return None where nothing is there to leave out.

    A place may lie deeper than the values reach, such as a required field that is missing: then what should hold it
    goes.
    """
    rest: Any = values
    existing = {_existing(values, location) for location in locations}
    # From the back, so that a list's earlier indexes stay what they were.
    for place in sorted(existing, key=_order, reverse=True):
        if not place:
            return None
        rest = _drop(rest, place)
    return dict(rest)


def _existing(values: Any, location: _Location) -> _Location:
    steps: list[int | str] = []
    for step in location:
        if not _holds(values, step):
            break
        values = values[step]
        steps.append(step)
    return tuple(steps)


def _holds(values: Any, step: int | str) -> bool:
    if isinstance(values, dict):
        return step in values
    return isinstance(values, list) and isinstance(step, int) and step < len(values)


def _order(place: _Location) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in place)


def _drop(values: Any, place: _Location) -> Any:
    # Copied along the way only: the rest may be constants that the mapping shares among records.
    step, *deeper = place
    if isinstance(values, dict):
        if not deeper:
            return {key: value for key, value in values.items() if key != step}
        return values if step not in values else values | {step: _drop(values[step], tuple(deeper))}
    if not deeper:
        return [value for index, value in enumerate(values) if index != step]
    return [_drop(value, tuple(deeper)) if index == step else value for index, value in enumerate(values)]
