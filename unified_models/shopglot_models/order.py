"""The unified order."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from shopglot_models._amounts import Amount, Fraction, Quantity
from shopglot_models._base import Model, Record
from shopglot_models._currency import Currency
from shopglot_models._extensions import Extensions
from shopglot_models._goods import Option
from shopglot_models._hidden import check_flag
from shopglot_models._ledger import Ledger, ledger_of
from shopglot_models._moments import Moment
from shopglot_models._money import Adjustment, Discount, Fee, Refund, Tax
from shopglot_models._people import Address, HiddenField, LinkedCustomer
from shopglot_models._text import Flag, FreeText, Id, Url

__all__ = [
    "FulfillmentStatus",
    "LineComponent",
    "LineItem",
    "Order",
    "OrderKind",
    "OrderStatus",
    "PaymentStatus",
    "TrackingItem",
]

OrderStatus = Literal["active", "completed", "cancelled", "archived", "unknown", "other"]
PaymentStatus = Literal[
    "pending", "authorized", "paid", "partial", "refunded", "voided", "unknown", "partially_refunded"
]
OrderKind = Literal["sale", "sample", "replacement", "exchange", "subscription"]
FulfillmentStatus = Literal["pending", "shipped", "partial", "delivered", "cancelled", "returned", "unknown"]


class TrackingItem(Model):
    """One parcel on its way."""

    provider: str | None = None
    """The carrier's name, in the platform's spelling."""
    number: str | None = None
    """The tracking number."""
    url: Url | None = None
    """Where the parcel can be followed."""
    updated_at: Moment | None = None
    """When the platform last changed this."""
    quantity: Quantity | None = None
    """How many units are in it, where the platform tells."""
    raw_ids: tuple[str, ...] = ()
    """The platform's ids of the units in it: they stand in `line_items[].raw_ids` and `components[].raw_ids` too."""


class LineComponent(Model):
    """One part of a bundle that was ordered, in one state; the same part in another state is another entry."""

    product_id: str | None = None
    """The part's product."""
    variant_id: str | None = None
    """The part's variant."""
    sku: str | None = None
    """The seller's own code of the part."""
    name: str | None = None
    """The part's name."""
    quantity: Quantity | None = None
    """Pieces of this part in the whole line: in all its bundles together."""
    status: FulfillmentStatus | None = None
    """Where these pieces are, where the platform tells parts apart."""
    source_status: str | None = None
    """The platform's own token for their state."""
    tracking: TrackingItem | None = None
    """The parcel that they are in."""
    raw_ids: tuple[str, ...] = ()
    """The platform's ids of these pieces."""


class LineItem(Model):
    """One line of an order: units of one variant at one price in one state."""

    shown = ("id",)

    id: str | None = None
    """The platform's id of the line; of its first unit where the platform lists units."""
    product_id: str | None = None
    """The product that was bought."""
    variant_id: str | None = None
    """The variant that was bought."""
    sku: str | None = None
    """The seller's own code at the time of the order."""
    name: str | None = None
    """The product's name at the time of the order."""
    description: str | None = None
    """What tells the variant from its siblings, in words."""
    options: tuple[Option, ...] = ()
    """The option values of the variant."""
    quantity: Quantity | None = None
    """How many were ordered, cancelled and refunded ones included."""
    unfulfilled_quantity: Quantity | None = None
    """How many of the units somebody has yet to pick, pack or hand over: not with a carrier, and not cancelled."""
    cancelled_quantity: Quantity | None = None
    """How many of the units were cancelled: nobody may ship them."""
    status: FulfillmentStatus | None = None
    """Where these units are."""
    unit_price: Amount | None = None
    """What one unit costs before discounts: `quantity` times this is `sub_total`."""
    discounted_unit_price: Amount | None = None
    """What one unit sells for, after the discounts on it."""
    tax_rate: Fraction | None = None
    """All taxes on a unit as one fraction: 0.095 is nine and a half percent; null where the units' rates differ."""
    tax_amount: Amount | None = None
    """The tax on the whole line, inside the prices or on top: the order's `tax_inclusive` says which."""
    taxes: tuple[Tax, ...] = ()
    """`tax_amount` by its parts, where the platform tells them."""
    is_refunded: Flag | None = None
    """True when all units were refunded."""
    refunded_amount: Amount | None = None
    """What went back for this line, as a positive amount."""
    refunded_quantity: Quantity | None = None
    """How many of the units were refunded."""
    sub_total: Amount | None = None
    """All units before discounts, and without the tax that comes on top."""
    total_amount: Amount | None = None
    """All units, with discounts off and with the tax that is due on them."""
    discounts: tuple[Discount, ...] = ()
    """What is taken off this line, over all its units."""
    component_of: str | None = None
    """The id of the bundle line that this line is a part of."""
    components: tuple[LineComponent, ...] = ()
    """The parts, where the line is a bundle."""
    is_gift: Flag | None = None
    """True for what the buyer got for nothing, with something else."""
    raw_ids: tuple[str, ...] = ()
    """The platform's ids of the units that this line stands for."""
    source_status: str | None = None
    """The platform's own token for the state of these units."""


