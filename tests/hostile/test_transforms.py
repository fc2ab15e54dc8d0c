"""Whatever a connector's function for values does, a record loses one field, and says so."""

from __future__ import annotations

import pytest

import shopglot

pytestmark = pytest.mark.usefixtures("hostile_plugins")


@pytest.mark.parametrize("name", ["transform-raises", "transform-exits"])
def test_a_transform_that_raises_or_ends_the_process_costs_its_field(name: str) -> None:
    connector = shopglot.load_connectors(only=[name])[name]
    done = connector.normalize("store", {"shops": [{"id": "1", "name": "Maple"}]})
    assert done.record.model_dump(include={"id", "name"}) == {"id": "1", "name": None}
    assert [str(warning) for warning in done.warnings] == ["/name: a transform failed [R113, store.yaml:6]"]


def test_what_a_mask_detector_can_not_judge_is_not_shown() -> None:
    connector = shopglot.load_connectors(only=["transform-exits"])["transform-exits"]
    done = connector.normalize("order", {"orders": [{"id": "1", "name": "Dana Example"}]})
    assert "Dana" not in done.record.model_dump_json()
