"""Rules about masks: no masked value reaches a record, whatever else the raw record lacks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from shopglot.mapping.compile import find_masks
from shopglot.testing.kit._verdict import require_none
from shopglot_models import MODELS, personal_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from shopglot.testing.kit._subject import Subject

__all__ = ["check_masks", "masked_fields", "texts_in"]


@cache
def _fields(model: str) -> list[list[str]]:
    # Free words are published as they were written, asterisks and all.
    found = personal_fields(MODELS[model]).items()
    return [place.split("/")[1:] for place, kind in found if kind != "free_text"]


def masked_fields(record: Any, model: str, masked: Callable[[str], bool]) -> Iterator[str]:
    """Yield each field of a person, in the JSON of a unified record, that holds a masked value."""
    for steps in _fields(model):
        if any(masked(text) for text in texts_in(_all_at(record, steps))):
            yield f"/{'/'.join(steps)}"


def check_masks(subject: Subject, case: str) -> None:
    """Check that no masked value reaches a record: none in a person's field, none of what the raw record has masked."""
    answer = subject.answer(case)
    masked = find_masks(subject.definition, "").person
    schema = {one.name: one for one in subject.definition.raw_schemas}
    checked = subject.checked[answer.resource]
    raw_schema = schema.get(checked.file.raw) if checked.file else None
    lines = []
    for number, (sample, outcome) in enumerate(answer.good):
        record = outcome.record.model_dump(mode="json")
        model = type(outcome.record).__name__
        lines += [f"#{number}: {place} holds a masked value" for place in masked_fields(record, model, masked)]
        sent = {
            text
            for place in (raw_schema.maskable if raw_schema else ())
            for text in texts_in(_all_at(sample.raw, [*place.split(".")]))
            if masked(text)
        }
        lines += [f"#{number}: {place} holds a value that was sent masked" for place in _holding(record, sent)]
    require_none(lines, "a mask reached a record as a value")


def _holding(value: Any, sent: set[str], place: str = "") -> Iterator[str]:
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _holding(item, sent, f"{place}/{key}")
    elif isinstance(value, str) and any(text in value for text in sent):
        yield place


def _all_at(value: Any, steps: list[str]) -> Iterator[Any]:
    if isinstance(value, list):
        rest = steps[1:] if steps[:1] == ["*"] else steps
        for item in value:
            yield from _all_at(item, rest)
    elif not steps:
        yield value
    elif isinstance(value, dict):
        yield from _all_at(value.get(steps[0]), steps[1:])


def texts_in(values: Iterable[Any]) -> Iterator[str]:
    """Yield every text in some JSON values, at any depth."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from texts_in(value.values() if isinstance(value, dict) else value)
