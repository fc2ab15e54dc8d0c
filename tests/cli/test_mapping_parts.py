"""Parts files on the command line: checked where they are used, shown by `explain`, read at a git revision."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from shopglot.registry import load_connectors
from shopglot.workbench import find_mappings
from tests.support.git import git

if TYPE_CHECKING:
    from tests.support.command_line import Run

ORDER = """\
mapping: 1
from: acme/order@1
to: Order
uses: [names.yaml]
fields:
  id: {path: id, required: true}
  order_number: {use: number}
  note: {use: number, at: buyer}
ignore: {$: not what this file shows}
"""
NAMES = "mapping: 1\nparts:\n  number: {join: [{const: N}, id], with: '-'}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "order.yaml").write_text(ORDER, encoding="utf-8")
    (tmp_path / "mine" / "names.yaml").write_text(NAMES, encoding="utf-8")
    return tmp_path / "mine"


def test_a_parts_file_is_checked_where_it_is_used(run: Run, folder: Path) -> None:
    assert run("mapping", "check", "mine").out == "1 file: 0 errors, 0 warnings; no saved records\n"
    result = run("mapping", "check", "mine/names.yaml")
    assert result.code == 2
    assert result.err == (
        "error: mine/names.yaml: a parts file is checked where it is used\n"
        "  hint: Name a mapping that has it under `uses`, or the folder.\n"
    )
    (folder / "order.yaml").unlink()
    assert run("mapping", "check", "mine").err == "error: mine: no mapping file in this folder\n"


def test_what_no_mapping_uses_is_a_warning_where_all_were_checked(run: Run, folder: Path) -> None:
    (folder / "names.yaml").write_text(f"{NAMES}  title: note\nenums: {{states: {{A: active}}}}\n", encoding="utf-8")
    assert run("mapping", "check", "mine/order.yaml", "mine").out == (
        "mine/order.yaml: 0 errors, 2 warnings\n"
        "\n"
        "warning[W903]: no mapping beside this file uses the part `title`\n"
        "  --> mine/names.yaml:4:3\n"
        "   |\n"
        " 4 |   title: note\n"
        "   |   ^^^^^\n"
        "   = hint: use it or delete it\n"
        "\n"
        "warning[W903]: no mapping beside this file uses the enum table `states`\n"
        "  --> mine/names.yaml:5:9\n"
        "   |\n"
        " 5 | enums: {states: {A: active}}\n"
        "   |         ^^^^^^\n"
        "   = hint: use it or delete it\n"
        "\n"
        "1 file: 0 errors, 2 warnings; no saved records\n"
    )
    other = ORDER.replace("Order", "Customer").replace("order_number: {use: number}\n  note", "name")
    other = other.replace("use: number", "use: title").replace(", at: buyer", "")
    (folder / "customer.yaml").write_text(other, encoding="utf-8")
    assert run("mapping", "check", "mine/order.yaml").out == "1 file: 0 errors, 0 warnings; no saved records\n"
    result = run("mapping", "check", "mine", "--format", "json")
    messages = [item["message"] for file in json.loads(result.out)["files"] for item in file["diagnostics"]]
    assert not [message for message in messages if "`title`" in message]


def test_labels_are_part_of_every_form(run: Run, folder: Path) -> None:
    (folder / "names.yaml").write_text(NAMES.replace("id]", "idd]"), encoding="utf-8")
    label = {"file": "mine/order.yaml", "line": 7, "column": 23, "end_column": 29, "message": "`number` is used here"}
    other = label | {
        "line": 8,
        "column": 15,
        "end_column": 21,
        "message": "`number` is used here: the raw record has no `idd` in `buyer`",
    }
    (item,) = json.loads(run("mapping", "check", "mine", "--format", "json").out)["files"][0]["diagnostics"]
    assert (item["file"], item["line"], item["labels"]) == ("mine/names.yaml", 3, [label, other])
    assert run("mapping", "check", "mine", "--format", "github").out == (
        "::error file=mine/names.yaml,line=3,col=31,endColumn=34,title=E202::"
        "the raw record has no `idd` (hint: did you mean `id`?)"
        "%0Amine/order.yaml:7:23: `number` is used here"
        "%0Amine/order.yaml:8:15: `number` is used here: the raw record has no `idd` in `buyer`\n"
    )


def test_explain_shows_the_part_and_where_it_is_used(run: Run, folder: Path) -> None:
    out = run("mapping", "explain", "acme", "order", "note", "--mappings", folder).out
    assert (
        "\n  mine/names.yaml:3\n    used at mine/order.yaml:8\n    {join: [{const: N}, id], with: '-'}\n\n"
        "  read   buyer.id (text)\n" in out
    )


def test_a_revision_is_read_with_its_own_parts_file(run: Run, folder: Path) -> None:
    Path("orders.json").write_text('{"orders": [{"id": "1"}]}', encoding="utf-8")
    git("init", "-q")
    git("add", "mine/order.yaml")
    git("commit", "-q", "-m", "without its parts")
    git("add", ".")
    git("commit", "-q", "-m", "with them")
    (folder / "names.yaml").write_text(NAMES.replace("const: N", "const: M"), encoding="utf-8")
    result = run("mapping", "diff", "HEAD", "mine/order.yaml", "--records", "orders.json")
    assert 'orders.json#0: "N-1" -> "M-1"' in result.out
    result = run("mapping", "diff", "HEAD~1", "mine/order.yaml", "--records", "orders.json")
    assert result.code == 1
    assert "cannot read names.yaml beside this mapping: there is no such file in HEAD~1 [E110]" in result.err


def test_what_a_mapping_is_checked_with_is_watched_with_it() -> None:
    (target,) = find_mappings(load_connectors(), ["tiktok/order"])
    names = [path.name for path in target.paths]
    assert names[:2] == ["order.yaml", "buyer.yaml"]
    assert [name for name in names[2:] if not name.endswith(".json")] == []
    assert len(names) > 2
    assert all(path.is_file() for path in target.paths)
