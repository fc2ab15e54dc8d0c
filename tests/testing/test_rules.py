"""Each rule of the contract fails for a connector that breaks it, and says what its author has to do."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopglot.normalize import Normalized
from shopglot.testing import Contract, contract
from shopglot.testing.kit import RULES, Bench, Broken
from tests.support.corner import BROKEN_LIVE, HERE, allowed, definition

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopglot.connector import ConnectorDefinition

GOLDEN = Path(__file__).parent / "golden" / "rules"


@dataclass(frozen=True)
class Home:
    """A copy of the corner shop's connector, to be broken."""

    path: Path
    patch: pytest.MonkeyPatch

    @property
    def definition(self) -> ConnectorDefinition:
        return definition(self.path)

    @property
    def contract(self) -> Contract:
        return contract(self.definition, recordings=allowed)

    def edit(self, file: str, old: str, new: str) -> Contract:
        """Write something else at one place of a file."""
        place = self.path / file
        text = place.read_text(encoding="utf-8")
        assert text.count(old) == 1, file
        place.write_text(text.replace(old, new), encoding="utf-8")
        return self.contract

    def add(self, file: str, text: str) -> Contract:
        """Write one more file."""
        (self.path / file).parent.mkdir(exist_ok=True)
        (self.path / file).write_text(text, encoding="utf-8")
        return self.contract

    def host(self, **wrong: Any) -> Contract:
        """Let the host make records with a fault, since no connector can."""
        from shopglot.normalize import Normalizer  # noqa: PLC0415 - patched for one test

        right = Normalizer.record

        def record(self: Normalizer, raw: object, **more: Any) -> Any:
            outcome = right(self, raw, **more)
            return (
                replace(outcome, record=outcome.record.model_copy(update=wrong))
                if isinstance(outcome, Normalized)
                else outcome
            )

        self.patch.setattr(Normalizer, "record", record)
        return self.contract

    def crash(self) -> Contract:
        """Let the host raise what is no error of ours for a raw record with rubbish in it."""
        from shopglot.normalize import Normalizer  # noqa: PLC0415 - patched for one test

        right = Normalizer.record

        def record(self: Normalizer, raw: Any, **more: Any) -> Any:
            if not isinstance(raw.get("name", ""), str):
                raise TypeError(raw["name"])
            return right(self, raw, **more)

        self.patch.setattr(Normalizer, "record", record)
        return self.contract

    def plugin(self, code: str) -> Contract:
        """Install the connector as a plugin whose module does something when it is imported."""
        info = self.path / "corner-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: corner\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[shopglot.connectors]\ncorner = fake_corner\n", encoding="utf-8")
        root = Path(__file__).parents[2]
        text = (
            f"import socket, sys\nsys.path.append({str(root)!r})\n{code}\n"
            "from shopglot.connector import hookimpl\nfrom tests.support.corner import definition\n"
            "@hookimpl\ndef shopglot_connector():\n    return definition()\n"
        )
        (self.path / "fake_corner.py").write_text(text, encoding="utf-8")
        self.patch.syspath_prepend(str(self.path))
        return contract("corner")


def wrong_example(home: Home) -> Contract:
    (transform,) = home.definition.transforms
    changed = replace(home.definition, transforms=(replace(transform, examples=((("a",), "B"),)),))
    return replace(home.contract, connector=changed)


def no_guide(home: Home) -> Contract:
    (setting,) = home.definition.settings
    changed = replace(home.definition, guide=None, settings=(replace(setting, guide=""),))
    return replace(home.contract, connector=changed)


ORDER = "fixtures/raw/order/list.json"
BREAKS: dict[str, Callable[[Home], Contract]] = {
    "definition-loads": lambda _home: contract("corner-of-nowhere"),
    "import-touches-no-network": lambda home: home.plugin(
        "try:\n    socket.create_connection(('127.0.0.1', 9))\nexcept OSError:\n    pass"
    ),
    "import-prints-nothing": lambda home: home.plugin("print('hello')"),
    "guide-is-complete": no_guide,
    "mapping-is-clean[order]": lambda home: home.edit("mappings/order.yaml", "path: total, as", "path: totl, as"),
    "enum-tables-are-total[order]": lambda home: home.edit("mappings/order.yaml", ", VOID: cancelled", ""),
    "mapping-tests-pass[product]": lambda home: home.edit("mappings/product.yaml", "/status: active", "/status: draft"),
    "transform-examples-hold[capitals]": wrong_example,
    "fixtures-are-there[store]": lambda home: home.edit("fixtures/raw/store/one.json", '"currency"', "currency"),
    "fixture-fits-raw-schema[order/list.json]": lambda home: home.edit(ORDER, '"VOID"', '"LOST"'),
    "record-is-valid[order/list.json]": lambda home: home.host(currency="EURO"),
    "apideck-takes-record[order/list.json]": lambda home: home.host(status="lost"),
    "record-survives-json[order/list.json]": lambda home: home.host(extensions={"corner": {"sizes": (1, 2)}}),
    "record-is-expected[order/list.json]": lambda home: home.edit(ORDER, "1002", "1004"),
    "expected-has-fixture": lambda home: home.add("fixtures/expected/order/gone.json", "[]"),
    "hidden-is-consistent[order/masked.json]": lambda home: home.host(customer_hidden=False),
    "no-mask-is-a-value[order/masked.json]": lambda home: home.host(note="by d***@e***.com"),
    "order-adds-up[order/list.json]": lambda home: home.edit(ORDER, '"total": "12.50"', '"total": "12.05"'),
    "blanks-cost-only-themselves[store]": Home.crash,
    "rubbish-raises-nothing[store]": Home.crash,
    "coverage-is-kept[product]": lambda home: home.edit(
        "mappings/product.yaml", "  inventory_quantity: {path: stock}\n", ""
    ),
    "growth-is-known[store]": lambda home: home.edit(
        "fixtures/raw/store/one.json", '"currency"', '"colour": "red", "currency"'
    ),
    "fixtures-are-nobodys": lambda home: home.edit(
        "fixtures/raw/customer/one.json", "dana@example.com", "dana@mail.test.co"
    ),
    "cassettes-are-nobodys": lambda home: home.add(
        "fixtures/cassettes/one.yaml", "interactions:\n- request: {headers: {Authorization: [x]}}\n"
    ),
    "cassette-replays[store.json]": lambda home: home.edit("fixtures/cassettes/store.yaml", "EUR", "GBP"),
}  # fmt: skip


