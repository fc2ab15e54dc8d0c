"""Gives a kind of record that the unified models do not have."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import fake_acme

from shopglot.connector import ConnectorDefinition, Resource, hookimpl


@hookimpl
def shopglot_connector() -> ConnectorDefinition:
    parcel = Resource("parcel", cast("Any", "Parcel"), "order.yaml", records=("parcels",))
    return replace(fake_acme.shopglot_connector(), id="unknown-model", resources=(parcel,))
