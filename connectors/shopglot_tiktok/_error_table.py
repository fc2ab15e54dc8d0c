"""TikTok Shop's error codes, as data: what each means here, and what to do about it.

Sources: the platform's common-errors page and the error lists of its endpoints; codes without a stated HTTP status
are told apart by the code alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from shopglot.errors import (
    AuthorizationError,
    ClockError,
    NotFound,
    PermanentError,
    PlatformError,
    RateLimited,
    RequestError,
    SignatureError,
    TemporaryError,
    TokenExpired,
)

__all__ = [
    "BAD_PARAMETER",
    "BY_CODE",
    "CAUSES",
    "DAILY_QUOTA",
    "MISSING_SCOPE",
    "NO_PERMISSION_FOR_ORDER",
    "SCOPES",
    "TOO_MANY_MATCHES",
    "Cause",
    "Known",
]

BAD_PARAMETER = 36009004
DAILY_QUOTA = 45101004
MISSING_SCOPE = 105005
NO_PERMISSION_FOR_ORDER = 10006402
TOO_MANY_MATCHES = 12052180


@dataclass(frozen=True, slots=True)
class Known:
    """One code: the error it becomes (whose `action` says what to do), its meaning in our words, and a hint.

    `one_record` is as in `PlatformError`, for a code that is not as usual for its kind.
    """

    code: int
    error: type[PlatformError]
    meaning: str
    hint: str = ""
    one_record: bool | None = None

    def make(self) -> PlatformError:
        """Return the error."""
        error = self.error(self.meaning, code=str(self.code), hint=self.hint)
        error.one_record = self.one_record
        return error


@dataclass(frozen=True, slots=True)
class Cause:
    """One of the ten causes of 36009004, told apart by a word in the platform's text."""

    needle: str
    error: type[PlatformError]
    meaning: str
    hint: str = ""


_AGAIN = "The seller must authorize the app again."
_LATER = "It is retried; if it stays, tell the platform's support the request id."
_DEFECT = "This is a defect of the connector: please report it with the request id."
_WAIT = "Call less often; the limit is for each app, shop and endpoint."

