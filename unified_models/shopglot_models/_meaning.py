"""What a field's value means where its Python type does not say it: a `Decimal` may be money, a count or a rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic.fields import FieldInfo

__all__ = ["Meaning", "Means", "meaning_of"]

Meaning = Literal["quantity", "fraction", "country", "currency", "url"]
"""`quantity` is a count, a measure or a percentage, `fraction` a rate such as 0.095; neither is money."""


@dataclass(frozen=True, slots=True)
class Means:
    """The annotation that says what a field's value means; it changes neither what is accepted nor the schema."""

    word: Meaning


def meaning_of(*notes: object) -> Meaning | None:
    """Return what the annotations of a field say that its value means, or None where they say nothing."""
    for note in notes:
        for one in note.metadata if isinstance(note, FieldInfo) else (note,):
            if isinstance(one, Means):
                return one.word
    return None
