"""Money that is neither goods nor shipping: discounts, fees, taxes, refunds."""

from __future__ import annotations

from typing import Literal

from shopglot_models._base import Model
from shopglot_models._currency import Currency
from shopglot_models._values import Amount, Moment

__all__ = ["Discount", "Fee", "FundedBy", "Refund", "Tax"]

FundedBy = Literal["seller", "platform", "shared", "unknown"]


class Discount(Model):
    """A reduction of a price: an amount or a percentage."""

    code: str | None = None
    amount: Amount | None = None
    percentage: Amount | None = None
    funded_by: FundedBy | None = None
    """Who pays for it: without this a seller can't compute what is earned."""


class Fee(Model):
    """A charge to the buyer that is neither goods, shipping nor tax."""

    type: str
    amount: Amount


class Tax(Model):
    """One tax on the order; `rate` is a fraction such as 0.095."""

    type: str
    rate: Amount | None = None
    amount: Amount


class Refund(Model):
    """Money that went back."""

    id: str | None = None
    amount: Amount
    currency: Currency | None = None
    reason: str | None = None
    created_at: Moment | None = None