_TABLE = (
    # Gateway
    Known(36009002, RateLimited, "too many requests", _WAIT),
    Known(36009037, RateLimited, "too many requests", _WAIT),
    Known(DAILY_QUOTA, PermanentError, "the daily quota is used up", "It starts anew tomorrow.", one_record=False),
    Known(36009003, TemporaryError, "an internal error of the platform", _LATER),
    Known(36009007, TemporaryError, "the platform's gateway timed out", _LATER),
    Known(36009009, RequestError, "no such path", _DEFECT),
    Known(36009010, RequestError, "this method is not allowed here", _DEFECT),
    Known(36009014, RequestError, "this version of the endpoint is wrong or retired", "Update shopglot."),
    Known(36009021, RequestError, "the upload is too large"),
    Known(36009022, RequestError, "the body must be JSON or multipart", _DEFECT),
    Known(36009023, RequestError, "the body must be multipart", _DEFECT),
    Known(
        36009033,
        RequestError,
        "this machine's address is not in the app's IP allow list",
        "Add it in Partner Center, or empty the list.",
    ),
    Known(
        101000,
        AuthorizationError,
        "the token is of another kind, or the shop is another seller's",
        "Choose a shop of this authorization, or let the right seller authorize.",
    ),
    Known(105001, AuthorizationError, "the authorization has expired", _AGAIN),
    Known(105002, TokenExpired, "the access token has expired", "It is refreshed once; after that, authorize again."),
    Known(105004, AuthorizationError, "the authorization is inactive: withdrawn, or the app is off", _AGAIN),
    Known(106001, SignatureError, "the signature is wrong", "Compare app_key and app_secret with the app's page."),
    Known(106011, RequestError, "the shop's cipher is invalid", "Authorize again; ciphers belong to one app."),
    Known(106013, RequestError, "the call needs a shop's cipher", _DEFECT),
    # Token host
    Known(
        36004004,
        AuthorizationError,
        "the authorization code was used, is over 30 minutes old, or is another app's",
        "Send the seller to the authorize page again.",
    ),
    Known(36004001, AuthorizationError, "the refresh token has expired", _AGAIN),
    Known(36004005, AuthorizationError, "the token is unknown, or the authorization was withdrawn", _AGAIN),
    *(
        Known(code, RequestError, "a parameter of the token call is missing or bad", "Check app_key and app_secret.")
        for code in (98001004, 98001005, 98001006)
    ),
    # Orders
    *(
        Known(code, TemporaryError, "orders could not be read", _LATER)
        for code in (10002014, 10002015, 10037002, 10037003, 10037004)
    ),
    Known(
        NO_PERMISSION_FOR_ORDER,
        AuthorizationError,
        "no permission for this order",
        "Check the app's permissions and the shop.",
        one_record=True,
    ),
    Known(21008111, NotFound, "the order is another seller's", "Check shop_id."),
    Known(21001001, RequestError, "a parameter is bad", _DEFECT),
    # Products
    Known(TOO_MANY_MATCHES, RequestError, "more than 10,000 products match", "Cut the search by time windows."),
    Known(12019027, RequestError, "more than 10 seller SKUs in one search"),
    Known(12019087, RequestError, "more than 10 SKU ids in one search"),
    Known(12019108, RequestError, "the page number is bad", "Start again without a cursor."),
    Known(12019109, RequestError, "the page size is bad", "Use 1 to 100."),
    Known(12019118, RequestError, "the creation-time window is bad", "Check created_since."),
    Known(12019119, RequestError, "the update-time window is bad", "Check updated_since."),
    Known(12052700, AuthorizationError, "the seller is inactive", "Ask the seller; then authorize again."),
    Known(12052704, AuthorizationError, "the seller is unknown", _AGAIN),
    Known(12052910, RequestError, "the search's input is bad", _DEFECT),
    *(Known(code, NotFound, "no such product") for code in (12019150, 12052032, 12052260)),
    Known(12052048, NotFound, "the product is another seller's", "Check shop_id."),
    Known(12052547, NotFound, "no version of the product is under review"),
    Known(12052901, RequestError, "a frozen or deleted product can't be read alone", "List products to see it."),
    Known(12052217, RequestError, "the category version is wrong", _DEFECT),
    Known(12052230, RequestError, "the category is bad"),
)

BY_CODE = {known.code: known for known in _TABLE}

# In this order: a text may hold several of these words, and the first is the one that it is about.
CAUSES = (
    Cause("required field", RequestError, "a required field is missing", _DEFECT),
    Cause("access-token", AuthorizationError, "the platform does not know the token", _AGAIN),
    Cause(
        "timestamp",
        ClockError,
        "the request's time is outside the platform's window",
        "Set this machine's clock: at most 5 minutes slow or 30 seconds fast is accepted.",
    ),
    Cause("app_key", RequestError, "the app key is unknown", "Copy app_key from the app's page in Partner Center."),
    Cause("'sign'", SignatureError, "the signature is missing", _DEFECT),
    Cause("category_asset_cipher", RequestError, "an asset's cipher is not wanted here", _DEFECT),
    Cause("shop_cipher", RequestError, "a shop's cipher is not wanted here", _DEFECT),
    Cause("shop_id", RequestError, "the shop id is invalid", "Check shop_id."),
    Cause("version", RequestError, "the version is invalid", "Update shopglot."),
    Cause("is invalid", RequestError, "a parameter is invalid", _DEFECT),
)

# Path prefix -> the permission that unlocks it: scope key and name in the portal; the longest prefix counts.
SCOPES = (
    ("/authorization/", "seller.authorization.info", "Shop Authorized Information"),
    ("/event/", "seller.authorization.info", "Shop Authorized Information"),
    ("/seller/", "seller.shop.info", "Global Shop Information"),
    ("/logistics/202309/global_warehouses", "seller.shop.info", "Global Shop Information"),
    ("/logistics/", "seller.logistics", "Logistics Basic"),
    ("/product/", "seller.product.basic", "Product Basic"),
    ("/order/", "seller.order.info", "Order Information"),
    ("/fulfillment/", "seller.fulfillment.basic", "Fulfillment Basic"),
    ("/return_refund/", "seller.return_refund.basic", "Return & Refund Basic"),
    ("/finance/", "seller.finance.info", "Finance Information"),
)
