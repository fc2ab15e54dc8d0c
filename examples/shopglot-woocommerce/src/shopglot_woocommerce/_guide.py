"""How to connect a shop, and what surprises on the way, for a person. A key is never renamed: mappings point to it."""

from __future__ import annotations

from shopglot.connector import Gotcha, Guide, GuideSection

__all__ = ["GOTCHAS", "GUIDE"]

GUIDE = Guide(
    title="Connecting a WooCommerce shop",
    sections=(
        GuideSection(
            key="address",
            title="Find the shop's address",
            body="""\
WooCommerce runs in a WordPress that the seller hosts, so each shop has an address of its own.

1. Open the shop's front page. Its address, with its folder where it has one, is the setting `store_url`: such
   as `https://example.com` or `https://example.com/shop`. It must begin with `https`: WooCommerce takes a key
   as it is sent over an encrypted connection alone.
2. In the shop's WordPress open **Settings → Permalinks** and choose any structure but **Plain**: with plain
   ones the API has no address of its own.
3. The API is of version 3, which WooCommerce has since 3.5. Reading only what has changed needs WooCommerce 5.8
   or later.""",
        ),
        GuideSection(
            key="api-key",
            title="Make an API key",
            body="""\
The seller does this once, as a user whose role is **Administrator** or **Shop manager**.

1. In the shop's WordPress open **WooCommerce → Settings → Advanced → REST API** and press **Add key**.
2. Enter a description, choose a user with one of these two roles, and choose the permission **Read**: nothing
   is written.
3. Press **Generate API key**. Copy **Consumer key** to the setting `consumer_key` and **Consumer secret** to
   `consumer_secret`: they are shown this once.

The key works as long as its user exists. To withdraw it, revoke it on the same page.""",
        ),
        GuideSection(
            key="permissions",
            title="What the key may read",
            body="""\
A key reads what its user may. A user who is neither **Administrator** nor **Shop manager** can't read the
shop's settings, and then a store has no currency and no address. Make a key for a user with one of these two
roles.""",
        ),
        GuideSection(
            key="customers",
            title="Choose who is a customer",
            body="""\
WordPress keeps customers among its users, each with a role. The connection lists those with the role
`customer`. Where a plug-in gives buyers another role, name that one in the setting `customer_role`, or `all`
for every user of the shop, its staff among them. Who placed an order is found by id whatever the role.

Who buys without an account is listed as well, made from the orders: one guest for each mailbox.""",
        ),
        GuideSection(
            key="webhooks",
            title="Let the shop tell of changes",
            body="""\
1. In the shop's WordPress open **WooCommerce → Settings → Advanced → Webhooks** and press **Add webhook**, once
   for each topic: *Order created*, *Order updated*, *Order deleted*, and the same for products and customers.
2. Choose the status **Active**, enter the address that receives deliveries, and choose the API version **WP
   REST API Integration v3**.
3. Enter the same long random secret in all of them, and in the setting `webhook_secret`.

After more than five failed deliveries in a row WooCommerce switches a webhook off; switch it on again on the
same page.""",
        ),
        GuideSection(
            key="erased",
            title="When customer details were erased",
            body="""\
WordPress erases a person's data on request, and WooCommerce that of old orders where the shop is set so. What
it overwrites is gone: the order keeps its goods and amounts, and `hidden_fields` says which fields were erased.
Never overwrite a stored order by it without asking whether the stored one is to be erased, too.""",
        ),
    ),
)

GOTCHAS = (
    Gotcha(
        title="Amounts are without tax",
        text="Orders tell goods, shipping, fees and discounts without tax, whatever the shop shows: `tax_inclusive` is "
        "false, and `total_tax` comes on top. `prices_include_tax` says how the seller enters prices.",
    ),
    Gotcha(
        title="A product does not tell its currency",
        text="The shop's settings do: they are read once. A key that may not read them leaves currencies empty.",
        remedy="permissions",
    ),
    Gotcha(
        title="A change of a variation need not change its product",
        text="Nothing promises that a product's time of change moves with the stock of its variations: read stock in "
        "full from time to time.",
    ),
    Gotcha(
        title="Customers have no filter by time",
        text="The platform lists customers by id or mailbox alone: with `updated_since` all are read, and those are "
        "given that changed.",
    ),
    Gotcha(
        title="A plug-in can close the API to visitors",
        text="The index, /wp-json/, is read without the key, since WordPress refuses the key there. Let visitors "
        "read it.",
    ),
    Gotcha(
        title="Parcels are a plug-in's",
        text="WooCommerce itself knows no tracking numbers. Those that the plug-in Shipment Tracking keeps are told.",
    ),
    Gotcha(
        title="A deleted order is in the trash first",
        text="What is in the trash can't be read by id, and is in no list but that of status='archived'.",
    ),
)
