"""The settings of a connection: one shop, and the key that its seller made."""

from __future__ import annotations

from shopglot.connector import Setting

__all__ = ["SETTINGS"]

_SHOP, _KEY, _UNITS = "Shop", "API key", "What the shop says itself"

SETTINGS = (
    Setting(
        "store_url",
        "Shop address",
        "The address of the shop's front page, with its folder where it has one, such as https://example.com/shop.",
        kind="url",
        group=_SHOP,
        guide="address",
    ),
    Setting(
        "consumer_key",
        "Consumer key",
        "The key that WooCommerce shows once, when it is made.",
        pattern="ck_[0-9a-f]{40}",
        group=_KEY,
        guide="api-key",
    ),
    Setting(
        "consumer_secret",
        "Consumer secret",
        "The secret beside it; it is shown once, too.",
        secret=True,
        pattern="cs_[0-9a-f]{40}",
        group=_KEY,
        guide="api-key",
    ),
    Setting(
        "webhook_secret",
        "Webhook secret",
        "The secret of the shop's webhooks, where it has any.",
        secret=True,
        required=False,
        group=_SHOP,
        guide="webhooks",
    ),
    Setting(
        "customer_role",
        "Role of customers",
        "Which users of the shop are listed as customers: those of one role, or `all`, staff among them.",
        required=False,
        default="customer",
        pattern="[a-z0-9_-]{1,60}",
        group=_SHOP,
        guide="customers",
    ),
    Setting(
        "currency",
        "Currency",
        "The currency of prices, which products do not tell.",
        required=False,
        store="currency",
        group=_UNITS,
        guide="api-key",
    ),
    Setting(
        "weight_unit",
        "Weight unit",
        "The unit of weights, in the platform's word.",
        required=False,
        store="extensions.woocommerce.weight_unit",
        group=_UNITS,
        guide="api-key",
    ),
    Setting(
        "dimension_unit",
        "Dimensions unit",
        "The unit of lengths, in the platform's word.",
        required=False,
        store="extensions.woocommerce.dimension_unit",
        group=_UNITS,
        guide="api-key",
    ),
)
