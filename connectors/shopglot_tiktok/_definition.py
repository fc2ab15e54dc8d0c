"""The TikTok Shop connector, as data.

Facts are those of the platform's Open API, versions 202309 to 202507, and of its public guides.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from shopglot.connector import ConnectorDefinition, Envelope, Permission, RawSchema, Resource, Setting
from shopglot_tiktok._guide import GOTCHAS, GUIDE
from shopglot_tiktok._live import LIVE
from shopglot_tiktok._operations_orders import PRICE_DETAIL
from shopglot_tiktok._operations_shops import WAREHOUSES
from shopglot_tiktok._sandbox_adapter import open_sandbox
from shopglot_tiktok._transforms import TRANSFORMS

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["definition"]

_RESOURCES = (
    Resource("store", "Store", "store.yaml", records=("shops",)),
    # A single product is the data itself; a search response lists them.
    Resource("product", "Product", "product.yaml", records=("", "products")),
    Resource("order", "Order", "order.yaml", records=("orders",)),
    # The platform has no customers of its own: each order carries its buyer.
    Resource("customer", "Customer", "customer.yaml", records=("orders",)),
)

_RAW_SCHEMAS = (
    RawSchema(
        "shop@202309",
        (("authorized_shops.json", "/$defs/data/properties/shops/items"),),
        parts=((WAREHOUSES, "warehouses.json", "/$defs/data/properties/warehouses"),),
        # The documented sample of a telephone is masked, and the person beside it may be.
        maskable=("warehouses.address.contact_person", "warehouses.address.phone_number"),
    ),
    RawSchema(
        "product@202309",
        (
            ("product_detail.json", "/$defs/data"),
            ("product_search.json", "/$defs/data/properties/products/items"),
        ),
    ),
    RawSchema(
        "order@202507",
        (
            ("order_detail.json", "/$defs/data/properties/orders/items"),
            ("order_search.json", "/$defs/data/properties/orders/items"),
        ),
        parts=((PRICE_DETAIL, "price_detail.json", "/$defs/data"),),
        # What was seen with asterisks, in the Seller Center too (`buyer_nickname`), or gone (`cpf`, `cpf_name`).
        # `user_id` and `buyer_email` never were: they are aliases that the platform makes.
        maskable=("recipient_address", "buyer_nickname", "cpf", "cpf_name"),
    ),
)

_SETTINGS = (
    Setting(
        "app_key", "App Key", "The app's public key, from its page in the partner portal.", owner="app", guide="vault"
    ),
    Setting(
        "app_secret",
        "App Secret",
        "The app's secret, from the same page; it signs every request.",
        secret=True,
        owner="app",
        guide="vault",
    ),
    Setting(
        "service_id",
        "Service Id",
        "The app's service id, from the same page; the authorize link needs it.",
        owner="app",
        guide="vault",
    ),
    Setting(
        "region",
        "Region",
        "Where the sellers are: those in the United States authorize on a page of their own.",
        required=False,
        default="global",
        choices=("global", "us"),
        owner="app",
        guide="vault",
    ),
    Setting(
        "authorize_host",
        "Authorize host",
        "The origin of the authorize link in the partner portal, where it differs from the region's usual one.",
        required=False,
        owner="app",
        guide="authorize",
    ),
    Setting(
        "redirect_url",
        "Redirect URL",
        "The callback that was entered in the partner portal, letter for letter.",
        required=False,
        owner="app",
        guide="app",
    ),
    Setting(
        "shop_id",
        "Shop id",
        "Which shop to read, where one authorization holds several.",
        required=False,
        guide="vault",
    ),
)

_PERMISSIONS = (
    Permission(
        "seller.authorization.info",
        "Shop Authorized Information",
        "the seller's shops, and every other call",
        proved_by="store",
    ),
    Permission(
        "seller.product.basic", "Product Basic", "products, their variants and their stock", proved_by="product"
    ),
    Permission("seller.order.info", "Order Information", "orders, and the customers in them", proved_by="order"),
    Permission("seller.shop.info", "Global Shop Information", "active shops of cross-border sellers", required=False),
    Permission(
        "seller.logistics", "Logistics Basic", "the addresses that a shop ships from", required=False, proved_by="store"
    ),
    Permission(
        "seller.return_refund.basic", "Return & Refund Basic", "returns, cancellations, refunds", required=False
    ),
    Permission("seller.fulfillment.basic", "Fulfillment Basic", "packages and shipping documents", required=False),
)


def _fixtures() -> Traversable | None:
    """Find the saved answers: inside the installed package, or where a checkout of the repository keeps them."""
    places: tuple[Traversable, ...] = (
        files("shopglot_tiktok") / "fixtures",
        Path(__file__).parents[2] / "fixtures" / "tiktok",
    )
    return next((folder for folder in places if (folder / "index.json").is_file()), None)


def definition() -> ConnectorDefinition:
    """Make the definition; reads nothing but where the package's own folders are."""
    return ConnectorDefinition(
        id="tiktok",
        name="TikTok Shop",
        version="0.1.0",
        description="Stores, products, orders and customers of sellers on TikTok Shop, in every market it is open in.",
        resources=_RESOURCES,
        raw_schemas=_RAW_SCHEMAS,
        mappings=files("shopglot_mappings") / "tiktok",
        schemas=files("shopglot_tiktok") / "schemas",
        envelope=Envelope(code="code", success=0, message="message", request_id="request_id", data="data"),
        transforms=TRANSFORMS,
        guide=GUIDE,
        gotchas=GOTCHAS,
        settings=_SETTINGS,
        permissions=_PERMISSIONS,
        live=LIVE,
        sandbox=open_sandbox,
        fixtures=_fixtures(),
    )
