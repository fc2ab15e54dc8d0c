"""`shopglot normalize`: saved responses to unified records."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from shopglot.cli._ending import UNUSABLE, ending, report
from shopglot.cli._setting_option import SettingOption, read_settings

if TYPE_CHECKING:
    from shopglot.registry import Connector

__all__ = ["normalize"]


class Format(StrEnum):
    """How records are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"


class To(StrEnum):
    """Which shape a record gets."""

    NATIVE = "native"
    APIDECK = "apideck"


class HiddenFilter(StrEnum):
    """What happens to a masked value."""

    NULL = "null"
    KEEP = "keep"


def normalize(  # noqa: PLR0913, PLR0917 - a command's options are its parameters
    connector: Annotated[
        str,
        typer.Argument(
            help="Which platform, such as tiktok (`shopglot connectors` lists them), or a folder of mappings."
        ),
    ],
    resource: Annotated[str, typer.Argument(help="What the records are: store, product, order or customer.")],
    files: Annotated[list[str], typer.Argument(help="Saved responses or records: JSON or JSON Lines; - is stdin.")],
    output: Annotated[
        Format | None, typer.Option("--format", help="Default: a table on a terminal, JSON Lines elsewhere.")
    ] = None,
    to: Annotated[To, typer.Option(help="The unified record, or the shape of Apideck's API.")] = To.NATIVE,
    hidden: Annotated[
        HiddenFilter,
        typer.Option(help="How to return a masked value such as J*** D**: as null, or with the asterisks."),
    ] = HiddenFilter.NULL,
    raw: Annotated[bool, typer.Option("--raw", help="Add the raw record as _raw.")] = False,  # noqa: FBT002 - a flag on the command line, never an argument
    rejects: Annotated[
        Path | None, typer.Option(help="Save rejected records here, as JSON Lines; contains personal data.")
    ] = None,
    summary: Annotated[
        Path | None, typer.Option(help="Write the counts here as JSON: records, warnings, unknown keys.")
    ] = None,
    setting: SettingOption = None,
    mappings: Annotated[
        Path | None, typer.Option(help="A folder of mapping files to use in place of the connector's own.")
    ] = None,
) -> None:
    """Normalize saved responses into unified records.

    A rejected record never stops the others.

    \b
    Example:
        shopglot normalize tiktok order orders.json --rejects bad.jsonl

    \b
    Exit code:
        0  all records were normalized
        1  some records were rejected
        2  invalid usage, or an unusable mapping or file
    """  # noqa: D301 - a backspace keeps the lines after it as they are in the help
    from shopglot.cli.normalize._job import Job  # noqa: PLC0415 - `--help` needs no models

    with ending():
        job = Job(
            connector=_connector(connector, resource, mappings),
            resource=resource,
            output=_choose_format(output, plain=raw or to is To.APIDECK).value,
            apideck=to is To.APIDECK,
            mask_policy="keep" if hidden is HiddenFilter.KEEP else "hide",
            keep_raw=raw,
            rejects=rejects,
            summary_file=summary,
            settings=read_settings(setting),
        )
        code = job.run(files)
    if code:
        raise typer.Exit(code)


def _choose_format(output: Format | None, *, plain: bool) -> Format:
    if plain and output is Format.TABLE:
        raise typer.BadParameter("--raw and --to apideck need --format jsonl or json; a table cannot show them")
    if output is not None:
        return output
    return Format.TABLE if sys.stdout.isatty() and not plain else Format.JSONL


def _connector(name: str, resource: str, mappings: Path | None) -> Connector:
    from shopglot.registry import find_connector, load_connectors  # noqa: PLC0415 - `--help` needs no plugins

    connector = find_connector(load_connectors(), name)
    known = [item.name for item in connector.definition.resources]
    if resource not in known:
        report(f"connector {connector.id!r} has no resource {resource!r}; available: {', '.join(known)}")
        raise typer.Exit(UNUSABLE)
    if mappings is None:
        return connector
    if not mappings.is_dir():
        report(f"{mappings}: no such folder")
        raise typer.Exit(UNUSABLE)
    return connector.with_mappings(mappings)
