"""Which filters of a listing the platform does, and those that the host does itself, exactly, over unified records."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from shopglot.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shopglot.connection._params import ListParams
    from shopglot.connector import Operations
    from shopglot.mapping import CompiledMapping
    from shopglot.registry import Connector

__all__ = ["HostFilters", "divide"]

# What the filters that every resource has are about: the field of the unified record.
_FIELDS = {
    "updated_since": "updated_at",
    "created_since": "created_at",
    "status": "status",
    "tokens": "source_status",
    "email": "emails",
}


@dataclass(frozen=True, slots=True)
class HostFilters:
    """What of a listing the host selects itself; times in Unix seconds, inclusive.

    A record that says no time is kept: it may be a match, and nothing is lost.
    """

    updated_since: int | None = None
    created_since: int | None = None
    status: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    email: str = ""

    def __bool__(self) -> bool:
        return self != HostFilters()

    def keeps(self, record: Any) -> bool:
        """Check whether a unified record is one of those asked for."""
        for bound, moment in (
            (self.updated_since, getattr(record, "updated_at", None)),
            (self.created_since, getattr(record, "created_at", None)),
        ):
            if bound is not None and moment is not None and moment.timestamp() < bound:
                return False
        if self.status or self.tokens:
            found = record.status in self.status or getattr(record, "source_status", None) in self.tokens
            if not found:
                return False
        wanted = self.email.casefold()
        return not wanted or any((one.email or "").casefold() == wanted for one in record.emails)

    def times(self) -> HostFilters:
        """Return the part that is about times."""
        return HostFilters(self.updated_since, self.created_since)

    def encode(self) -> list[Any]:
        """Return the filters as JSON data."""
        return [self.updated_since, self.created_since, list(self.status), list(self.tokens), self.email]

    @classmethod
    def decode(cls, data: Any) -> HostFilters:
        """Read what `encode` returned; raises `ValueError` or `TypeError` for anything else."""
        updated, created, statuses, tokens, email = data
        since, made = (None if bound is None else int(bound) for bound in (updated, created))
        return cls(since, made, tuple(map(str, statuses)), tuple(map(str, tokens)), str(email))


def divide(
    connector: Connector, resource: str, params: ListParams, operations: Operations
) -> tuple[dict[str, Any], HostFilters]:
    """Return what the platform is asked for, as arguments of a `Query`, and what the host does itself.

    `resource` is the one whose mapping makes the records. Raises `RequestError` (code `bad_filter`) for what neither
    can do, by name.
    """
    who = f"{connector.id} {resource}"
    asked: dict[str, Any] = {}
    host: dict[str, Any] = {}
    for name, bound in params.times.items():
        (asked if name in operations.filters else host)[name] = bound
    filters = _platform_filters(who, params, operations)
    if params.email is not None:
        (filters if "email" in operations.filters else host)["email"] = params.email
    if filters:
        asked["filters"] = tuple(sorted(filters.items()))
    if params.statuses:
        _divide_statuses(connector, resource, params, operations, asked, host)
    if params.sort is not None:
        if params.sort not in operations.sorts:
            hint = f"Use one of {', '.join(operations.sorts)}." if operations.sorts else "Leave it out."
            raise _refusal(f"{who}: the platform can't sort by {params.sort!r}", hint)
        asked["sort"] = params.sort
    for name in host:
        if _FIELDS[name] not in connector.mappings[resource].file.fields:
            raise _refusal(
                f"{who}: can't be filtered by {'status' if name == 'tokens' else name}",
                f"The platform has no such filter, and its records do not say {_FIELDS[name]}.",
            )
    return asked, HostFilters(**host)


def _platform_filters(who: str, params: ListParams, operations: Operations) -> dict[str, str]:
    given = dict(params.filters or {})
    own = [name for name in operations.filters if name not in _FIELDS]
    if unknown := sorted(set(given) - set(own)):
        hint = f"Those of the platform are {', '.join(own)}." if own else "The platform has none of its own."
        raise _refusal(f"{who}: there is no filter {', '.join(unknown)}", hint)
    return given


def _divide_statuses(  # noqa: PLR0913, PLR0917 - both halves of one division
    connector: Connector,
    resource: str,
    params: ListParams,
    operations: Operations,
    asked: dict[str, Any],
    host: dict[str, Any],
) -> None:
    words: list[str] = []
    tokens: list[str] = []
    known = _status_words(connector.mappings[resource])
    for status in params.statuses:
        owner, colon, token = status.partition(":")
        if colon and owner == connector.id and token:
            tokens.append(token)
        elif status in known:
            words.append(status)
        else:
            near = get_close_matches(status, known, 1)
            own = f"A token of the platform's own is written {connector.id}:TOKEN."
            raise _refusal(
                f"status {status!r} is not one of {', '.join(known)}" if known else f"there is no status {status!r}",
                f"Did you mean {near[0]}?" if near else own,
            )
    narrowed = [token for word in words for token in operations.statuses.get(word, ())]
    wanted = tuple(dict.fromkeys([*narrowed, *tokens]))
    # Several may be read one after the other, and then they are not sorted.
    platform = "status" in operations.filters and (params.sort is None or len(wanted) == 1)
    if platform and all(word in operations.statuses for word in words):
        asked["statuses"] = wanted
    # The platform knows its own tokens best; of a unified word only the record tells.
    if words or not platform:
        host |= {name: tuple(chosen) for name, chosen in (("status", words), ("tokens", tokens)) if chosen}


def _status_words(mapping: CompiledMapping) -> tuple[str, ...]:
    from shopglot_models import MODELS  # noqa: PLC0415 - asked of a listing by status alone

    field: Mapping[str, Any] = MODELS[mapping.model].model_fields
    annotation = field["status"].annotation if "status" in field else None
    return tuple(word for part in get_args(annotation) for word in get_args(part) if isinstance(word, str))


def _refusal(text: str, hint: str) -> RequestError:
    return RequestError(text, code="bad_filter", hint=hint)
