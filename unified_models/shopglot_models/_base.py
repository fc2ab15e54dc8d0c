"""What all models have in common: frozen, closed, and silent about their values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict

from shopglot_models._apideck import apideck_view

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Model", "Record", "apideck_warnings", "to_apideck"]


class Model(BaseModel):
    """A frozen record with a closed set of fields.

    Neither its validation errors nor its `repr` show values: a value may be a buyer's. In JSON every field is there; a
    value that is missing is null, a list that is missing is empty.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        protected_namespaces=(),
    )

    shown: ClassVar[tuple[str, ...]] = ()
    """The fields that a `repr` may show: none that could be a buyer's data."""

    def __repr_args__(self) -> Iterable[tuple[str, Any]]:
        return [(name, getattr(self, name)) for name in self.shown]

    def __str__(self) -> str:
        return repr(self)


class Record(Model):
    """A record of its own, with an id: a store, product, order or customer."""

    def to_apideck(self) -> dict[str, Any]:
        """Return the record as Apideck's contract has it, ready for JSON; see `shopglot_models.to_apideck`."""
        return to_apideck(self)


def to_apideck(record: Record) -> dict[str, Any]:
    """Return a record as Apideck's ecommerce contract has it, ready for JSON.

    Closed objects stay closed, absent objects and lists are left out, absent scalars are null, amounts and quantities
    are text, moments end in `Z`. What the contract has no word for, and a value that it refuses, stands under
    `custom_mappings` at the place that it has in the unified record, so nothing is lost: a list there is as long as the
    record's, with an empty object for an entry that has nothing to add. `customer_hidden` is always there for an order
    or customer.
    """
    return apideck_view(type(record).__name__, record.model_dump(mode="json"))[0]


def apideck_warnings(record: Record) -> list[str]:
    """Return which values `to_apideck` took out of their fields because the contract refuses them; paths, no values."""
    return apideck_view(type(record).__name__, record.model_dump(mode="json"))[1]
