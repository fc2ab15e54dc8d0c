"""The modifiers of a rule, as a table in the order in which they apply."""

from __future__ import annotations

from shopglot.mapping.syntax._entries import Example, Modifier

__all__ = ["MODIFIERS"]

MODIFIERS: dict[str, Modifier] = {
    modifier.name: modifier
    for modifier in (
        Modifier(
            "as",
            "Read the raw value as this type; a value that does not fit becomes null, with a warning.",
            (Example("{path: total, as: money}", {"total": "12.50"}, "12.50"),),
        ),
        Modifier(
            "of",
            "The currency of `as: minor_units`: a path, a fixed one such as `{const: EUR}`, or any other rule.",
            (Example("{path: cents, as: minor_units, of: {const: EUR}}", {"cents": 1250}, "12.50"),),
            belongs_to="minor_units",
        ),
        Modifier(
            "zone",
            "The time zone of `as: date` where the text has no offset: an IANA name such as `Europe/Vienna`, or the "
            "path of a setting that holds one, such as `setting.timezone`.",
            (Example("{path: at, as: date, zone: Asia/Tokyo}", {"at": "2024-05-01 10:00"}, "2024-05-01T01:00:00Z"),),
            belongs_to="date",
        ),
        Modifier(
            "enum",
            "Translate the platform's token by a table: a name under `enums`, or the table itself. A token that is not "
            "in it becomes the table's `else`, with a warning that names the token.",
            (
                Example("{path: status, enum: {OPEN: active, DONE: completed}}", {"status": "DONE"}, "completed"),
                Example("{path: status, enum: {OPEN: active, else: unknown}}", {"status": "NEW_ONE"}, "unknown"),
            ),
        ),
        Modifier(
            "default",
            "Use this value when the source is absent, null or blank (never when it is masked).",
            (Example("{path: quantity, as: integer, default: 1}", {}, 1),),
        ),
        Modifier("required", "Reject the record without this value; other records continue."),
        Modifier("note", "A note for people: why the rule is as it is; shown in the reference pages."),
    )
}
