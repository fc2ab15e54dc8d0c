"""Which records an answer carries: the envelope, its error code, and the places at which records stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shopglot.errors import AnswerError, PlatformError
from shopglot.normalize._codes import NAMELESS, kind_of

if TYPE_CHECKING:
    from shopglot.connector import Envelope, Resource

__all__ = ["records_of"]

# A code or a request id is quoted in errors only when it looks like one: an answer is foreign input.
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,64}\Z")


def records_of(answer: object, resource: Resource, envelope: Envelope, where: str = "") -> list[Any]:
    """Give the records that one answer carries, in its order; an answer that lists nothing gives an empty list.

    `answer` is a whole answer, the data of one, or a bare record: an object with the envelope's code and one of its
    other keys is an answer, one with a list at a place of the resource's `records` is data, any other is a record.

    Raises `PlatformError` for an answer with an error code, and `AnswerError` for one of another shape.
    """
    name = where or NAMELESS
    if not isinstance(answer, dict):
        raise AnswerError(
            f"{kind_of(answer)} stands where an answer or a record (a JSON object) is needed", code="A207", where=name
        )
    if _is_answer(answer, envelope):
        _check_code(answer, envelope, name)
        data = answer.get(envelope.data)
        if data is None:
            return []
        if not isinstance(data, dict):
            raise AnswerError(
                f"the answer's {envelope.data!r} is {kind_of(data)}, and an object is needed", code="A208", where=name
            )
        return _listed(data, resource, name, envelope)
    places = [_value_at(answer, path) for path in resource.records if path]
    if any(isinstance(value, list) for value in places) or _only_page_keys(answer, envelope):
        return _listed(answer, resource, name, envelope)
    return [answer]


def _is_answer(value: dict[str, Any], envelope: Envelope) -> bool:
    # A record may have a key named like the envelope's code (a shop of TikTok has), so the code alone proves nothing.
    return envelope.code in value and (envelope.data in value or envelope.message in value)


def _check_code(answer: dict[str, Any], envelope: Envelope, name: str) -> None:
    code = answer[envelope.code]
    if code == envelope.success and type(code) is type(envelope.success):
        return
    request_id = answer.get(envelope.request_id)
    raise PlatformError(
        "the platform answered with an error and no records",
        code=_quoted(code),
        request_id=_quoted(request_id),
        where=name,
        hint="Mend what the code is about and ask the platform again: this answer holds nothing to read.",
    )


def _quoted(value: object) -> str:
    text = str(value) if isinstance(value, int | str) else ""
    return text if _IDENTIFIER.match(text) else ""


def _listed(data: dict[str, Any], resource: Resource, name: str, envelope: Envelope) -> list[Any]:
    for path in resource.records:
        if path:
            value = _value_at(data, path)
            if isinstance(value, list):
                return value
            if value is not None:
                raise AnswerError(
                    f"{path!r} in the answer is {kind_of(value)}, and a list of records is needed",
                    code="A208",
                    where=name,
                )
    if "" in resource.records and data and not _only_page_keys(data, envelope):
        return [data]
    return []


def _only_page_keys(data: dict[str, Any], envelope: Envelope) -> bool:
    return bool(data) and data.keys() <= set(envelope.page_keys)


def _value_at(data: object, path: str) -> object:
    for key in path.split("."):
        if not isinstance(data, dict):
            return None
        data = data.get(key)
    return data