def broken(name: str, home: Home) -> Contract:
    return BREAKS[name](home) if name in BREAKS else replace(home.contract, connector=BROKEN_LIVE[name](home.path))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    shutil.copytree(HERE, tmp_path / "corner", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    monkeypatch.chdir(tmp_path)
    return Home(tmp_path / "corner", monkeypatch)


def test_each_rule_is_broken_by_something() -> None:
    assert [name.partition("[")[0] for name in (*BREAKS, *BROKEN_LIVE)] == [rule.name for rule in RULES]


def test_the_corner_shop_keeps_its_contract(home: Home) -> None:
    bench = Bench(home.contract)
    ran = {case.name: case.run() for case in bench.cases()}
    bench.close()
    assert {name: why for name, why in ran.items() if why} == {
        "import-touches-no-network": (
            "nothing to check: the connector is no installed plugin: nothing of it is imported"
        ),
        "import-prints-nothing": "nothing to check: the connector is no installed plugin: nothing of it is imported",
        "statuses-are-exact[customer]": "nothing to check: no record that the platform lists itself has a status",
    }
    assert {*BREAKS, *BROKEN_LIVE} <= set(ran)


@pytest.mark.parametrize("name", [*BREAKS, *BROKEN_LIVE])
def test_a_broken_rule_says_what_was_seen_and_what_to_do(
    name: str, home: Home, golden: Callable[[Path, str], None]
) -> None:
    bench = Bench(broken(name, home))
    try:
        with pytest.raises(Broken) as caught:
            bench.case(name).run()
    finally:
        bench.close()
    golden(GOLDEN / f"{name.partition('[')[0]}.txt", f"{caught.value}\n")


def test_nothing_of_a_record_is_in_what_a_broken_rule_says() -> None:
    values = {
        text
        for file in (HERE / "fixtures" / "raw").rglob("*.json")
        for text in re.findall(r'": "([^"]{6,})"', file.read_text(encoding="utf-8"))
    }
    assert "Dana Example" in values
    told = "".join(file.read_text(encoding="utf-8") for file in GOLDEN.iterdir())
    assert [value for value in values if value in told] == []


def test_expected_records_and_coverage_are_written_when_asked(home: Home) -> None:
    shutil.rmtree(home.path / "fixtures" / "expected")
    (home.path / "fixtures" / "coverage.json").unlink()
    bench = Bench(home.contract)
    with pytest.raises(Broken, match=r"there is no expected/store/one\.json"):
        bench.case("record-is-expected[store/one.json]").run()
    written = {"record-is-expected", "webhook-events-are-expected", "coverage-is-kept", "growth-is-known"}
    written |= {"cassette-replays"}
    for case in Bench(home.contract, update=True).cases():
        if case.rule.name in written:
            assert case.run() == ""
    for file in sorted((HERE / "fixtures").rglob("*.json")):
        name = file.relative_to(HERE)
        assert json.loads((home.path / name).read_text()) == json.loads(file.read_text()), name


class TestWaivers:
    def test_a_waived_rule_is_skipped_for_its_reason(self, home: Home) -> None:
        broken = home.edit(ORDER, '"total": "12.50"', '"total": "12.05"')
        for name in ("order-adds-up", "order-adds-up[order/list.json]"):
            waived = replace(broken, waive={name: "the platform rounds"})
            assert Bench(waived).case("order-adds-up[order/list.json]").run() == "waived: the platform rounds"

    def test_a_case_that_holds_is_not_waived(self, home: Home) -> None:
        waived = contract(home.definition, waive={"order-adds-up[order/list.json]": "the platform rounds"})
        with pytest.raises(Broken) as caught:
            Bench(waived).case("order-adds-up[order/list.json]").run()
        assert str(caught.value) == "order-adds-up[order/list.json] is waived, and holds: take the waiver out"

    def test_a_warning_is_waived_by_its_code(self, home: Home) -> None:
        broken = home.edit("mappings/order.yaml", "  updated_at: {path: changed, as: epoch_s}\n", "")
        with pytest.raises(Broken, match=r"warning\[W902\]"):
            Bench(broken).case("mapping-is-clean[order]").run()
        assert Bench(replace(broken, waive={"W902": "not yet"})).case("mapping-is-clean[order]").run() == ""

    def test_a_waiver_of_nothing_fails(self, home: Home) -> None:
        bench = Bench(contract(home.definition, waive={"order-ads-up": "a slip", "W902": "fine"}))
        with pytest.raises(Broken) as caught:
            bench.case("waivers-are-known").run()
        assert str(caught.value) == (
            "waivers-are-known: the contract waives order-ads-up, which is no rule, no case and no warning\n"
            "what to do: Take it out, or mend its name."
        )
