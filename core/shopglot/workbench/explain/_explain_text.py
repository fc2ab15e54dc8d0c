"""An explanation as text for an author, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot.workbench._json import format_value, json_data
from shopglot.workbench._layout import WIDTH, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.workbench.explain._explain import Explanation, RecordTrace
    from shopglot.workbench.explain._steps import TraceStep

__all__ = ["explanation_json", "explanation_text", "trace_json", "trace_text"]

_LONGEST = 100


def explanation_text(explanation: Explanation, stories: Sequence[RecordTrace] = (), width: int = WIDTH) -> str:
    """Return text: the field, its rules, what they read, and the trace of each record."""
    needed = ", required" if explanation.required else ""
    lines = [fold(f"{explanation.model}.{explanation.field}: {explanation.type}{needed}", width, rest="  ")]
    if explanation.reason:
        lines += ["", fold(explanation.reason, width, first="  ")]
    for rule in explanation.rules:
        lines += ["", fold(f"{rule.file}:{rule.line}", width, first="  ")]
        lines += [fold(f"used at {place}", width, first="    ") for place in rule.used]
        lines += _rule(rule.text, width)
        if rule.note:
            lines.append(fold(f"note: {rule.note}", width, first="    "))
    if explanation.reads:
        lines.append("")
        for read in explanation.reads:
            hidden = ", may be hidden" if read.hideable else ""
            hidden = f", not watched for masks: {read.lifted}" if read.lifted else hidden
            lines.append(fold(f"{read.path} ({read.type}{hidden})", width, first=f"  {read.use:<7}"))
    for story in stories:
        lines += ["", trace_text(story, width)]
    return "\n".join(lines)


def trace_text(story: RecordTrace, width: int = WIDTH) -> str:
    """Return text: the record, each step, why the field is empty, and the result."""
    lines = [fold(f"record {story.record}", width, first="  ")]
    if story.element:
        lines.append(fold(f"element {story.element}", width, first="    "))
    lines += [_step(step, width) for step in story.steps]
    lines += [fold(why, width, first="    ", rest="      ") for why in story.why]
    lines.append(fold(f"result: {_short(story.value)}", width, first="    ", rest="      "))
    return "\n".join(lines)


def _rule(text: str, width: int) -> list[str]:
    """Return a rule as it is written, but for lines that are too long."""
    lines = []
    for line in text.splitlines():
        start = " " * (4 + len(line) - len(line.lstrip()))
        lines.append(fold(line.lstrip(), width, first=start, rest=f"{start}  "))
    return lines


def _step(step: TraceStep, width: int) -> str:
    value = f": {_short(step.value)}" if step.value is not None else ""
    state = "" if step.state == "value" else f" ({step.state})"
    start = f"    {'  ' * step.depth}"
    return fold(f"{step.what}{value}{state}", width, first=start, rest=f"{start}  ")


def _short(value: Any) -> str:
    text = format_value(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def explanation_json(explanation: Explanation, stories: Sequence[RecordTrace] = ()) -> dict[str, Any]:
    """Return the stable JSON form."""
    return {
        "model": explanation.model,
        "field": explanation.field,
        "type": explanation.type,
        "required": explanation.required,
        "reason": explanation.reason or None,
        "rules": [
            {
                "file": rule.file,
                "line": rule.line,
                "text": rule.text,
                "note": rule.note or None,
                "used": list(rule.used),
            }
            for rule in explanation.rules
        ],
        "reads": [
            {
                "path": read.path,
                "type": read.type,
                "use": read.use,
                "hideable": read.hideable,
                "lifted": read.lifted or None,
            }
            for read in explanation.reads
        ],
        "records": [trace_json(story) for story in stories],
    }


def trace_json(story: RecordTrace) -> dict[str, Any]:
    """Return the stable JSON form of one record's trace."""
    return {
        "record": story.record,
        "steps": [
            {
                "depth": step.depth,
                "what": step.what,
                "where": step.where,
                "state": step.state,
                "value": json_data(step.value),
            }
            for step in story.steps
        ],
        "why": list(story.why),
        "element": story.element or None,
        "value": story.value,
    }
