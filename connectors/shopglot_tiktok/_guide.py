"""How to configure the TikTok Shop connector, and what surprises on the way, for a person.

The steps follow the partner portal as of 2026. A mapping's `remedy` points to a section's key, so a key is never
renamed.
"""

from __future__ import annotations

from shopglot.connector import Gotcha, Guide, GuideSection

__all__ = ["GOTCHAS", "GUIDE"]

GUIDE = Guide(
    title="Configuring TikTok Shop",
    sections=(
        GuideSection(
            key="partner-account",
            title="Register as an app developer",
            body="""\
TikTok is where people watch short mobile videos, and sellers sell to them in TikTok Shop. An app reads their shops
through a TikTok Shop Partner account. The connector's own service id is `tiktok`.

1. Sign up on the partner portal, partner.tiktokshop.com, with the details it asks for, and log in.
2. Follow its onboarding for developers and register as an **APP developer**.""",
        ),
        GuideSection(
            key="app",
            title="Create the app",
            body="""\
1. In the portal's left menu open **App & Service** and create an app.
2. Choose **Public App**, the recommended kind. A **Custom App** works too and can be made public later.
3. Switch **Enable API** on.
4. As **redirect URL** enter the callback of the server that keeps the credentials: your shopglot server's public
   address followed by `/vault/callback`. With Apideck Vault it is `https://unify.apideck.com/vault/callback`. Keep the
   same text for the setting `redirect_url`.
5. Press **Create App**. The page that opens shows **App Key**, **App Secret** and **Service Id**.""",
        ),
        GuideSection(
            key="permissions",
            title="Enable the permissions",
            body="""\
On the app's page, below the credentials, open **Basic Info → Manage API**. Find each of these with the search bar and
enable it:

- **Shop Authorized Information** (`seller.authorization.info`): which shops the seller has
- **Product Basic** (`seller.product.basic`): products
- **Order Information** (`seller.order.info`): orders, and the customers in them

This one is not required; without it a store comes without the addresses that it ships from:

- **Logistics Basic** (`seller.logistics`): the shop's warehouses

A permission that is added later reaches a seller only when the seller authorizes the app once more.""",
        ),
        GuideSection(
            key="vault",
            title="Store the credentials",
            body="""\
Store **App Key**, **App Secret** and **Service Id** in the vault, as the settings `app_key`, `app_secret` and
`service_id`. The App Secret signs every request: it belongs nowhere else, in no file of a project and in no message.

Sellers in the United States authorize on a page of their own: then set `region` to `us`.""",
        ),
        GuideSection(
            key="authorize",
            title="Let the seller authorize the app",
            body="""\
1. Open the connection's authorize link. The seller logs in and agrees, once.
2. The connection can be called as soon as the browser is back at the redirect URL.
3. A seller with several shops gets them all under one authorization: name the one to read in the setting `shop_id`.

An authorization ends on the date that the seller chose, or when the seller withdraws it; then repeat this step.""",
        ),
        GuideSection(
            key="seller-shipping",
            title="When customer details are hidden: ship as the seller",
            body="""\
TikTok hides the buyer's name, telephone number and address in orders that it ships itself. Orders that the seller
ships carry them. In the United States orders that TikTok ships carried them from July 2025; by TikTok's notice of
2 July 2026 their telephone number and address are masked in every status, tentatively from mid-August 2026.

In the seller's TikTok Shop **Seller Center**:

1. In the left menu open **Orders → Shipping Templates** and create a shipping template.
2. Then open **Orders → Shipping Options** and select **Seller Shipping**.

Only orders placed *after* the change carry customer details; those placed before stay as they are. Digital goods have
no recipient, so there is nothing to show.""",
        ),
    ),
)

GOTCHAS = (
    Gotcha(
        title="Orders that TikTok ships hide the customer",
        text="Name, telephone number and address come masked with asterisks or not at all, in the United States too "
        "since August 2026, and there is no call that reveals them. `customer_hidden` and `hidden_fields` say so in "
        "every order.",
        remedy="seller-shipping",
    ),
    Gotcha(
        title="Orders that TikTok stores and packs hide the customer for good",
        text="For fulfilment by TikTok no setting reveals the buyer; only the upper levels of the address are clear.",
    ),
    Gotcha(
        title="A fresh order has no address yet",
        text="Until an order is paid, and during the hour in which the buyer may still cancel, it comes without its "
        "recipient. Read it again when its status is AWAITING_SHIPMENT.",
    ),
    Gotcha(
        title="An old order loses its address",
        text="An order that was clear can be masked later: in the United States when it is cancelled, and from 30 days "
        "after it was completed, whoever shipped it. Never overwrite a stored clear value with a hidden one: "
        "`shopglot_models.merge` joins the two.",
    ),
    Gotcha(
        title="A telephone number may lack its country code",
        text="A number that can't be read as an international one is kept as it was sent, with warning R116: it "
        "reaches a carrier in the country, and nobody from abroad.",
    ),
    Gotcha(
        title="One line item is one unit",
        text="The platform sends no quantity: five pieces are five entries. shopglot groups them, and keeps each "
        "unit's id in `raw_ids`.",
    ),
    Gotcha(
        title="Refunds are not in the order",
        text="An order's amounts stay as they were when money goes back; returns and cancellations have calls of "
        "their own. `refunds` and `refunded_amount` are empty for that reason, not because nothing was refunded.",
    ),
    Gotcha(
        title="The e-mail address is a relay",
        text="TikTok gives every buyer an alias that is stable, and is not a mailbox to write to directly.",
    ),
    Gotcha(
        title="A permission that is missing looks like a refused call",
        text="Code 105005 says that the app or the seller's authorization lacks a permission. Enable it, then let the "
        "seller authorize again.",
        remedy="permissions",
    ),
)
