"""Rules about saved answers, one by one: what they are, and the unified records that they give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.normalize import Rejected
from shopglot.testing.kit._schemas import apideck_validator, published_validator, raw_validators, wrong_places
from shopglot.testing.kit._verdict import Broken, NothingToCheck, require_none
from shopglot.workbench.proof import IDENTITIES
from shopglot_models import Customer, Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shopglot.diagnostics import Problem
    from shopglot.normalize import Normalized
    from shopglot.testing.kit._subject import SavedAnswer, Subject
    from shopglot_models import Record

__all__ = [
    "answers",
    "answers_with_orders",
    "answers_with_people",
    "answers_with_records",
    "check_adds_up",
    "check_answers",
    "check_apideck",
    "check_fits",
    "check_hidden",
    "check_json",
    "check_published",
]

_UNBALANCED = "unbalanced"


def answers(subject: Subject) -> Iterable[str]:
    """Return a case for each saved answer and the resource that reads it."""
    return [answer.case for answer in subject.all_answers()]


def answers_with_records(subject: Subject) -> Iterable[str]:
    """Return a case for each saved answer that gives a record."""
    return [answer.case for answer in subject.all_answers() if any(True for _ in answer.good)]


def answers_with_orders(subject: Subject) -> Iterable[str]:
    """Return a case for each saved answer that gives an order."""
    return _giving(subject, {"Order"})


def answers_with_people(subject: Subject) -> Iterable[str]:
    """Return a case for each saved answer that gives an order or a customer."""
    return _giving(subject, {"Order", "Customer"})


def _giving(subject: Subject, models: set[str]) -> Iterable[str]:
    return [case for case in answers_with_records(subject) if subject.model(case.partition("/")[0]) in models]


def check_answers(subject: Subject, case: str) -> None:
    """Check that a resource has saved answers, that all can be used, and that some give a record."""
    found = subject.answers(case).values()
    if subject.definition.fixtures is None:
        raise Broken("the connector says of no saved answers, and there is no folder fixtures/<its id> here")
    require_none((fault for answer in found for fault in answer.faults), "saved answers that can't be used")
    if not any(True for answer in found for _ in answer.good):
        outcomes = [outcome for answer in found for outcome in answer.outcomes]
        why = {f"{one.path}: {one.message}" for outcome in outcomes for one in _errors(outcome)}
        raise Broken("there is no saved answer that gives a record", sorted(why))


def _errors(outcome: Normalized | Rejected) -> tuple[Problem, ...]:
    return outcome.errors if isinstance(outcome, Rejected) else ()


def check_fits(subject: Subject, case: str) -> None:
    """Check that the records of an answer fit the raw schema; where the index says why one does not, that it does not.

    A record fits where one of the responses that carry it allows it, or the one whose schema the index names.
    """
    answer, definition = subject.answer(case), subject.definition
    checked = subject.checked[answer.resource]
    schema = next((one for one in definition.raw_schemas if checked.file and one.name == checked.file.raw), None)
    if schema is None:
        raise NothingToCheck("the mapping has errors: nobody knows its raw schema")
    validators = raw_validators(definition, schema, answer.about.get("schema") or "")
    wrong = [line for sample in answer.samples for line in _misfits(validators, sample.name, sample.raw)]
    if answer.about.get("invalid"):
        if not wrong:
            raise Broken("the index says that this answer does not fit its raw schema (`invalid`), and it does")
        return
    require_none(wrong, "raw records that their raw schema does not allow")


def _misfits(validators: Iterable[Any], name: str, raw: Any) -> list[str]:
    tried = [[f"{name}: {line}" for line in wrong_places(validator, raw)] for validator in validators]
    return min(tried, key=len)


def check_published(subject: Subject, case: str) -> None:
    """Check that the records of an answer are valid by the published schema."""
    validator = published_validator(subject.model(case.partition("/")[0]))
    require_none(
        (
            f"#{number}: {line}"
            for number, record in _records(subject.answer(case))
            for line in wrong_places(validator, record.model_dump(mode="json"))
        ),
        "records that the published schema does not allow",
    )


def check_apideck(subject: Subject, case: str) -> None:
    """Check that Apideck's contract takes the records of an answer as `to_apideck()` gives them."""
    validator = apideck_validator(subject.model(case.partition("/")[0]))
    require_none(
        (
            f"#{number}: {line}"
            for number, record in _records(subject.answer(case))
            for line in wrong_places(validator, record.to_apideck())
        ),
        "records that Apideck's contract does not take",
    )


def check_json(subject: Subject, case: str) -> None:
    """Check that a record read back from its own JSON is the same record."""
    require_none(
        (
            f"#{number}"
            for number, record in _records(subject.answer(case))
            if type(record).model_validate_json(record.model_dump_json()) != record
        ),
        "records that are other ones after JSON",
    )


def check_hidden(subject: Subject, case: str) -> None:
    """Check that the flag, the list of hidden fields and the fields say the same, and the guide what to do."""
    answer = subject.answer(case)
    guide = subject.definition.guide
    sections = set(guide.keys()) if guide else set()
    require_none(
        (
            f"#{number}: {line}"
            for number, record in _records(answer)
            if isinstance(record, Order | Customer)
            for line in _inconsistent(record, sections)
        ),
        "what a record says of hidden fields does not fit together",
    )


def _inconsistent(record: Order | Customer, sections: set[str]) -> Iterator[str]:
    if record.customer_hidden is not bool(record.hidden_fields):
        yield "customer_hidden is not whether there are hidden fields"
    dumped = record.model_dump(mode="json")
    places = [hidden.path for hidden in record.hidden_fields]
    yield from (f"{place} is listed twice" for place in sorted(set(places)) if places.count(place) > 1)
    for hidden in record.hidden_fields:
        value = _at(dumped, hidden.path.split("/")[1:])
        if value is not None and not isinstance(value, list):
            yield f"{hidden.path} is said to be hidden, and has a value"
        if hidden.remedy is not None and hidden.remedy not in sections:
            yield f"{hidden.path}: the guide has no section `{hidden.remedy}`"


def _at(value: Any, steps: list[str]) -> Any:
    for step in steps:
        step = step.replace("~1", "/").replace("~0", "~")  # noqa: PLW2901 - RFC 6901
        value = value[int(step)] if isinstance(value, list) else value.get(step) if isinstance(value, dict) else None
    return value


def check_adds_up(subject: Subject, case: str) -> None:
    """Check that the money of the orders of an answer adds up; where the index says `unbalanced`, that it does not."""
    answer = subject.answer(case)
    wrong = list(unbalanced(_records(answer)))
    if answer.says(_UNBALANCED):
        if not wrong:
            raise Broken(f"the index gives this answer the tag `{_UNBALANCED}`, and its orders add up")
        return
    require_none(wrong, "orders that do not add up")


def unbalanced(records: Iterable[tuple[int, Record]]) -> Iterator[str]:
    """Yield each sum that does not hold of an order, with the order's number."""
    for number, order in records:
        for identity in IDENTITIES:
            if isinstance(order, Order) and identity.holds(order) is False:
                yield f"#{number}: {identity.field}: {identity.text}"


def _records(answer: SavedAnswer) -> Iterator[tuple[int, Record]]:
    outcomes: Iterator[Normalized] = (outcome for _, outcome in answer.good)
    return ((number, outcome.record) for number, outcome in enumerate(outcomes))
