"""Why a field is what it is: the rules that fill it, and what each did with one record."""

from __future__ import annotations

from shopglot.workbench.explain._explain import Explanation, RawRead, RecordStory, RuleView, explain_field, follow_field
from shopglot.workbench.explain._explain_text import explanation_json, explanation_text
from shopglot.workbench.explain._steps import Step
from shopglot.workbench.explain._trace import Call, TracedMapping

__all__ = [
    "Call",
    "Explanation",
    "RawRead",
    "RecordStory",
    "RuleView",
    "Step",
    "TracedMapping",
    "explain_field",
    "explanation_json",
    "explanation_text",
    "follow_field",
]
