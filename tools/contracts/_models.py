"""The JSON Schemas of the unified models, compared as the models' own package does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_models import MODELS, breaking_changes, json_schema
from tools.contracts._compare import Difference

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["compare_schemas", "describe_schemas"]


def describe_schemas() -> dict[str, Any]:
    """Return the published schemas, by the models' names."""
    return {name: json_schema(model) for name, model in MODELS.items()}


def compare_schemas(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """List what differs between the schemas of each model."""
    found = [Difference("breaking", name, "removed") for name in old if name not in new]
    found += [Difference("additive", name, "new") for name in new if name not in old]
    for name in old:
        if name in new:
            breaks = [line.split(": ", 1) for line in breaking_changes(old[name], new[name])]
            found += [Difference("breaking", name + place, text) for place, text in breaks]
            # What would be taken away on the way back, and breaks nothing on the way there, was added.
            broken = {place for place, _ in breaks}
            back = [line.split(": ", 1) for line in breaking_changes(new[name], old[name])]
            found += [
                Difference("additive", name + place, text.replace("was removed", "is new").replace("removed", "new"))
                for place, text in back
                if place not in broken or text.startswith("the value ")
            ]
    return found
