"""The table of the rules in the page about them, between two marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.testing.kit._rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shopglot.testing.kit._rule import Needs

__all__ = ["with_rules"]

_BEGIN = "<!-- The rules, written by `python -m shopglot.testing.kit`; change them in `testing/kit/_rules.py`. -->\n"
_END = "<!-- The end of the rules. -->\n"
_GROUPS: dict[Needs, str] = {
    "definition": "Of every connector",
    "fixtures": "Of its saved answers",
    "cassettes": "Of its recorded conversations",
    "webhooks": "Of its webhooks",
    "sandbox": "Live, at its simulated platform",
}


def with_rules(page: str) -> str:
    """Return the page with the table of the rules as they are now; raises `ValueError` where the marks are missing."""
    before, _, rest = page.partition(_BEGIN)
    _, mark, after = rest.partition(_END)
    if not mark:
        raise ValueError("the page has no place for the rules")
    return "".join([before, _BEGIN, *_tables(), _END, after])


def _tables() -> Iterable[str]:
    for needs, title in _GROUPS.items():
        yield f"\n### {title}\n\n| rule | what holds | where it does not |\n|---|---|---|\n"
        yield from (f"| `{rule.name}` | {rule.proves} | {rule.todo} |\n" for rule in RULES if rule.needs == needs)
    yield "\n"
