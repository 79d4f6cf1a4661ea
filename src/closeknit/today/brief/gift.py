"""One thing to give on the call: what serves them most of what we have."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from closeknit.analysis.kinds import NeedState, Stance
from closeknit.needs.models import FORMING, Evidence, Need
from closeknit.today.brief.parts import BriefAsked, BriefLine, BriefPart, Voiced

# Of how many needs, those of most accounts first, it is asked whether their likes voice them: a bound, so that the page stays as quick.
LOOKED_AT = 12
CLEAR_FROM = 3


def read(asked: BriefAsked) -> BriefPart | None:
    """Return the one thing that one can give: a need answered, a promise kept, a promise to offer, or what others like them ask for."""
    line = next(_gifts(asked), None)
    return BriefPart("gift", "One thing to give", (line,)) if line else None


def _gifts(asked: BriefAsked) -> Iterator[BriefLine]:
    yield from _answered(asked)
    yield from _kept(asked)
    yield from _to_promise(asked)
    yield from _of_their_likes(asked)


def _answered(asked: BriefAsked) -> Iterator[BriefLine]:
    since = asked.spoke_on or asked.today - asked.LOOK_BACK
    news = [one for one in asked.voiced if one.is_answered and one.settled_on and one.settled_on >= since]
    for one in sorted(news, key=lambda one: (one.settled_on or since, one.need), reverse=True)[:1]:
        fact = f"{_plain(one.statement)}. {one.note}".strip() if one.note else _plain(one.statement)
        claim = "Tell them that a need of theirs is answered"
        yield BriefLine(claim, fact, mark="good", on=one.settled_on, about=one.need)


def _kept(asked: BriefAsked) -> Iterator[BriefLine]:
    for row in asked.promises:
        kept = row.direction == "ours" and row.settlement == "kept" and row.settled_on is not None
        if kept and (asked.spoke_on is None or (row.settled_on or asked.today) >= asked.spoke_on):
            whom = row.contact or "them"
            yield BriefLine(
                f"Tell {whom} that we kept our word", _plain(row.text), mark="good", on=row.settled_on, about=row.id
            )


def _to_promise(asked: BriefAsked) -> Iterator[BriefLine]:
    """What they asked for and nobody has promised anything about: the need of theirs that most others voice as well."""
    promised = {row.need_id for row in asked.promises}
    free = [one for one in asked.voiced if not one.is_answered and one.need not in promised and _is_clear(one)]
    for one in sorted(free, key=lambda one: (not one.is_stated, -one.n_accounts, one.need))[:1]:
        fact = f"{_plain(one.statement)}; nothing is promised about it yet"
        yield BriefLine("Offer a promise, with a day", fact, mark="ours", about=one.need)


def _of_their_likes(asked: BriefAsked) -> Iterator[BriefLine]:
    """A need that others of their trade voice and they do not."""
    if not asked.account.sector:
        return
    voiced = [one.need for one in asked.voiced]
    common = (
        Need.objects.visible_to(asked.viewer).filter(state=NeedState.OPEN, figures__n_accounts__gte=2).exclude(FORMING)
    )
    shown = common.exclude(pk__in=voiced).order_by("-figures__n_accounts", "pk")
    likes = Evidence.objects.visible_to(asked.viewer).filter(
        need=OuterRef("pk"), account__sector=asked.account.sector, stance=Stance.SUPPORTS
    )
    for need, statement, said in shown.annotate(said=Exists(likes)).values_list("pk", "statement", "said")[:LOOKED_AT]:
        if said:
            fact = f"{_plain(statement)}; others in {asked.account.sector.lower()} ask for it, they never have"
            yield BriefLine("Ask whether they know this too", fact, mark="ask", about=need)
            return


def _is_clear(one: Voiced) -> bool:
    """A name that was only found can be odd; what several accounts say is surely something."""
    return one.is_stated or one.n_accounts >= CLEAR_FROM


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
