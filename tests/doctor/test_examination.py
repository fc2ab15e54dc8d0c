"""Each plugin is examined in a process of its own: none hangs the doctor, ends it, or hides another."""

from __future__ import annotations

import sys

import pytest

import shopglot
from shopglot.doctor import Finding, PluginReport, examine_plugins
from tests.support.hostile import BROKEN, HOSTILE, ON_THEIR_OWN

ALL = {**HOSTILE, **ON_THEIR_OWN}
TRANSFORMS = {
    "transform-raises": "shout, example 1: expected 'A', got LookupError: a",
    "transform-exits": "shout, example 1: expected 'A', got SystemExit: a",
    "transform-hangs": "did not end within 1 s",
    "transform-wrong": "shout, example 1: expected 'A', got 'a'",
}
HANGING = {"hangs", "transform-hangs"}
FINDINGS = {
    **BROKEN,
    **{name: (plugin.phase, plugin.reason) for name, plugin in ALL.items() if plugin.phase},
    **{name: ("transforms", reason) for name, reason in TRANSFORMS.items()},
}


def examine(name: str, time_limit: float = 60.0) -> PluginReport:
    (report,) = examine_plugins(shopglot.load_connectors(), name=name, time_limit=time_limit)
    return report


@pytest.mark.parametrize("name", FINDINGS)
def test_each_broken_plugin_is_reported_with_its_phase_and_reason(name: str) -> None:
    report = examine(name, time_limit=1.0 if name in HANGING else 60.0)
    assert report.state == "broken"
    assert [(finding.phase, finding.reason) for finding in report.findings] == [FINDINGS[name]]


def test_a_good_plugin_is_reported_whole() -> None:
    report = examine("acme")
    assert report.import_ms is not None
    assert report.as_dict() == {
        "id": "acme",
        "state": "ready",
        "distribution": "acme_connector",
        "version": "1.2",
        "name": "Acme Shops",
        "api": "1",
        "resources": ["store", "product", "order", "customer"],
        "schemas": 3,
        "mappings": 4,
        "warnings": 0,
        "examples": 0,
        "import_ms": report.import_ms,
        "stdout": None,
        "findings": [],
    }


def test_a_plugin_that_is_slow_or_prints_or_leaves_a_thread_is_ready_and_told() -> None:
    slow = examine("slow")
    assert (slow.state, slow.import_ms is not None and slow.import_ms >= 50) == ("ready", True)
    assert (examine("prints").state, examine("prints").stdout) == ("ready", "held_back")
    assert (examine("writes").state, examine("writes").stdout) == ("ready", "let_through")
    assert (examine("takes-stdout").state, examine("takes-stdout").stdout) == ("ready", "")
    assert examine("thread").state == "ready"


def test_nothing_of_a_plugin_runs_in_this_process() -> None:
    examine("acme")
    assert not [name for name in sys.modules if name.startswith(("fake_", "hostile_"))]


def test_a_blocked_plugin_is_not_examined_and_an_unknown_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "acme")
    registry = shopglot.load_connectors()
    assert list(examine_plugins(registry, name="hangs")) == [PluginReport("hangs", "blocked", "hostile-hangs", "0.1")]
    with pytest.raises(shopglot.PluginNotFound, match="connector 'nobody' is not installed; available: acme"):
        examine_plugins(registry, name="nobody")


def test_the_findings_of_a_plugin_are_data() -> None:
    assert examine("exits").findings == (Finding("import", "the plugin ended the process (SystemExit: 3)"),)
