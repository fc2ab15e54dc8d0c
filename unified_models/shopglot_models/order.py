"""The unified order."""

from __future__ import annotations

from typing import Literal

from shopglot_models._base import Model, Record
from shopglot_models._currency import Currency
from shopglot_models._goods import Component, Option
from shopglot_models._money import Discount, Fee, Refund, Tax
from shopglot_models._people import Address, HiddenField, LinkedCustomer
from shopglot_models._values import Amount, Extensions, Moment

__all__ = ["FulfillmentStatus", "LineItem", "Order", "OrderStatus", "PaymentStatus", "TrackingItem"]

OrderStatus = Literal["active", "completed", "cancelled", "archived", "unknown", "other"]
PaymentStatus = Literal[
    "pending", "authorized", "paid", "partial", "refunded", "voided", "unknown", "partially_refunded"
]
FulfillmentStatus = Literal["pending", "shipped", "partial", "delivered", "cancelled", "returned", "unknown"]


class TrackingItem(Model):
    """One parcel on its way."""

    provider: str | None = None
    number: str | None = None
    url: str | None = None
    updated_at: Moment | None = None


class LineItem(Model):
    """One line of an order: units of one variant at one price in one state."""

    id: str | None = None
    product_id: str | None = None
    variant_id: str | None = None
    sku: str | None = None
    name: str | None = None
    description: str | None = None
    options: list[Option] = []
    quantity: Amount | None = None
    unit_price: Amount | None = None
    """What one unit sells for, after discounts."""
    tax_rate: Amount | None = None
    """A fraction, such as 0.095."""
    tax_amount: Amount | None = None
    is_refunded: bool | None = None
    refunded_amount: Amount | None = None
    refunded_quantity: Amount | None = None
    sub_total: Amount | None = None
    """All units, without tax and before discounts."""
    total_amount: Amount | None = None
    """All units, with tax and discounts in."""
    discounts: list[Discount] = []
    component_of: str | None = None
    """The id of the bundle line that this line is a part of."""
    components: list[Component] = []
    """The parts, where the line is a bundle."""
    is_gift: bool | None = None
    raw_ids: list[str] = []
    """The platform's ids of the units that this line stands for."""
    source_status: str | None = None


class Order(Record):
    """An order, as the seller's platform tells it; no amount is recomputed."""

    id: str
    order_number: str | None = None
    """The number that buyer and seller see."""
    currency: Currency | None = None
    discounts: list[Discount] = []
    sub_total: Amount | None = None
    """The goods after discounts, usually before tax."""
    shipping_cost: Amount | None = None
    """What the buyer pays for shipping."""
    coupon_discount: Amount | None = None
    total_discount: Amount | None = None
    """All discounts on the goods."""
    total_tax: Amount | None = None
    total_amount: Amount | None = None
    """What the buyer pays."""
    refunded_amount: Amount | None = None
    tax_inclusive: bool | None = None
    """Whether prices have the tax inside; null where the platform leaves it open."""
    fees: list[Fee] = []
    taxes: list[Tax] = []
    status: OrderStatus | None = None
    source_status: str | None = None
    """The platform's own status token."""
    payment_status: PaymentStatus | None = None
    fulfillment_status: FulfillmentStatus | None = None
    payment_method: str | None = None
    customer: LinkedCustomer | None = None
    billing_address: Address | None = None
    shipping_address: Address | None = None
    tracking: list[TrackingItem] = []
    line_items: list[LineItem] = []
    refunds: list[Refund] = []
    note: str | None = None
    """The buyer's note."""
    cancel_reason: str | None = None
    customer_hidden: bool = False
    """True when any customer field is masked or withheld: it equals `bool(hidden_fields)`."""
    hidden_fields: list[HiddenField] = []
    created_at: Moment | None = None
    updated_at: Moment | None = None
    paid_at: Moment | None = None
    ship_by: Moment | None = None
    """The last moment at which the seller may arrange the shipping."""
    delivered_at: Moment | None = None
    cancelled_at: Moment | None = None
    extensions: Extensions = {}
