"""The switches of a sandbox: where sources disagree, and how strict it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._book import Shipping
    from shopglot_tiktok.sandbox._masking import UsRules
    from shopglot_tiktok.sandbox._tokens import RefreshReuse

__all__ = ["SandboxSwitches"]


@dataclass(frozen=True, slots=True)
class SandboxSwitches:
    """How a sandbox behaves.

    - `shipping`: who arranges the carrier of the orders that are there at the start.
    - `platform_fulfilled`: how many of 1,000 of them are stored and packed by TikTok.
    - `us_rules`: by which US rule recipients are masked: `2025-07` (clear although TikTok ships), or `2026-08` (masked
      in every status where TikTok ships; tentative).
    - `default_sort`: order search without `sort_order`; documented DESC, observed ASC.
    - `lenient_empty_body`: also take a signature that leaves out a body of `{}`.
    - `rate_limit`: calls a second for each shop and path, None for no limit; `retry_after`: how a 429 says when.
    - `hourly_limit`: calls an hour for each shop, None for no limit; development shops have 1,000.
    - `refresh_reuse`: what a refresh token used before does; `access_life`, `grant_life`: seconds.
    - `refuse_foreign_orders`: 21008111 for another shop's order instead of leaving it out.
    - `newer_keys`: records carry the keys that came after the platform's OpenAPI 0.1.7.
    """

    shipping: Shipping | Literal["MIXED"] = "TIKTOK"
    platform_fulfilled: int = 50
    us_rules: UsRules = "2026-08"
    default_sort: Literal["ASC", "DESC"] = "DESC"
    lenient_empty_body: bool = False
    rate_limit: int | None = 50
    hourly_limit: int | None = None
    retry_after: Literal["seconds", "date", "absent"] = "seconds"
    refresh_reuse: RefreshReuse = "allowed"
    access_life: int = 7 * 86_400
    grant_life: int = 365 * 86_400
    refuse_foreign_orders: bool = False
    newer_keys: bool = True
