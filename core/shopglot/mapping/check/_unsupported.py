"""Checking the `unsupported` block: unified fields that the platform does not provide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shopglot.mapping.syntax import did_you_mean, listing, type_at

if TYPE_CHECKING:
    from shopglot.mapping.syntax import MappingFile, Reporter, Rule, Type

__all__ = ["check_unsupported", "rules_of"]


def check_unsupported(file: MappingFile, target: Type, raw: Type, report: Reporter) -> None:
    """Check that each field is one of the model's (`E401`), and that no rule fills it (`W903`).

    A field inside another is written with dots (`line_items.refunded_quantity`), through lists too.
    """
    for name, node in file.unsupported.items():
        owner_type: Type | None = target
        rules: dict[str, Rule] | None = file.fields
        rule: Rule | None = None
        for step in name.split("."):
            while owner_type is not None and owner_type.kind == "list":
                owner_type = owner_type.item
            fields = owner_type.fields if owner_type is not None and owner_type.kind == "object" else {}
            if step not in fields:
                hint = did_you_mean(step, fields) or (f"it has {listing(fields)}" if fields else "")
                if type_at(raw, tuple(name.split("."))) is not None:
                    hint = "what is left out of the raw record stands under `ignore`"
                    report("E401", node, f"`{name}` is a raw path, and no unified field", hint=hint)
                    break
                owner = owner_type.name if owner_type is not None and owner_type.name else target.name
                report("E401", node, f"{owner} has no field `{step}`", hint=hint)
                break
            owner_type = fields[step]
            rule = rules.get(step) if rules is not None else None
            rules = rules_of(rule)
        else:
            if rule is not None:
                message = f"`{name}` is unsupported here, but a rule fills it"
                report("W903", node, message, hint="keep one of the two")


def rules_of(rule: Rule | None) -> dict[str, Rule] | None:
    """Return the rules of the fields of a rule's object or items, or None where it has none."""
    if rule is None:
        return None
    fields: dict[str, Rule] | None = rule.slots.get("fields")
    return fields
