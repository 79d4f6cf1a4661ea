"""Writes about words: cutting, hearing, following who said them, correcting what they are heard as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, When

from closeknit.analysis.kinds import SignalCode
from closeknit.analysis.text.hearing import Heard
from closeknit.kit import search, undo
from closeknit.kit.capabilities import Capability
from closeknit.kit.events import record
from closeknit.kit.operation import operation
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Touchpoint, Turn
from closeknit.verbatims import cutting, events, storing
from closeknit.verbatims.learning import adjusting
from closeknit.verbatims.models import Relearned, Signal, Uncut, Verbatim

STREAM = "stream"


@dataclass(frozen=True)
class HeardWords:
    """One verbatim with what the analysis heard in it."""

    verbatim: str
    heard: Heard


@operation(Capability.HAND_IN)
def cut_next(*, viewer: Viewer, at: datetime, size: int = 500) -> bool:
    """Cut the next `size` turns that wait, in the order in which they came in, and return whether more may wait."""
    stream = storing.lock_stream(viewer)
    waiting = Uncut.objects.visible_to(viewer).order_by("pk").first()
    if waiting is None:
        record(_cut(stream.last_position, []), viewer=viewer, at=at)
        return False
    turns = _read(_turns(waiting, viewer)[:size])
    made = cutting.cut(_uncut(turns, viewer), position=stream.last_position)
    storing.store_sentences(made)
    record(_cut(stream.last_position, made), viewer=viewer, at=at)
    if made:
        stream.change(last_position=made[-1].position)
    if len(turns) < size:
        waiting.delete()
    else:
        waiting.change(after_turn=turns[-1].id)
    return True


@operation(Capability.HAND_IN)
def keep_heard(*, words: Sequence[HeardWords], tag: str, viewer: Viewer, at: datetime) -> int:
    """Keep what was heard in verbatims that still wait and return how many. `tag` says which model and kernel heard it."""
    heard = {one.verbatim: one.heard for one in words}
    waiting = Verbatim.objects.visible_to(viewer).filter(pk__in=list(heard), state="waiting").select_for_update()
    said = {pk: (place, said_at) for pk, place, said_at in waiting.values_list("pk", "position", "said_at")}
    heard = {pk: one for pk, one in heard.items() if pk in said}
    # A verbatim's state goes last by meaning, not by order: all of this is one transaction.
    signals, turned = adjusting.adjust_heard(heard, viewer)
    storing.store_signals(signals, {pk: day for pk, (_, day) in said.items()}, viewer)
    adjusting.keep_turned(turned, viewer)
    storing.keep_vectors({pk: one.vector for pk, one in heard.items() if one.vector is not None}, tag, viewer)
    storing.set_states(heard, tag, viewer)
    places = [said[pk][0] for pk in heard] or [0]
    unknown = sum(not one.understood for one in heard.values())
    kept = events.VerbatimsHeard(
        subject=STREAM, first=min(places), last=max(places), n_heard=len(heard) - unknown, n_not_understood=unknown
    )
    record(kept, viewer=viewer, at=at)
    return len(heard)


@operation(Capability.HAND_IN)
def follow_speakers(*, touchpoints: Sequence[str], viewer: Viewer, at: datetime) -> None:
    """Give the words of these conversations the speaker and account that their turns have now; words of ours go, new ones are cut."""
    verbatims = Verbatim.objects.visible_to(viewer).filter(touchpoint__in=list(touchpoints))
    n_removed = verbatims.filter(turn__is_ours=True).delete()[1].get("verbatims.Verbatim", 0)
    moved: list[Verbatim] = []
    turns = Turn.objects.visible_to(viewer).filter(touchpoint__in=list(touchpoints))
    speakers = {turn.id: cutting.speaker_of(turn) for turn in _read(turns)}
    for verbatim in verbatims:
        contact, account = speakers[verbatim.turn_id]
        if (verbatim.contact_id, verbatim.account_id) != (contact, account):
            verbatim.contact_id, verbatim.account_id = contact, account
            moved.append(verbatim)
    for (contact, account), several in groupby(sorted(moved, key=_owner), key=_owner):
        same = [verbatim.pk for verbatim in several]
        verbatims.filter(pk__in=same).update(contact_id=contact or None, account_id=account or None)
    search.remove([verbatim.pk for verbatim in moved])
    moved.sort(key=lambda one: one.position)
    search.write(search.Text(one.pk, "verbatim", one.account_id or "", one.text) for one in moved)
    Uncut.objects.add_many(Uncut(first=one, last=one) for one in touchpoints)
    followed = events.SpeakersFollowed(subject=STREAM, n_moved=len(moved), n_removed=n_removed)
    record(followed, viewer=viewer, at=at)


@operation(Capability.CURATE_NEEDS)
def correct_signal(*, verbatim: str, code: str, is_on: bool, viewer: Viewer, at: datetime) -> None:
    """Say that a verbatim is, or is not, heard as `code`, or raise NotFound. The machine never decides about it again."""
    words = Verbatim.objects.visible_to(viewer).filter(pk=verbatim).first()
    if words is None or code not in set(SignalCode):
        raise NotFound("There are no words here by that name.")
    decide_signal(words, code, is_on=is_on, viewer=viewer)
    corrected = events.SignalCorrected(
        subject=words.pk, account=words.account_id or "", verbatim=words.pk, code=code, is_on=is_on
    )
    record(corrected, viewer=viewer, at=at)


def decide_signal(words: Verbatim, code: str, *, is_on: bool, viewer: Viewer) -> None:
    """Let a person's word stand about a signal, in the running transaction of an operation of this room."""
    decided_by = viewer.id if viewer.kind == "member" else None
    # What was taught by others is of no account where somebody says it of this very sentence.
    for turned in Relearned.objects.visible_to(viewer).filter(verbatim=words, code=code):
        undo.keep(turned, subject=words.pk)
        turned.delete()
    signal = Signal.objects.visible_to(viewer).filter(verbatim=words, code=code).first()
    if signal is not None:
        undo.keep(signal, subject=words.pk)
        signal.change(is_on=is_on, decided_by_id=decided_by)
    else:
        # The machine took it for unlikely: what it thought is kept as nought, and the person's word decides.
        new = Signal(
            verbatim=words, code=code, probability=0, is_on=is_on, said_at=words.said_at, decided_by_id=decided_by
        )
        undo.keep_new(Signal.objects.add(new), subject=words.pk)


