"""`shopglot mapping try`: one record, a rule or a whole mapping, the value and how it came."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shopglot.cli._ending import SOME_REJECTED, ending
from shopglot.cli._setting_option import SettingOption, read_settings
from shopglot.cli._terminal import fold_width, terminal_width
from shopglot.errors import ShopglotError

if TYPE_CHECKING:
    from shopglot.mapping import SourceFile
    from shopglot.workbench import CheckedMapping, Sample

__all__ = ["try_mapping"]


class TrialFormat(StrEnum):
    """How the result is printed."""

    TEXT = "text"
    JSON = "json"


def try_mapping(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    target: Annotated[str, typer.Argument(metavar="FILE|CONNECTOR/RESOURCE", help="A mapping, such as tiktok/order.")],
    record: Annotated[
        str,
        typer.Option(
            metavar="FILE[#POINTER]",
            help="A saved response or record, and the place of the record in it; - is stdin. Default: the first one.",
        ),
    ],
    rule: Annotated[str | None, typer.Option(help="The rule to try, as YAML.", metavar="YAML")] = None,
    rule_file: Annotated[Path | None, typer.Option(help="A file with the rule to try.")] = None,
    field: Annotated[
        str | None,
        typer.Option(
            "--field", "--to", help="Try the rule as that of this unified field; without a rule, the field's own."
        ),
    ] = None,
    setting: SettingOption = None,
    output: Annotated[TrialFormat, typer.Option("--format", help="Text or JSON.")] = TrialFormat.TEXT,
) -> None:
    """Try a rule, a field or a whole mapping on one record.

    A rule is checked as in a file, and shows its value step by step; it may use the mapping's enum tables. With --to
    it is also checked against that field, in its place. Without a rule and a field the whole unified record is shown,
    with its warnings. What the mapping watches for masks stays hidden.

    \b
    Example:
        shopglot mapping try tiktok/order --record order.json \\
            --rule '{path: payment.total_amount, as: money}' --to total_amount
        shopglot mapping try order.yaml --record order.json#/data/orders/0
        shopglot mapping try tiktok/order --field note --record - < order.json

    \b
    Exit code:
        0  shown
        1  the rule has errors, or the record is rejected
        2  invalid usage: no such mapping, record or field; or a mapping
           with errors
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    if rule is not None and rule_file is not None:
        raise typer.BadParameter("give the rule as --rule or as --rule-file, not both")
    with ending():
        given = read_settings(setting)
        checked = _mapping(target)
        sample = _sample(checked, record)
        if rule is not None or rule_file is not None:
            done = _rule(checked, sample, _read_rule(rule, rule_file), field or "", given, output)
        elif field is not None:
            done = _field(checked, sample, field, given, output)
        else:
            done = _whole(checked, sample, given, output)
        if not done:
            raise typer.Exit(SOME_REJECTED)


def _mapping(target: str) -> CheckedMapping:
    from shopglot.registry import load_connectors  # noqa: PLC0415 - `--help` needs no plugins
    from shopglot.workbench import check_files, find_mappings  # noqa: PLC0415 - `--help` needs no models

    found = check_files(find_mappings(load_connectors(), [target]))
    if len(found) != 1:
        raise ShopglotError(f"{target!r} names {len(found)} mappings", hint="Name one, such as tiktok/order.")
    if found[0].file is None:
        raise ShopglotError(f"{found[0].name} has errors", hint=f"Run shopglot mapping check {target}")
    return found[0]


def _sample(checked: CheckedMapping, place: str) -> Sample:
    from shopglot.workbench import sample_from  # noqa: PLC0415 - as above

    name, mark, pointer = place.partition("#")
    connector, model = checked.target.connector, checked.file.model if checked.file else ""
    resource = next((one.name for one in connector.resources if one.model == model), connector.resources[0].name)
    if name == "-":
        data, name = sys.stdin.buffer.read(), "stdin"
    else:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            raise ShopglotError(error.strerror or "cannot be read", where=name) from None
    return sample_from(data, name, pointer if mark else None, connector, resource)


def _read_rule(text: str | None, file: Path | None) -> SourceFile:
    from shopglot.mapping import SourceFile  # noqa: PLC0415 - as above

    if file is None:
        return SourceFile("rule", (text or "").encode())
    try:
        return SourceFile(str(file), file.read_bytes())
    except OSError as error:
        raise ShopglotError(error.strerror or "cannot be read", where=str(file)) from None


def _rule(  # noqa: PLR0913, PLR0917 - the command's options
    checked: CheckedMapping, sample: Sample, rule: SourceFile, field: str, given: dict[str, str], output: TrialFormat
) -> bool:
    from shopglot.workbench import trace_json, trace_text, try_rule  # noqa: PLC0415 - as above

    trial = try_rule(checked.target, rule, sample, field, given)
    if output is TrialFormat.JSON:
        document: dict[str, Any] = {"field": field or None, "diagnostics": [one.as_dict() for one in trial.diagnostics]}
        document |= trace_json(trial.trace) if trial.trace is not None else {"record": sample.name}
        _print(document)
    else:
        blocks = [one.render(fold_width()) for one in trial.diagnostics]
        blocks += [trace_text(trial.trace, terminal_width())] if trial.trace is not None else []
        typer.echo("\n\n".join(blocks))
    return trial.trace is not None


def _field(checked: CheckedMapping, sample: Sample, field: str, given: dict[str, str], output: TrialFormat) -> bool:
    from shopglot.workbench import (  # noqa: PLC0415 - as above
        explain_field,
        explanation_text,
        follow_field,
        trace_json,
    )

    explanation, stories = explain_field(checked, field), follow_field(checked, field, [sample], given)
    if output is TrialFormat.JSON:
        _print({"field": explanation.field, "diagnostics": [], **trace_json(stories[0])})
    else:
        typer.echo(explanation_text(explanation, stories, terminal_width()))
    return True


def _whole(checked: CheckedMapping, sample: Sample, given: dict[str, str], output: TrialFormat) -> bool:
    from shopglot.workbench import compile_checked, fold, normalize_record  # noqa: PLC0415 - as above

    settings = checked.target.connector.readable_settings(given)
    result = normalize_record(compile_checked(checked), sample.raw, settings)
    if output is TrialFormat.JSON:
        _print(
            {
                "record": sample.name,
                "value": result.record,
                "errors": [one.as_dict() for one in result.errors],
                "warnings": [one.as_dict() for one in result.warnings],
            }
        )
        return result.record is not None
    width = terminal_width()
    typer.echo(fold(f"record {sample.name}", width, rest="  "))
    if result.record is not None:
        typer.echo(json.dumps(result.record, indent=2, ensure_ascii=False))
    for kind, problems in (("rejected", result.errors), ("warning", result.warnings)):
        for one in problems:
            typer.echo(fold(f"{kind}: {one}", width, rest="  "))
    return result.record is not None


def _print(document: dict[str, Any]) -> None:
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False, default=str))
