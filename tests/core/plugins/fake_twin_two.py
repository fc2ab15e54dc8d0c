"""One of two plugins that claim the same name."""

from __future__ import annotations

from dataclasses import replace

import fake_acme

from shopglot import Connector, hookimpl


@hookimpl
def shopglot_connector() -> Connector:
    return replace(fake_acme.shopglot_connector(), id="twin")
