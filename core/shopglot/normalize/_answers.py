"""Which records an answer carries: the envelope, its error code, and the places at which records stand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot.connector import Request, Response
from shopglot.errors import AnswerError, PlatformError
from shopglot.exact_json import NAMELESS
from shopglot.normalize._codes import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition, Envelope, Resource

__all__ = ["AnswerShape", "records_of"]

# A code or a request id is quoted in errors only when it looks like one: an answer is foreign input.
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,64}\Z")


@dataclass(frozen=True, slots=True)
class AnswerShape:
    """What has to be known of a connector to read its answers about one resource.

    `error_from` gives the connector's own error for an answer with an error code, where it has a table of them.
    """

    resource: Resource
    envelope: Envelope
    error_from: Callable[[Request, Response], PlatformError | None] | None = None

    @classmethod
    def of(cls, connector: ConnectorDefinition, resource: str) -> AnswerShape:
        """Take it from a connector's definition; KeyError for a resource that it does not have."""
        live = connector.live
        return cls(connector.resource(resource), connector.envelope, live.error_from if live is not None else None)


def records_of(answer: object, shape: AnswerShape, where: str = "") -> list[Any]:
    """Return the records that one answer carries, in its order; an answer that lists nothing gives an empty list.

    `answer` is a whole answer, the data of one, or a bare record: an object with the envelope's code and one of its
    other keys is an answer, one with a list at a place of the resource's `records` is data, any other is a record.

    Raises `PlatformError` for an answer with an error code, and `AnswerError` for one of another shape.
    """
    name = where or NAMELESS
    envelope = shape.envelope
    if not isinstance(answer, dict):
        raise AnswerError(
            f"{kind_of(answer)} stands where an answer or a record (a JSON object) is needed", code="A207", where=name
        )
    if _is_answer(answer, envelope):
        _check_code(answer, shape, name)
        data = answer.get(envelope.data)
        if not isinstance(data, dict):
            raise AnswerError(
                f"the answer's {envelope.data!r} is {kind_of(data)}, and an object is needed", code="A208", where=name
            )
        return _listed(data, shape, name)
    places = [_value_at(answer, path) for path in shape.resource.records if path]
    if any(isinstance(value, list) for value in places) or _only_page_keys(answer, envelope):
        return _listed(answer, shape, name)
    return [answer]


def _is_answer(value: dict[str, Any], envelope: Envelope) -> bool:
    # A record may have a key named like the envelope's code (a shop of TikTok has), so no key proves it alone.
    return sum(key in value for key in {envelope.code, envelope.data, envelope.message, envelope.request_id}) > 1


def _check_code(answer: dict[str, Any], shape: AnswerShape, name: str) -> None:
    envelope = shape.envelope
    code = answer.get(envelope.code)
    if type(code) is not type(envelope.success):
        raise AnswerError(
            f"the answer's {envelope.code!r} is {kind_of(code)}, and {kind_of(envelope.success)} is needed to know "
            "whether it succeeded",
            code="A208",
            where=name,
        )
    if code == envelope.success:
        return
    error = _error_of(answer, shape) or PlatformError(
        "the platform answered with an error and no records",
        code=_quoted(code),
        request_id=_quoted(answer.get(envelope.request_id)),
        hint="Mend what the code is about and ask the platform again: this answer holds nothing to read.",
    )
    error.where = name
    raise error


def _error_of(answer: dict[str, Any], shape: AnswerShape) -> PlatformError | None:
    if shape.error_from is None:
        return None
    envelope = shape.envelope
    kept = {key: answer.get(key) for key in (envelope.code, envelope.message, envelope.request_id)}
    # A saved answer no longer knows its request and its HTTP status; the code says the most of the three.
    body = json.dumps(kept, default=str).encode()
    return shape.error_from(Request("GET", "/"), Response(200, {}, body))


def _quoted(value: object) -> str:
    text = str(value) if isinstance(value, int | str) else ""
    return text if _IDENTIFIER.match(text) else ""


def _listed(data: dict[str, Any], shape: AnswerShape, name: str) -> list[Any]:
    for path in shape.resource.records:
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
    if "" in shape.resource.records and data and not _only_page_keys(data, shape.envelope):
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
