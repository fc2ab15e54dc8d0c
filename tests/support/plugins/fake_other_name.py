"""Its id is not its entry point's name."""

from __future__ import annotations

from dataclasses import replace

import fake_acme

from shopglot.connector import ConnectorDefinition, hookimpl


@hookimpl
def shopglot_connector() -> ConnectorDefinition:
    return replace(fake_acme.shopglot_connector(), id="another")
