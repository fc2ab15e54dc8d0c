"""An explanation as text for an author, and as JSON."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, Any

from shopglot.workbench.tests import format_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopglot.workbench.explain._explain import Explanation, RecordTrace
    from shopglot.workbench.explain._steps import TraceStep

__all__ = ["explanation_json", "explanation_text"]

_LONGEST = 100


def explanation_text(explanation: Explanation, stories: Sequence[RecordTrace] = ()) -> str:
    """Return text: the field, its rules, what they read, and the trace of each record."""
    needed = ", required" if explanation.required else ""
    lines = [f"{explanation.model}.{explanation.field}: {explanation.type}{needed}"]
    if explanation.reason:
        lines += ["", f"  {explanation.reason}"]
    for rule in explanation.rules:
        lines += ["", f"  {rule.file}:{rule.line}"]
        lines += [f"    used at {place}" for place in rule.used]
        lines.append(indent(rule.text, "    "))
        if rule.note:
            lines.append(f"    note: {rule.note}")
    if explanation.reads:
        lines.append("")
        for read in explanation.reads:
            hidden = ", may be hidden" if read.hideable else ""
            hidden = f", not watched for masks: {read.lifted}" if read.lifted else hidden
            lines.append(f"  {read.use:<7}{read.path} ({read.type}{hidden})")
    for story in stories:
        lines += ["", f"  record {story.record}"]
        lines += [_step(step) for step in story.steps]
        lines += [f"    {why}" for why in story.why]
        lines.append(f"    result: {_short(story.value)}")
    return "\n".join(lines)


def _step(step: TraceStep) -> str:
    value = f": {_short(step.value)}" if step.value is not None else ""
    state = "" if step.state == "value" else f" ({step.state})"
    return f"    {'  ' * step.depth}{step.what}{value}{state}"


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
        "records": [
            {
                "record": story.record,
                "steps": [
                    {
                        "depth": step.depth,
                        "what": step.what,
                        "where": step.where,
                        "state": step.state,
                        "value": step.value,
                    }
                    for step in story.steps
                ],
                "why": list(story.why),
                "value": story.value,
            }
            for story in stories
        ],
    }
