"""Names of a need drafted by a language model, where the machine's keeper set one. A person chooses; nothing is named by it alone."""

from typing import Any

from django.conf import settings

from closeknit.analysis.kinds import Stance
from closeknit.analysis.needs import drafts
from closeknit.kit import outbound
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks
from closeknit.needs.models import Evidence

# Whoever waits looks at a dialog: longer than this, one words it oneself.
_SECONDS = 30.0


def can_draft() -> bool:
    """Return whether a language model is set."""
    return bool(settings.LANGUAGE_MODEL["address"])


def draft_statements(need: str, *, viewer: Viewer) -> list[str]:
    """Return up to three names for a need, drafted from its nearest words; or raise NotFound or outbound.Unreachable.

    At most twelve of its sentences leave this machine, without who said them. Nothing is kept.
    """
    row = checks.get_target(need, viewer=viewer)
    words = Evidence.objects.visible_to(viewer).filter(need=row, stance=Stance.SUPPORTS).order_by("-strength", "pk")
    sentences = list(words.values_list("verbatim__text", flat=True)[: drafts.SENTENCES])
    if not sentences:
        return []
    chosen: dict[str, str] = settings.LANGUAGE_MODEL
    headers = {"Authorization": f"Bearer {chosen['key']}"} if chosen["key"] else {}
    body = {"model": chosen["name"], "messages": drafts.make_messages(sentences), "temperature": 0, "max_tokens": 200}
    answer = outbound.post_json(chosen["address"], body, headers=headers, seconds=_SECONDS, most_bytes=1 << 20)
    return drafts.read_answer(_text_of(answer, chosen["address"]), sentences=sentences)


def _text_of(answer: Any, address: str) -> str:
    try:
        return str(answer["choices"][0]["message"]["content"])
    except (KeyError, IndexError, TypeError) as error:
        raise outbound.Unreachable(f"{address} did not answer as a chat endpoint does.") from error