def wait_to_be_cut(*, first: str, last: str, source: str | None) -> None:
    """Put conversations in line for cutting, in the running transaction of whoever stored them."""
    Uncut.objects.add(Uncut(source_id=source, first=first, last=last))


def _turns(waiting: Uncut, viewer: Viewer) -> "QuerySet[Turn]":
    turns = Turn.objects.visible_to(viewer).filter(
        pk__gt=waiting.after_turn, touchpoint__gte=waiting.first, touchpoint__lte=waiting.last
    )
    # Asked of each turn: joined, a store begins with all that the import ever brought, for every five hundred of it.
    here = Touchpoint.objects.visible_to(viewer).filter(pk=OuterRef("touchpoint"))
    if waiting.source_id is not None:
        turns = turns.filter(Exists(here.filter(source=waiting.source_id)))
    elif waiting.first != waiting.last:
        turns = turns.filter(Exists(here.filter(source__isnull=True)))
    return turns.order_by("pk")


def _read(turns: "QuerySet[Turn]") -> list[cutting.Said]:
    # Their very words within a report say so themselves.
    said_as = Case(When(wording="", then=F("touchpoint__wording")), default=F("wording"))
    found = turns.annotate(said_as=said_as).values_list(
        *("pk", "text", "is_ours", "touchpoint_id", "touchpoint__account_id", "touchpoint__started_at"),
        *("touchpoint__medium", "said_as", "speaker__contact_id", "speaker__contact__account_id"),
        *("speaker__is_unsure", "speaker__contact__person__name", "speaker__written"),
        "touchpoint__audience",
    )
    return [_said(values) for values in found]


def _said(values: tuple[Any, ...]) -> cutting.Said:
    is_unsure, name, written, audience = values[10:]
    fields: tuple[Any, ...] = (*values[:10], bool(is_unsure), name or written or "", audience)
    return cutting.Said(*fields)


def _uncut(turns: list[cutting.Said], viewer: Viewer) -> list[cutting.Said]:
    # All sentences of a turn are written in one transaction: it has all of them, or none.
    known = Verbatim.objects.visible_to(viewer).filter(turn__in=[turn.id for turn in turns])
    cut = set(known.values_list("turn_id", flat=True).distinct())
    return [turn for turn in turns if turn.id not in cut]


def _cut(position: int, made: list[cutting.Sentence]) -> events.VerbatimsCut:
    last = made[-1].position if made else position
    return events.VerbatimsCut(subject=STREAM, first=position + 1, last=last, n_verbatims=len(made))


def _owner(verbatim: Verbatim) -> tuple[str, str]:
    return verbatim.contact_id or "", verbatim.account_id or ""
