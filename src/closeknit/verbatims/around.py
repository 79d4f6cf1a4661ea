"""Which language is spoken around a sentence: its turn tells, else the conversation, else English."""

from collections.abc import Iterable

from django.db.models.functions import Substr

from closeknit.analysis.text import languages
from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.models import Turn

READ = 2000
TURNS_OF_A_TALK = 40
ELSE = "en"


def read_around(turns: Iterable[int], viewer: Viewer) -> dict[int, str]:
    """Return the language around the sentences of each of these turns, by the turn's id."""
    asked = set(turns)
    rows = (
        Turn.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", "touchpoint_id", Substr("text", 1, READ))
    )
    said = {pk: (talk, languages.guess_language(text, default=ELSE)) for pk, talk, text in rows}
    talks = _read_talks({talk for talk, language in said.values() if not language.sure}, viewer)
    around = {pk: language.code if language.sure else talks.get(talk, ELSE) for pk, (talk, language) in said.items()}
    return {turn: around.get(turn, ELSE) for turn in asked}


def _read_talks(talks: set[str], viewer: Viewer) -> dict[str, str]:
    """Return the language of whole conversations, as far as their beginnings tell it."""
    said: dict[str, list[str]] = {}
    rows = Turn.objects.visible_to(viewer).filter(touchpoint__in=talks, position__lt=TURNS_OF_A_TALK).order_by("pk")
    for talk, text in rows.values_list("touchpoint_id", Substr("text", 1, READ // TURNS_OF_A_TALK)):
        said.setdefault(talk, []).append(text)
    return {talk: languages.guess_language(" ".join(texts), default=ELSE).code for talk, texts in said.items()}
