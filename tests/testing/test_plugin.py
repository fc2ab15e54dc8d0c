"""The pytest plugin: two lines give named tests, failures are the rules' own words, other runs see nothing of it."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shopglot.testing import contract
from shopglot.testing.kit import RULES, Bench, Broken, Rule
from tests.support.corner import HERE, definition
from tests.support.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from shopglot.testing.kit._subject import Subject

TWO_LINES = f"""\
import sys
sys.path.append({str(ROOT)!r})
from tests.support.corner import allowed, definition

from shopglot.testing import contract
test_contract = contract(definition(), recordings=allowed)
"""


def pytest_in(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run pytest as its user would, and return its exit status and output."""
    done = subprocess.run(  # noqa: S603 - our own test runner
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, re.sub(r"in [0-9.]+s", "in 1s", done.stdout + done.stderr)


def test_two_lines_give_a_test_for_each_rule_and_case(tmp_path: Path) -> None:
    (tmp_path / "test_corner.py").write_text(TWO_LINES, encoding="utf-8")
    status, out = pytest_in(tmp_path, "--collect-only", "-q")
    names = [line.partition("::test_contract::")[2] for line in out.splitlines() if "::" in line]
    assert status == 0
    assert names == [case.name for case in Bench(contract(definition())).cases()]
    assert {name.partition("[")[0] for name in names} == {rule.name for rule in RULES}
    assert {"mapping-is-clean[order]", "record-is-expected[order/list.json]", "definition-loads"} <= set(names)


def test_a_failure_is_what_the_author_has_to_do_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "test_corner.py").write_text(TWO_LINES.replace("definition()", "'corner'"), encoding="utf-8")
    status, out = pytest_in(tmp_path, "-q", "test_corner.py::test_contract::definition-loads")
    assert status == 1
    # What the summary says of it differs by pytest's version.
    assert out.partition("=========================== short test summary")[0] == (
        "F                                                                        [100%]\n"
        "=================================== FAILURES ===================================\n"
        "_______________________________ definition-loads _______________________________\n"
        "definition-loads: PluginNotFound: connector 'corner' is not installed; available: tiktok\n"
        "  hint: `shopglot connectors` lists every plugin with its state.\n"
        "what to do: `shopglot connectors` says in which phase it fails, and why.\n"
    )


def test_what_there_is_nothing_to_check_of_is_skipped_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "test_corner.py").write_text(TWO_LINES, encoding="utf-8")
    _, out = pytest_in(tmp_path, "-q", "-rs", "-k", "import-prints-nothing")
    assert (
        ": import-prints-nothing: nothing to check: the connector is no installed plugin: nothing of it is imported\n"
        in out
    )


def test_a_run_without_a_contract_imports_no_host(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text(
        "import sys\n\n\ndef test_other():\n"
        "    ours = sorted(name for name in sys.modules if name.split('.')[0].startswith('shopglot'))\n"
        "    assert ours == ['shopglot', 'shopglot._lazy', 'shopglot.errors', 'shopglot.testing',\n"
        "        'shopglot.testing._allowed', 'shopglot.testing._contract', 'shopglot.testing._plugin']\n"
        "    assert not {'httpx', 'jsonschema', 'pydantic', 'yaml', 'vcr'} & set(sys.modules)\n",
        encoding="utf-8",
    )
    status, out = pytest_in(tmp_path, "-q", "-W", "error")
    assert (status, out.splitlines()[-1]) == (0, "1 passed in 1s")


def test_the_switch_is_told_in_the_help(tmp_path: Path) -> None:
    _, out = pytest_in(tmp_path, "--help")
    assert "--update-contract" in out


def _raises(subject: Subject, _case: str) -> None:
    name = subject.definition.name
    raise ValueError(name)


def test_what_a_rule_did_not_expect_is_told_by_its_place_and_not_by_its_words() -> None:
    rule = Rule("odd", "Something.", "Mend it.", _raises)
    (case,) = Bench(contract(definition()), rules=(rule,)).cases()
    with pytest.raises(Broken) as caught:
        case.run()
    assert re.fullmatch(r"odd: ValueError at test_plugin\.py:\d+ \(_raises\)\nwhat to do: Mend it\.", str(caught.value))


def test_a_contract_shows_no_setting() -> None:
    assert "hunter2" not in repr(contract("corner", settings={"key": "hunter2"}))


def test_a_connector_that_is_a_folder_is_under_contract_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corner").mkdir()
    (tmp_path / "corner" / "store.yaml").write_bytes((HERE / "mappings" / "store.yaml").read_bytes())
    (tmp_path / "corner" / "store.raw.json").write_text(
        '{"type": "object", "properties": {"code": {"type": "string"}, "name": {"type": "string"}, '
        '"currency": {"type": "string"}}}',
        encoding="utf-8",
    )
    (tmp_path / "corner" / "fixtures" / "store").mkdir(parents=True)
    (tmp_path / "corner" / "fixtures" / "store" / "one.json").write_bytes(
        (HERE / "fixtures" / "raw" / "store" / "one.json").read_bytes()
    )
    mapping = tmp_path / "corner" / "store.yaml"
    mapping.write_text(mapping.read_text().replace("corner/shop@1", "corner/store@1").replace("raw/", ""))
    written = [case.run() for case in Bench(contract("./corner"), update=True).cases()]
    assert set(written) - {""} == {
        "nothing to check: the connector has no settings",
        "nothing to check: the connector is no installed plugin: nothing of it is imported",
        "nothing to check: there is no folder of recordings (`cassettes`)",
        "nothing to check: there is no recorded conversation",
        "nothing to check: the connector declares nothing of the kind",
        "nothing to check: no saved answer is of the kind",
        "nothing to check: there is no simulated platform, or nothing of the kind at it",
        "nothing to check: the connector reads no webhooks",
    }
    assert (tmp_path / "corner" / "fixtures" / "expected" / "store" / "one.json").is_file()
    assert [case.run() for case in Bench(contract("./corner")).cases()] == written


def test_a_connector_without_saved_answers_is_told_so_once_and_nothing_is_written() -> None:
    bench = Bench(contract(replace(definition(), fixtures=None, sandbox=None)), update=True)
    ran: dict[str, str] = {}
    for case in bench.cases():
        try:
            ran[case.name] = case.run()
        except Broken as broken:
            ran[case.name] = broken.seen
    missing = "the connector says of no saved answers, and there is no folder fixtures/<its id> here"
    assert {name for name, said in ran.items() if said == missing} == {
        f"fixtures-are-there[{name}]" for name in ("store", "product", "order", "customer")
    }
    assert {said for name, said in ran.items() if name.startswith(("record", "coverage", "expected", "webhook"))} == {
        "nothing to check: no saved answer is of the kind",
        "nothing to check: the connector says of no saved answers",
    }


def _ends(_subject: Subject, _case: str) -> None:
    raise SystemExit(3)


def test_a_connector_that_ends_the_process_fails_its_rule_alone() -> None:
    (case,) = Bench(contract(definition()), rules=(Rule("odd", "Something.", "Mend it.", _ends),)).cases()
    with pytest.raises(Broken, match=r"^odd: SystemExit at test_plugin\.py:\d+ \(_ends\)"):
        case.run()
