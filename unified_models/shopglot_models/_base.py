"""The base of all unified models."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

__all__ = ["Model", "Record"]


class Model(BaseModel):
    """A frozen record with a closed set of fields.

    Its validation errors name fields and reasons, never values: a value may be a buyer's.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        protected_namespaces=(),
    )


class Record(Model):
    """A record of its own, with an id: a store, product, order or customer."""

    def to_apideck(self) -> dict[str, Any]:
        """Give the record as Apideck's contract has it, ready for JSON; see `shopglot_models.to_apideck`."""
        from shopglot_models._apideck import to_apideck  # noqa: PLC0415 - the view knows the models

        return to_apideck(self)
