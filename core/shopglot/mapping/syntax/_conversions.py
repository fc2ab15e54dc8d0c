"""The conversions of `as`, as a table."""

from __future__ import annotations

from shopglot.mapping.syntax._entries import Conversion, Example

__all__ = ["CONVERSIONS"]

CONVERSIONS: dict[str, Conversion] = {
    item.name: item
    for item in (
        Conversion(
            "text",
            ("text", "integer", "boolean"),
            "text",
            "Text as it is; a whole number becomes its digits.",
            (Example("{path: id, as: text}", {"id": 576461413038785752}, "576461413038785752"),),
        ),
        Conversion(
            "money",
            ("text", "number"),
            "money",
            "An exact decimal with the digits as sent: at most 30, finite, no exponent. A JSON number is accepted, "
            "with a warning unless the raw schema says `type: number`. A whole number may be one of cents: it needs "
            "`minor_units`, or `format: decimal` in the raw schema.",
            (Example("{path: amount, as: money}", {"amount": "0.10"}, "0.10"),),
        ),
        Conversion(
            "minor_units",
            ("integer", "text"),
            "money",
            "A whole number of the currency's minor units, such as cents; `of` is the currency. ISO 4217 says how many "
            "digits they take: 2 for USD, 0 for JPY, 3 for KWD. Missing, with a warning, without a known currency.",
            (
                Example("{path: amount, as: minor_units, of: currency}", {"amount": 1957, "currency": "USD"}, "19.57"),
                Example("{path: amount, as: minor_units, of: currency}", {"amount": 1957, "currency": "JPY"}, "1957"),
                Example("{path: amount, as: minor_units, of: currency}", {"amount": 1957, "currency": "KWD"}, "1.957"),
                Example("{path: amount, as: minor_units, of: currency}", {"amount": 1957}, None),
            ),
            needs="of",
        ),
        Conversion(
            "percent",
            ("text", "integer", "number"),
            "quantity",
            "A percentage as a fraction: 20 is 0.20, exactly.",
            (
                Example("{path: rate, as: percent}", {"rate": 20}, "0.20"),
                Example("{path: rate, as: percent}", {"rate": "9.5"}, "0.095"),
            ),
        ),
        Conversion(
            "integer",
            ("integer", "text"),
            "integer",
            "A whole number, also from its digits as text.",
            (Example("{path: days, as: integer}", {"days": "14"}, 14),),
        ),
        Conversion(
            "boolean",
            ("boolean", "text"),
            "boolean",
            "true or false, also as the words `true` and `false`.",
            (Example("{path: gift, as: boolean}", {"gift": "true"}, True),),
        ),
        Conversion(
            "epoch_s",
            ("integer", "text"),
            "datetime",
            "Seconds since 1970, from 2000 to 2200; 0 means not set. Milliseconds are rejected, not guessed. Where the "
            "raw schema says `x-unit: s`, no word is needed.",
            (Example("{path: at, as: epoch_s}", {"at": 1714557600}, "2024-05-01T10:00:00Z"),),
        ),
        Conversion(
            "epoch_ms",
            ("integer", "text"),
            "datetime",
            "Milliseconds since 1970, from 2000 to 2200; 0 means not set. Where the raw schema says `x-unit: ms`, no "
            "word is needed.",
            (Example("{path: at, as: epoch_ms}", {"at": 1714557600000}, "2024-05-01T10:00:00Z"),),
        ),
        Conversion(
            "date",
            ("text",),
            "datetime",
            "An ISO 8601 date, or date and time. Text with an offset keeps it; text without one needs `zone`. A date "
            "alone is its midnight, in UTC without a `zone`. Where the zone's clock is put back, it is the first of "
            "the two times; a time that it skips counts from before it was put forward.",
            (
                Example("{path: at, as: date}", {"at": "2024-05-01T12:00:00+02:00"}, "2024-05-01T10:00:00Z"),
                Example("{path: at, as: date, zone: UTC}", {"at": "2024-05-01T12:00:00"}, "2024-05-01T12:00:00Z"),
                Example("{path: at, as: date, zone: Europe/Vienna}", {"at": "2024-05-01"}, "2024-04-30T22:00:00Z"),
                Example("{path: at, as: date}", {"at": "2024-05-01T12:00:00"}, None),
            ),
        ),
        Conversion(
            "rfc2822",
            ("text",),
            "datetime",
            "A date and time as e-mail and HTTP headers write them, with their offset.",
            (Example("{path: at, as: rfc2822}", {"at": "Wed, 01 May 2024 12:00:00 +0200"}, "2024-05-01T10:00:00Z"),),
        ),
        Conversion(
            "url",
            ("text",),
            "text",
            "An http or https address.",
            (Example("{path: link, as: url}", {"link": "https://example.com/a"}, "https://example.com/a"),),
        ),
        Conversion(
            "html",
            ("text",),
            "text",
            "The plain text of a piece of HTML: tags out, entities read, a line for each paragraph, row or list item.",
            (
                Example("{path: name, as: html}", {"name": "Tea &amp; Mug"}, "Tea & Mug"),
                Example("{path: about, as: html}", {"about": "<p>A <b>mug</b>.</p><ul><li>Blue</ul>"}, "A mug.\nBlue"),
            ),
        ),
        Conversion(
            "country",
            ("text",),
            "text",
            "An ISO 3166-1 alpha-2 code, in capitals; a code that the standard does not assign (UK, ZZ) does not fit.",
            (Example("{path: region, as: country}", {"region": "us"}, "US"),),
        ),
    )
}
