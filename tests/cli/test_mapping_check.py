"""`shopglot mapping check` and `explain CODE`: what an author and a CI job see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Run

WRONG = """mapping: 1
from: acme/shop@1
to: Store
fields:
  id: {path: id, required: true}
  name: {path: nmae, note: "50%, or: more"}
enums:
  unused: {A: b}
"""


@pytest.fixture
def wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "store.yaml"
    file.write_text(WRONG, encoding="utf-8")
    return file


def test_all_that_is_installed_is_checked(run: Run) -> None:
    result = run("mapping", "check")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[-1].startswith("4 files: 0 errors, ")


def test_saved_records_are_run_unless_they_shall_not(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acme").mkdir()
    schema = {"type": "object", "properties": {"id": {"type": "string"}, "at": {"type": "integer"}}}
    (tmp_path / "acme" / "order.raw.json").write_text(json.dumps(schema), encoding="utf-8")
    text = "mapping: 1\nfrom: acme/order@1\nto: Order\nfields:\n  id: {path: id, required: true}\n"
    (tmp_path / "acme" / "order.yaml").write_text(f"{text}  created_at: {{path: at, as: epoch_ms}}\n", encoding="utf-8")
    assert run("mapping", "check", "acme").out == "1 file: 0 errors, 0 warnings; no saved records\n"
    (tmp_path / "acme" / "fixtures").mkdir()
    lines = '{"id": "1", "at": 1714557600}\n' * 2
    (tmp_path / "acme" / "fixtures" / "orders.jsonl").write_text(lines, encoding="utf-8")
    result = run("mapping", "check", "acme")
    assert "warning[W907]: 0 of 2 saved records give a value: not a time" in result.out
    assert (result.code, result.out.splitlines()[-1]) == (0, "1 file: 0 errors, 1 warning; 2 saved records")
    assert run("mapping", "check", "acme", "--strict").code == 1
    assert run("mapping", "check", "acme", "--no-records").out == "1 file: 0 errors, 0 warnings\n"
    document = json.loads(run("mapping", "check", "acme", "--format", "json").out)
    assert (document["files"][0]["records"], document["files"][0]["diagnostics"][0]["code"]) == (2, "W907")


def test_diagnostics_come_by_file_with_a_sum(run: Run, wrong: Path) -> None:
    result = run("mapping", "check", wrong.name, "acme/customer")
    assert result.code == 1
    assert result.out.startswith("store.yaml: 1 error, 1 warning\n\nerror[E202]: ")
    assert (
        "error[E202]: the raw record has no `nmae`\n"
        "  --> store.yaml:6:16\n"
        "   |\n"
        ' 6 |   name: {path: nmae, note: "50%, or: more"}\n'
        "   |                ^^^^\n"
        "   = hint: did you mean `name`?\n"
    ) in result.out
    assert "\n\n2 files: 1 error, " in result.out


def test_json_is_stable(run: Run, wrong: Path) -> None:
    result = run("mapping", "check", wrong, "--format", "json")
    found = json.loads(result.out)
    assert (result.code, found["errors"], found["warnings"]) == (1, 1, 1)
    assert [file["file"] for file in found["files"]] == ["store.yaml"]
    assert found["files"][0]["diagnostics"][0] == {
        "code": "E202",
        "severity": "error",
        "title": "the raw schema does not know this path",
        "file": "store.yaml",
        "line": 6,
        "column": 16,
        "end_column": 20,
        "message": "the raw record has no `nmae`",
        "facts": {},
        "hint": "did you mean `name`?",
        "labels": [],
    }


def test_github_shows_each_at_its_line(run: Run, wrong: Path) -> None:
    result = run("mapping", "check", wrong, "--format", "github")
    assert result.out.splitlines()[0] == (
        "::error file=store.yaml,line=6,col=16,endColumn=20,title=E202::the raw record has no `nmae` "
        "(hint: did you mean `name`?)"
    )


def test_warnings_fail_where_asked(run: Run, wrong: Path) -> None:
    wrong.write_text(WRONG.replace("nmae", "name"), encoding="utf-8")
    assert run("mapping", "check", wrong).code == 0
    assert run("mapping", "check", wrong, "--strict").code == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere.yaml"], "error: nowhere.yaml: No such file or directory\n"),
        (
            ["acem"],
            "error: 'acem' is neither a file nor an installed connector\n  hint: did you mean `acme`?\n",
        ),
        (["acme/oder"], "error: acme has no resource 'oder'\n  hint: did you mean `order`?\n"),
        (["."], "error: .: no mapping file in this folder\n"),
    ],
)
def test_what_names_nothing_says_so(
    run: Run, words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("mapping", "check", *words)
    assert (result.code, result.out, result.err) == (2, "", message)


def test_a_folder_is_checked_whole(run: Run, wrong: Path) -> None:
    (wrong.parent / "inner").mkdir()
    (wrong.parent / "inner" / "broken.yml").write_bytes(b"\x00")
    result = run("mapping", "check", wrong.parent)
    assert result.code == 1
    assert "2 files: 2 errors, 1 warning" in result.out


def test_explain_shows_the_page_of_a_code(run: Run) -> None:
    assert run("mapping", "explain", "e108").out == (
        "E108: unsupported language version\n\n"
        "`mapping: 1` is the version of the language, not of your file.\n\n"
        "Wrong:\n    mapping: 7\n\nRight:\n    mapping: 1\n"
    )
    assert run("mapping", "explain", "R111").out.startswith("R111: not true or false\n")
    result = run("mapping", "explain", "E999")
    assert result.code == 2
    assert result.err.startswith("error: unknown code E999\n  hint: The codes are E100, E101, ")
