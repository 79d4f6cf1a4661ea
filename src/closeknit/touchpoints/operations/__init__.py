"""Writes about conversations: recording, placing speakers, planning, bringing in."""

from closeknit.touchpoints.operations.appointments import (
    call_off_appointment,
    log_appointment,
    log_touchpoint,
    plan_appointment,
)
from closeknit.touchpoints.operations.giving import give_touchpoint
from closeknit.touchpoints.operations.handing_in import hand_in_words
from closeknit.touchpoints.operations.imports import (
    bring_in,
    cancel_import,
    confirm_import,
    put_away_import,
    start_import,
    undo_import,
)
from closeknit.touchpoints.operations.reading import end_import, end_undo, store_chunk, take_back_chunk
from closeknit.touchpoints.operations.recording import capture_words, record_touchpoint, record_words, remove_touchpoint
from closeknit.touchpoints.operations.speakers import NobodyWaits, Who, place_speaker

__all__ = [
    "NobodyWaits",
    "Who",
    "bring_in",
    "call_off_appointment",
    "cancel_import",
    "capture_words",
    "confirm_import",
    "end_import",
    "end_undo",
    "give_touchpoint",
    "hand_in_words",
    "log_appointment",
    "log_touchpoint",
    "place_speaker",
    "plan_appointment",
    "put_away_import",
    "record_touchpoint",
    "record_words",
    "remove_touchpoint",
    "start_import",
    "store_chunk",
    "take_back_chunk",
    "undo_import",
]
