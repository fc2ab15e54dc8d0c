"""The rule that the hidden flag and the list of hidden fields say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from shopglot_models._people import HiddenField

__all__ = ["check_flag"]


def check_flag(fields: tuple[HiddenField, ...], *, flag: bool) -> None:
    """Raise `PydanticCustomError` unless the flag is true exactly when fields are listed."""
    if flag is not bool(fields):
        raise PydanticCustomError(
            "customer_hidden",
            "customer_hidden must be true exactly when hidden_fields lists a field: here it is {flag}, with {count}",
            {"flag": str(flag).lower(), "count": len(fields)},
        )
