"""The moments of an order: what is due when, what has happened, and how it travels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shopglot_tiktok.sandbox._timeline import (
    AWAITING_SHIPMENT,
    CANCELLED,
    DAY,
    DELIVERED,
    HOUR,
    IN_TRANSIT,
    STATUSES,
)

if TYPE_CHECKING:
    from shopglot_tiktok.sandbox._view import View

__all__ = ["deadlines", "progress"]


def deadlines(view: View) -> dict[str, int]:
    """Return by when what must have happened; which deadlines are sent where is the platform's, their days invented."""
    created, market, word = view.created, view.market, view.word
    late = view.bill.kind.handling * DAY
    times = {
        "cancel_order_sla_time": created + 9 * DAY + late,
        "rts_sla_time": created + 3 * DAY + late,
        "shipping_due_time": created + 5 * DAY + late,
        "tts_sla_time": created + 4 * DAY + late,
    }
    if view.bill.kind.digital:
        return {"rts_sla_time": times["rts_sla_time"]}
    if word % 4 == 0:
        times |= {"collection_due_time": created + 7 * DAY + late, "delivery_due_time": created + 30 * DAY + late}
    if market.prefix == "GCP_":
        times["delivery_sla_time"] = created + 8 * DAY
    if market.region in {"TH", "PH"}:
        times["fast_dispatch_sla_time"] = created + DAY
    if word % 5 == 0:
        times["delivery_option_required_delivery_time"] = created + 6 * DAY
    if market.sea:
        times |= {
            "fulfillment_priority_level": (600, 600, 600, 400, 700)[word % 5],
            "pick_up_cut_off_time": created + DAY,
            "recommended_shipping_time": created + DAY,
        }
    if market.sea and view.newer:
        times |= _newer(view)
    return times


def _newer(view: View) -> dict[str, int]:
    times: dict[str, int] = {}
    if view.word % 7 == 0:
        times |= {"fast_collection_sla_time": view.created + DAY, "fast_rts_sla_time": view.created + 12 * HOUR}
    if view.word % 31 == 0:
        times["instore_pickup_sla_time"] = view.created + 3 * DAY
    return times


def _travel(view: View) -> dict[str, Any]:
    arranged = [parcel for parcel in view.parcels if view.shipped(parcel)]
    data: dict[str, Any] = {}
    if arranged:
        first = arranged[0]
        data |= {
            "rts_time": first.arranged,
            "shipping_provider": first.carrier,
            "shipping_provider_id": first.carrier_id,
            "tracking_number": first.tracking,
        }
        if len(view.parcels) > 1:
            data["split_or_combine_tag"] = "SPLIT"
        elif view.book.group(view.number):
            data["split_or_combine_tag"] = "COMBINED"
    elif view.market.sea and not view.bill.kind.digital:
        data["tracking_number"] = ""
    packages = arranged
    if view.packages_early:
        packages = list(view.parcels if arranged else view.parcels[:1])
    if packages:
        data["packages"] = [{"id": parcel.package_id} for parcel in packages]
    for key, status in (("collection_time", IN_TRANSIT), ("delivery_time", DELIVERED)):
        moment = view.life.entered(status, view.now)
        if moment and not (view.bill.kind.digital and status == IN_TRANSIT):
            data[key] = moment
    return data


def _cancelling(view: View) -> dict[str, Any]:
    life = view.life
    data: dict[str, Any] = {}
    if life.asking(view.now):
        data["is_buyer_request_cancel"] = True
    if life.asked and life.asked.at <= view.now:
        data["request_cancel_time"] = life.asked.at
    if view.status == CANCELLED:
        data |= {
            "cancel_reason": view.reason(life.initiator),
            "cancel_time": view.since,
            "cancellation_initiator": life.initiator,
        }
        if life.initiator == "BUYER" and not life.asked:
            data["request_cancel_time"] = view.since - 10
    elif life.dropped and life.dropped.units == len(view.bill.units):
        data["cancel_reason"] = view.reason(life.dropped.by)
    return data


def progress(view: View) -> dict[str, Any]:
    """Return status, moments and travel of an order as they are now."""
    life, now = view.life, view.now
    data = {"status": STATUSES[view.status], "update_time": view.since, **_travel(view)}
    if 0 < life.paid <= now:
        data["paid_time"] = life.paid
    if view.bill.kind.handling_starts_late and life.initiator != "SYSTEM":
        data["release_date"] = next(at for code, at in life.steps if code in {AWAITING_SHIPMENT, CANCELLED})
    return {**data, **_cancelling(view)}