class Order(Record):
    """An order, as the seller's platform tells it; no amount is recomputed."""

    shown = ("id",)

    id: Id
    """The platform's id of the order."""
    kind: OrderKind | None = None
    """What kind of order it is: only a `sale` and a `subscription` are sold for their price."""
    order_number: str | None = None
    """The number that buyer and seller see; the id again where the platform has no second one."""
    currency: Currency | None = None
    """The currency of every amount in the order, but of refunds that say another."""
    discounts: tuple[Discount, ...] = ()
    """What is taken off the goods, by who pays for it."""
    sub_total: Amount | None = None
    """The goods after discounts, and without the tax that comes on top."""
    shipping_cost: Amount | None = None
    """What the buyer pays for shipping."""
    coupon_discount: Amount | None = None
    """The part of `total_discount` that comes from coupons, as a positive amount."""
    total_discount: Amount | None = None
    """All discounts on the goods, as a positive amount."""
    total_tax: Amount | None = None
    """All tax, inside the prices or on top: `tax_inclusive` says which."""
    total_amount: Amount | None = None
    """What the buyer pays in all, as the platform says it."""
    refunded_amount: Amount | None = None
    """What went back in all, as a positive amount; null, not zero, where refunds were not asked for."""
    tax_inclusive: Flag | None = None
    """Whether prices have the tax inside; null where the platform leaves it open."""
    fees: tuple[Fee, ...] = ()
    """Charges to the buyer beside goods, shipping and tax."""
    adjustments: tuple[Adjustment, ...] = ()
    """What else raises or lowers the total, such as a bank's discount."""
    taxes: tuple[Tax, ...] = ()
    """`total_tax` by its parts, where the platform tells them."""
    status: OrderStatus | None = None
    """Where the order stands as a whole; `active` until nothing more is due to happen to it."""
    source_status: str | None = None
    """The platform's own status token."""
    payment_status: PaymentStatus | None = None
    """Where the money is; `refunded` only once a refund was seen, and `unknown` for a cancelled order until then."""
    fulfillment_status: FulfillmentStatus | None = None
    """Where the goods are: `partial` while some units are on their way and others are not."""
    payment_method: str | None = None
    """How it is paid, in the platform's words."""
    customer: LinkedCustomer | None = None
    """The buyer."""
    billing_address: Address | None = None
    """Where the invoice goes."""
    shipping_address: Address | None = None
    """Where the goods go."""
    tracking: tuple[TrackingItem, ...] = ()
    """The parcels."""
    line_items: tuple[LineItem, ...] = ()
    """What was bought."""
    refunds: tuple[Refund, ...] = ()
    """Money that went back."""
    note: FreeText | None = None
    """The buyer's note: free text that may hold personal data."""
    cancel_reason: str | None = None
    """Why it was cancelled, in the platform's words."""
    customer_hidden: Flag = False
    """True when any customer field is masked or withheld: it equals `bool(hidden_fields)`."""
    hidden_fields: tuple[HiddenField, ...] = ()
    """The customer fields that are masked or withheld."""
    created_at: Moment | None = None
    """When it was placed, paid or not."""
    updated_at: Moment | None = None
    """When it last changed: what an incremental read goes by."""
    paid_at: Moment | None = None
    """When the money came."""
    ship_by: Moment | None = None
    """The last moment at which the seller may arrange the shipping."""
    shipped_at: Moment | None = None
    """When the carrier took it over."""
    delivered_at: Moment | None = None
    """When all of it was delivered."""
    cancelled_at: Moment | None = None
    """When it was cancelled."""
    extensions: Extensions = {}
    """What the unified model has no word for, under the connector's id."""

    def ledger(self) -> Ledger:
        """Return how the order adds up: every part of its total, and what is left over.

        `total_amount` is taken as the platform says it; see `Ledger` for the parts and their signs.
        """
        return ledger_of(
            currency=self.currency,
            lines=[line.sub_total for line in self.line_items],
            discounts=self.discounts,
            total_discount=self.total_discount,
            sub_total=self.sub_total,
            shipping=self.shipping_cost,
            fees=self.fees,
            adjustments=self.adjustments,
            total_tax=self.total_tax,
            tax_inclusive=self.tax_inclusive,
            total=self.total_amount,
        )

    @model_validator(mode="after")
    def _flag_says_what_the_fields_say(self) -> Self:
        check_flag(self.hidden_fields, flag=self.customer_hidden)
        return self
