"""Money that is neither goods nor shipping: discounts, fees, taxes, refunds."""

from __future__ import annotations

from typing import Literal

from shopglot_models._amounts import Amount, Fraction, Quantity
from shopglot_models._base import Model
from shopglot_models._currency import Currency
from shopglot_models._moments import Moment
from shopglot_models._text import Filled

__all__ = ["Adjustment", "Discount", "Fee", "FundedBy", "Refund", "Tax"]

FundedBy = Literal["seller", "platform", "payment_provider", "shared", "unknown"]


class Discount(Model):
    """An amount or percentage taken off an order or a line."""

    code: str | None = None
    """The coupon or promotion code."""
    amount: Amount | None = None
    """What is taken off, as a positive amount in the record's currency."""
    percentage: Quantity | None = None
    """The percentage taken off: 10 is ten percent (a tax rate is a fraction)."""
    funded_by: FundedBy | None = None
    """Who pays for it: without this a seller can't compute what is earned."""


class Fee(Model):
    """A charge to the buyer that is neither goods, shipping nor tax."""

    type: Filled
    """What it is for, in lower case with underscores: `retail_delivery`, `bottle_deposit`."""
    amount: Amount
    """In the order's currency."""


class Adjustment(Model):
    """Money in an order's total that is neither goods, shipping, fee nor tax, such as a bank's discount."""

    type: Filled
    """What it is, in lower case with underscores: `payment_discount`."""
    amount: Amount
    """In the order's currency, with its sign: what lowers the total is negative."""
    funded_by: FundedBy | None = None
    """Who pays for it, where it lowers the total; `payment_provider` is a bank or wallet."""


class Tax(Model):
    """One part of a tax: of an order or of a line."""

    type: Filled
    """What is taxed, or the tax's name: `product`, `shipping`, `item_insurance`, `sales_tax`."""
    rate: Fraction | None = None
    """A fraction: 0.095 is nine and a half percent."""
    amount: Amount
    """In the order's currency."""


class Refund(Model):
    """Money that went back to the buyer."""

    id: str | None = None
    """The platform's id of the refund."""
    amount: Amount
    """What went back, as a positive amount."""
    currency: Currency | None = None
    """The amount's currency; null where it is the order's."""
    reason: str | None = None
    """Why, in the platform's words."""
    created_at: Moment | None = None
    """When it went back."""
