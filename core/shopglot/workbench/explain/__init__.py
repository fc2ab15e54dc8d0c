"""Why a field is what it is: the rules that fill it, and what each did with one record."""

from __future__ import annotations

from shopglot.workbench.explain._explain import Explanation, RawRead, RecordTrace, RuleView, explain_field, follow_field
from shopglot.workbench.explain._explain_text import explanation_json, explanation_text, trace_json, trace_text
from shopglot.workbench.explain._raw import (
    RawExplanation,
    RawUse,
    explain_raw,
    raw_explanation_json,
    raw_explanation_text,
)
from shopglot.workbench.explain._steps import TraceStep
from shopglot.workbench.explain._trace import UNREAD, RuleCall, TracedMapping, Tracing

__all__ = [
    "UNREAD",
    "Explanation",
    "RawExplanation",
    "RawRead",
    "RawUse",
    "RecordTrace",
    "RuleCall",
    "RuleView",
    "TraceStep",
    "TracedMapping",
    "Tracing",
    "explain_field",
    "explain_raw",
    "explanation_json",
    "explanation_text",
    "follow_field",
    "raw_explanation_json",
    "raw_explanation_text",
    "trace_json",
    "trace_text",
]
