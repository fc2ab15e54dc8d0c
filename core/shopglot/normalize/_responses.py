"""Which records a response carries: the envelope, its error code, and the places at which records are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shopglot.errors import PlatformError, ResponseError
from shopglot.exact_json import NAMELESS
from shopglot.normalize._codes import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition, Envelope, ErrorBody, Resource

__all__ = ["ResponseShape", "records_of"]

# A code or a request id is quoted in errors only when it looks like one: a response is foreign input.
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,64}\Z")


@dataclass(frozen=True, slots=True)
class ResponseShape:
    """What has to be known of a connector to read its responses about one resource.

    `error_of` returns the connector's own error for an error code, where it has a table of them; `error_body` tells
    errors of a platform without an envelope.
    """

    resource: Resource
    envelope: Envelope | None
    error_of: Callable[[int | str, str, str], PlatformError | None] | None = None
    error_body: ErrorBody | None = None

    @classmethod
    def of(cls, connector: ConnectorDefinition, resource: str) -> ResponseShape:
        """Take it from a connector's definition; `ResourceNotFound` for a resource that it does not have."""
        live = connector.live
        error_of = live.error_of if live is not None else None
        return cls(connector.resource(resource), connector.envelope, error_of, connector.error_body)


def records_of(response: object, shape: ResponseShape, where: str = "") -> list[Any]:
    """Return the records that one response carries, in its order; one that lists nothing has an empty list of them.

    `response` is a whole response, the data of one, or a bare record: an object with the envelope's code and one of its
    other keys is a response, one with a list at a place of the resource's `records` is data, any other is a record.

    Raises `PlatformError` for a response with an error code, and `ResponseError` for one of another shape.
    """
    name = where or NAMELESS
    envelope = shape.envelope
    if not isinstance(response, dict):
        raise ResponseError(
            f"expected a response or a record (a JSON object), got {kind_of(response)}", code="A207", where=name
        )
    if envelope is not None and _is_response(response, envelope):
        _check_code(response, shape, envelope, name)
        data = response.get(envelope.data)
        if not isinstance(data, dict):
            raise ResponseError(
                f"the response's {envelope.data!r} must be an object, got {kind_of(data)}", code="A208", where=name
            )
        return _list_records(data, shape, name)
    if shape.error_body is not None and (error := shape.error_body.error_of(response)) is not None:
        error.where = name
        raise error
    places = [_value_at(response, path) for path in shape.resource.records if path]
    if any(isinstance(value, list) for value in places) or _only_page_keys(response, envelope):
        return _list_records(response, shape, name)
    return [response]


def _is_response(value: dict[str, Any], envelope: Envelope) -> bool:
    # A record may have a key named like the envelope's code (a shop of TikTok has), so no key proves it alone.
    return sum(key in value for key in {envelope.code, envelope.data, envelope.message, envelope.request_id}) > 1


def _check_code(response: dict[str, Any], shape: ResponseShape, envelope: Envelope, name: str) -> None:
    code = response.get(envelope.code)
    if type(code) is not type(envelope.success):
        raise ResponseError(
            f"the response's {envelope.code!r} must be {kind_of(envelope.success)}, got {kind_of(code)}: nothing else "
            "says whether it succeeded",
            code="A208",
            where=name,
        )
    if code == envelope.success:
        return
    error = _error_of(response, shape, envelope) or PlatformError(
        "the platform returned an error and no records",
        code=_quote(code),
        request_id=_quote(response.get(envelope.request_id)),
        hint="Fix the cause of this error code and request the data again; the response contains no records.",
    )
    error.where = name
    raise error


def _error_of(response: dict[str, Any], shape: ResponseShape, envelope: Envelope) -> PlatformError | None:
    if shape.error_of is None:
        return None
    texts = (response.get(key) for key in (envelope.message, envelope.request_id))
    message, request_id = (text if isinstance(text, str) else "" for text in texts)
    return shape.error_of(response[envelope.code], message, request_id)


def _quote(value: object) -> str:
    text = str(value) if isinstance(value, int | str) else ""
    return text if _IDENTIFIER.match(text) else ""


def _list_records(data: dict[str, Any], shape: ResponseShape, name: str) -> list[Any]:
    for path in shape.resource.records:
        if path:
            value = _value_at(data, path)
            if isinstance(value, list):
                return value
            if value is not None:
                raise ResponseError(
                    f"{path!r} in the response must be a list of records, got {kind_of(value)}",
                    code="A208",
                    where=name,
                )
    if "" in shape.resource.records and data and not _only_page_keys(data, shape.envelope):
        return [data]
    return []


def _only_page_keys(data: dict[str, Any], envelope: Envelope | None) -> bool:
    return envelope is not None and bool(data) and data.keys() <= set(envelope.page_keys)


def _value_at(data: object, path: str) -> object:
    for key in path.split("."):
        if not isinstance(data, dict):
            return None
        data = data.get(key)
    return data
