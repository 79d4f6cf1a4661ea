"""Writes about conversations: recording, placing speakers, planning, bringing in."""

from closeknit.touchpoints.operations.appointments import (
    call_off_appointment,
    log_appointment,
    log_touchpoint,
    plan_appointment,
)
from closeknit.touchpoints.operations.recording import capture_words, record_touchpoint, remove_touchpoint
from closeknit.touchpoints.operations.speakers import NobodyWaits, Who, place_speaker

__all__ = [
    "NobodyWaits",
    "Who",
    "call_off_appointment",
    "capture_words",
    "log_appointment",
    "log_touchpoint",
    "place_speaker",
    "plan_appointment",
    "record_touchpoint",
    "remove_touchpoint",
]
