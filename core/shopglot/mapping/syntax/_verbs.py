"""The language's words: the single source of the parser, the checker, the compiler, the editors' schema and the docs.

A rule has exactly one source verb, and modifiers that are applied in the order of `MODIFIERS`, whatever the order in
the file. `can_fail`: a rule with the verb may have no value although its inputs have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax._verbs_of_lists import VERBS_OF_LISTS
from shopglot.mapping.syntax._verbs_of_numbers import VERBS_OF_NUMBERS
from shopglot.mapping.syntax._verbs_of_values import VERBS_OF_VALUES

if TYPE_CHECKING:
    from shopglot.mapping.syntax._entries import Verb

__all__ = ["VERBS"]

# The order in which the reference shows them.
_ORDER = (
    "path",
    "const",
    "first_of",
    "sum",
    "minus",
    "times",
    "agreed",
    "count",
    "join",
    "split",
    "pick",
    "each",
    "list",
    "cases",
    "fields",
    "transform",
)
_ALL = (*VERBS_OF_VALUES, *VERBS_OF_NUMBERS, *VERBS_OF_LISTS)

VERBS: dict[str, Verb] = {verb.name: verb for verb in sorted(_ALL, key=lambda verb: _ORDER.index(verb.name))}
