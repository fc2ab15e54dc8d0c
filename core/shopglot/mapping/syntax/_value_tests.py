"""The tests of `{is: …}`, as a table."""

from __future__ import annotations

from shopglot.mapping.syntax._entries import IsTest

__all__ = ["TESTS"]

TESTS: dict[str, IsTest] = {
    item.name: item
    for item in (
        IsTest("present", "there is a value: none of the four below"),
        IsTest("missing", "absent, null, blank or masked"),
        IsTest("absent", "the key is not there"),
        IsTest("null", "the key is there, with null"),
        IsTest("blank", 'the value is ""'),
        IsTest("masked", "the value is hidden behind the platform's mask"),
        IsTest("nonempty", "a list with an element, or an object with a key; `present` holds for empty ones too"),
        IsTest("nonzero", "a number, or a number as text, that is not 0"),
        IsTest("zero", "a number, or a number as text, that is 0; not what is missing"),
    )
}
