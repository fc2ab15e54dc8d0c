"""What a caller asked of a listing, and whether it is of the right types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from shopglot.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ListParams", "check_text", "check_texts"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXAMPLE = "datetime.now(UTC)"


@dataclass(frozen=True, slots=True)
class ListParams:
    """What a caller asked of a listing; raises `RequestError` for what is of the wrong type or size."""

    updated_since: datetime | None = None
    created_since: datetime | None = None
    status: str | Sequence[str] | None = None
    email: str | None = None
    filters: Mapping[str, str] | None = None
    sort: str | None = None
    cursor: str | None = None
    limit: int | None = None
    page_size: int = 100
    whole: bool = False
    times: Mapping[str, int] = field(init=False, default_factory=dict)
    """The bounds that were given, in Unix seconds, by the name of the argument."""
    statuses: tuple[str, ...] = field(init=False, default=())
    """The statuses that were asked for, each once."""

    def __post_init__(self) -> None:
        _check_count("page_size", self.page_size, least=1)
        if self.limit is not None:
            _check_count("limit", self.limit, least=0)
        for name in ("email", "sort", "cursor"):
            if getattr(self, name) is not None:
                check_text(name, getattr(self, name))
        if self.filters is not None:
            if not isinstance(self.filters, Mapping):
                raise _wrong_type("filters", "a mapping of texts", self.filters)
            check_texts("filters", [*self.filters, *self.filters.values()])
        filters = (self.updated_since, self.created_since, self.status, self.email, self.filters, self.sort)
        if self.cursor is not None and (self.whole or any(one is not None for one in filters)):
            raise RequestError(
                "a cursor contains its own filters",
                code="bad_cursor",
                hint="Pass the cursor alone, or the filters alone.",
            )
        bounds = {"updated_since": self.updated_since, "created_since": self.created_since}
        times = {name: _seconds(name, when) for name, when in bounds.items() if when is not None}
        object.__setattr__(self, "times", times)
        statuses = () if self.status is None else check_texts("status", self.status, one=True)
        object.__setattr__(self, "statuses", statuses)

    def following(self, cursor: str | None) -> ListParams | None:
        """Return what is asked for the page at this cursor, or None at the end."""
        return None if cursor is None else ListParams(cursor=cursor, limit=self.limit, page_size=self.page_size)


def check_texts(name: str, given: object, *, one: bool = False) -> tuple[str, ...]:
    """Return a list of texts, each once; raises `RequestError` for anything else, a single text too unless `one`."""
    texts = (given,) if one and isinstance(given, str) else given
    # Text is a sequence too, of its characters.
    if isinstance(texts, str | bytes | Mapping) or not isinstance(texts, Iterable):
        raise _wrong_type(name, "a text or a list of texts" if one else "a list of texts", given)
    return tuple(dict.fromkeys([check_text(f"each of {name}", text) for text in texts]))


def check_text(name: str, given: object) -> str:
    """Return a text as it is; raises `RequestError` for anything else."""
    if not isinstance(given, str):
        raise _wrong_type(name, "a text", given)
    return given


def _check_count(name: str, given: object, *, least: int) -> None:
    if type(given) is not int:
        raise _wrong_type(name, "a whole number", given)
    if given < least:
        raise RequestError(
            f"{name} must be {f'at least {least}' if least else '0 or more'}",
            code="bad_size",
            hint="Leave it out to read with the usual one." if least else "Leave it out to read all.",
        )


def _seconds(name: str, when: object) -> int:
    if not isinstance(when, datetime):
        raise _wrong_type(name, "a datetime", when, f"Use an aware datetime, such as {_EXAMPLE}.")
    if when.tzinfo is None:
        raise RequestError(
            f"{name} has no time zone", code="naive_time", hint=f"Use an aware datetime, such as {_EXAMPLE}."
        )
    return (when - _EPOCH) // timedelta(seconds=1)


def _wrong_type(name: str, wanted: str, given: object, hint: str = "") -> RequestError:
    return RequestError(
        f"{name} must be {wanted}, got {type(given).__name__}",
        code="wrong_type",
        hint=hint or f"Pass {wanted}.",
    )
