"""The files of a connector that is begun: templates with the choices put in, schemas and mappings out of samples."""

from __future__ import annotations

import json
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from shopglot.errors import ShopglotError
from shopglot.workbench.infer import infer_schema, schema_text
from shopglot.workbench.new import formats_of, new_mapping, raw_type_of
from shopglot.workbench.reference import editor_text, language_schema
from shopglot.workbench.scaffold._choices import RESOURCES, Choices
from shopglot.workbench.scaffold._samples import SavedSample, read_sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["connector_files", "write_files"]

_TEMPLATES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "tests/test_contract.py": "test_contract.py",
    "src/{package}/__init__.py": "__init__.py",
    "src/{package}/_definition.py": "_definition.py",
    "src/{package}/_live.py": "_live.py",
    "src/{package}/_operations.py": "_operations.py",
    "src/{package}/_errors.py": "_errors.py",
    "src/{package}/_guide.py": "_guide.py",
    "src/{package}/_auth.py": "auth_{auth}.py",
    "src/{package}/_paging.py": "paging_{paging}.py",
    "src/{package}/sandbox/__init__.py": "sandbox_init.py",
    "src/{package}/sandbox/_server.py": "sandbox_server.py",
    "src/{package}/sandbox/_gate.py": "gate_{auth}.py",
    "src/{package}/sandbox/_pages.py": "pages_{paging}.py",
}
_URL_SETTING = """\
    Setting("store_url", "Store URL", "Where the shop is, as https://….", kind="url", guide="settings"),
"""
_KEY_SETTING = """\
    Setting("api_key", "API key", "The shop's key.", secret=True, guide="settings"),
"""


def connector_files(choices: Choices) -> dict[str, str]:
    """Return the text of each file of the distribution, by its path in it.

    Raises `ShopglotError` for a saved answer that can't be used.
    """
    given = choices.samples
    samples = {name: read_sample(name, given[name]) for name in RESOURCES if name in given}
    samples = {"store": _invented_store(choices), **samples}
    values = _values(choices, samples)
    made = {
        target.format(package=choices.package): Template(_template(name.format_map(_names(choices)))).substitute(values)
        for target, name in _TEMPLATES.items()
    }
    for resource, sample in samples.items():
        made.update(_of_resource(choices, resource, sample))
    index = [
        {"file": sample.file, "resource": name, "says": "The first saved answer."} for name, sample in samples.items()
    ]
    made[f"src/{choices.package}/fixtures/index.json"] = json.dumps({"fixtures": index}, indent=2) + "\n"
    made[f"src/{choices.package}/py.typed"] = ""
    return dict(sorted(made.items()))


def write_files(made: Mapping[str, str], folder: Path) -> None:
    """Write the files; raises `ShopglotError` where something stands in the folder already, and writes nothing then."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ShopglotError("there is something already", where=str(folder), hint="Name another folder with --into.")
    try:
        for name, text in made.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ShopglotError(error.strerror or "cannot be written", where=str(folder)) from None


def _names(choices: Choices) -> dict[str, str]:
    return {"auth": choices.auth, "paging": choices.paging}


def _template(name: str) -> str:
    return files(__package__).joinpath("templates", f"{name}.txt").read_text(encoding="utf-8")


def _invented_store(choices: Choices) -> SavedSample:
    """Return an answer about the shop, where none was saved: its form is a guess that the author replaces."""
    text = json.dumps({"id": choices.id, "name": f"{choices.name} Example"}, indent=2) + "\n"
    return SavedSample("store", text, "", "id", listed=False, first_id=choices.id)


def _values(choices: Choices, samples: Mapping[str, SavedSample]) -> dict[str, str]:
    lists = {name: sample for name, sample in samples.items() if name != "store"}
    token = choices.auth in {"oauth2", "client-credentials"}
    url = _URL_SETTING if choices.by_setting else ""
    imports = ["HostSetting"] * choices.by_setting + ["Live", "Operations"]
    return {
        "id": choices.id,
        "name": choices.name,
        "package": choices.package,
        "distribution": choices.distribution,
        "live_imports": ", ".join(imports),
        "auth_names": "OAUTH, sign" if token else "sign",
        "hosts": '"api": HostSetting("store_url")' if choices.by_setting else f'"api": "{choices.host.rstrip("/")}"',
        "oauth": "\n    oauth=OAUTH," if token else "",
        "app_setting": '\n    app_setting="client_id",' if token else "",
        "operations": "".join(
            f'        "{name}": Operations(lister("/{name}s", "{sample.records}"), get_by_id("/{name}s")),\n'
            for name, sample in lists.items()
        ),
        "resources": "".join(_resource_line(name, sample) for name, sample in samples.items()),
        "raw_schemas": "".join(f'    RawSchema("{name}@1", (("{name}.json", ""),)),\n' for name in samples),
        "shop_key": samples["store"].key,
        "shop_file": samples["store"].file,
        "shop_records": samples["store"].records,
        "lists": "".join(
            f'    "/{name}s": ("{sample.file}", "{sample.records}", "{sample.key}"),\n'
            for name, sample in lists.items()
        ),
        "url_setting": url,
        "none_settings": _tuple_of(url) if url else "SETTINGS: tuple[Setting, ...] = ()",
        "key_settings": _tuple_of(f"{url}{_KEY_SETTING}"),
        "setting_import": "from shopglot.connector import Setting\n\n" if url else "",
        "setting_type": "" if url else ", Setting",
        "authorize_url": f"{'https://example.com' if choices.by_setting else choices.host.rstrip('/')}/oauth/authorize",
        "running_hosts": "{}" if choices.by_setting else '{"api": url}',
        "running_settings": _running_settings(choices),
    }


def _tuple_of(settings: str) -> str:
    """Return the assignment of some settings as a formatter lays it out: one alone stands on the same line."""
    lines = settings.splitlines()
    return f"SETTINGS = ({lines[0].strip()})" if len(lines) == 1 else f"SETTINGS = (\n{settings})"


def _running_settings(choices: Choices) -> str:
    more = ', "store_url": url' if choices.by_setting else ""
    return f'{more}, "authorize_url": f"{{url}}/oauth/authorize"' if choices.auth == "oauth2" else more


def _resource_line(name: str, sample: SavedSample) -> str:
    places = ([sample.records] if sample.records else []) + [""]
    told = ", ".join(json.dumps(place) for place in places) + ("," if len(places) == 1 else "")
    return f'    Resource("{name}", "{RESOURCES[name]}", "{name}.yaml", records=({told})),\n'


def _of_resource(choices: Choices, resource: str, sample: SavedSample) -> Iterator[tuple[str, str]]:
    """Yield the saved answer of a resource, the raw schema and the mapping that are made of it."""
    base, model = f"src/{choices.package}", RESOURCES[resource]
    place = choices.samples.get(resource)
    yield f"{base}/fixtures/{sample.file}", sample.text
    schema = infer_schema([place], sample.records).schema if place is not None else _STORE_SCHEMA
    yield f"{base}/schemas/{resource}.json", schema_text(schema)
    given = (f"fixtures/{choices.id}/{sample.file}#{sample.pointer}", sample.first_id)
    raw = raw_type_of(schema)
    yield (
        f"{base}/mappings/{resource}.yaml",
        new_mapping(choices.id, f"{resource}@1", model, raw, formats_of(schema), given=given),
    )
    yield f"{base}/mappings/{resource}.schema.json", editor_text(language_schema())


_STORE_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
}
