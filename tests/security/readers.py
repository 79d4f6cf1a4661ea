"""What somebody outside may read: every column that they are shown, and who is. What is not here is for our side alone.

This is the test's own knowledge, on purpose apart from the scopes in the code: a scope that lets more through is found by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps

from closeknit.accounts.models import Contact
from closeknit.discussions.models import Comment
from closeknit.ideas.models import Posting
from tests.security.canaries import Canary
from tests.security.outside import PLACES

if TYPE_CHECKING:
    from tests.security.world import World

WITHIN = frozenset(("account", "portal", "public"))
# Whoever is known at two accounts sees one of them at a time: these are that person in the space of one.
IN_ONE_SPACE = {"both at a": frozenset("a"), "both at b": frozenset("b")}
EVERYBODY = frozenset(("anonymous", "outsider", "left", *PLACES, *IN_ONE_SPACE))


@dataclass(frozen=True)
class Reach:
    """Who reads a column: contacts of the account at the path `account`, where the code at the path `audience` lets them."""

    account: str = "account_id"
    audience: str = ""
    # Whose it is: that person reads it wherever it stands.
    giver: str = ""
    # A person stands at accounts through their places: read wherever they have one now.
    is_person: bool = False
    # Rows whose audience is portal or public are read beyond the account.
    is_wide: bool = False
    # Whoever has a place somewhere.
    is_signed_in: bool = False
    # Whoever asks, signed in or not.
    is_public: bool = False


_PUBLIC = Reach(account="", is_public=True)
# What of an idea is shown on the portal or in its account's shared site: by its audience, and to whoever gave it when it is hidden, too.
_IDEA = Reach("idea__account_id", "idea__audience", giver="idea__person_id", is_wide=True)
_CHALLENGE = Reach(account="openings__account_id", audience="audience", is_wide=True)
_DISCUSSED = Reach("thread__account_id", "thread__audience", is_wide=True)

SHARED: dict[str, Reach] = {
    # Every page carries the name of the house.
    "identity.House.name": _PUBLIC,
    "identity.House.notice": _PUBLIC,
    # Who holds an invitation reads whom it is for.
    "identity.Invitation.name": _PUBLIC,
    # Who is in the circle, on both sides.
    "accounts.Account.name": Reach(account="pk"),
    "accounts.Space.welcome": Reach(),
    "accounts.Person.name": Reach(is_person=True),
    "accounts.Contact.title": Reach(),
    # What they say of themselves on their shared site; a mirror as it was released to them.
    "accounts.TheirPurpose.text": Reach(),
    "accounts.NamedCustomer.name": Reach(),
    "accounts.Passkey.name": Reach(account="", giver="login__person__id"),
    "research.Observation.text": Reach(),
    "research.Observation.job": Reach(),
    "promises.MirrorVersion.intro": Reach(audience="audience"),
    "promises.MirrorLine.text": Reach(account="version__account_id", audience="version__audience"),
    "promises.MirrorLine.fact": Reach(account="version__account_id", audience="version__audience"),
    "promises.MirrorLine.speaker": Reach(account="version__account_id", audience="version__audience"),
    "promises.Goal.text": Reach(account="plan__account_id", audience="plan__audience"),
    "promises.Promise.text": Reach(audience="audience"),
    # The plan, the ledger and their own words, as far as they lie before them.
    "promises.Plan.ours": Reach(audience="audience"),
    "promises.Plan.theirs": Reach(audience="audience"),
    "promises.Goal.measure": Reach("plan__account_id", "plan__audience"),
    "promises.Goal.unit": Reach("plan__account_id", "plan__audience"),
    "promises.Action.text": Reach("plan__account_id", "plan__audience"),
    "promises.LedgerEntry.text": Reach(audience="audience"),
    "promises.LedgerEntry.unit": Reach(audience="audience"),
    "promises.Baseline.text": Reach(),
    "verbatims.Verbatim.text": Reach(audience="audience"),
    # What both sides promised, and what they objected to and proposed themselves.
    "promises.Move.told": Reach("promise__account_id", "promise__audience"),
    "promises.SettlementRow.told": Reach("promise__account_id", "promise__audience"),
    "promises.Objection.text": Reach("promise__account_id", "promise__audience"),
    "promises.Objection.answer": Reach("promise__account_id", "promise__audience"),
    "promises.ProposedPromise.text": Reach(),
    "promises.ProposedPromise.answer": Reach(),
    "identity.Member.name": Reach(account="", is_signed_in=True),
    "identity.Invitation.email": _PUBLIC,
    # The open portal: how it welcomes, what is shown there with our answer, what one handed in oneself, challenges that are open outside.
    "ideas.PortalRules.welcome": _PUBLIC,
    "ideas.PortalRules.embed_key": _PUBLIC,
    "ideas.PortalRules.embed_pages": _PUBLIC,
    "ideas.Posting.title": _IDEA,
    "ideas.Posting.text": _IDEA,
    "ideas.Verdict.sentence": _IDEA,
    "ideas.Submission.title": Reach(account="", giver="person_id"),
    "ideas.Submission.text": Reach(account="", giver="person_id"),
    "ideas.Submission.sentence": Reach(account="", giver="person_id"),
    "ideas.Challenge.title": _CHALLENGE,
    "ideas.Challenge.wish": _CHALLENGE,
    "ideas.Challenge.way": _CHALLENGE,
    "ideas.Challenge.background": _CHALLENGE,
    "ideas.Challenge.reward": _CHALLENGE,
    "ideas.ChallengeAnswer.title": Reach(giver="person_id"),
    "ideas.ChallengeAnswer.text": Reach(giver="person_id"),
    "ideas.ChallengeTold.text": Reach(account="", giver="contact__person_id"),
    "discussions.Comment.text": _DISCUSSED,
}


def let_read(world: "World", found: dict[str, str]) -> None:
    """Let each role outside read the tokens of what is shared with it; `found` says which token stands in which row's column."""
    _let_read_own_name(world, found)
    _let_read_who_speaks(world, found)
    keys = _keys_of_accounts(world)
    for label, reach in SHARED.items():
        model = apps.get_model(label.rpartition(".")[0])
        for pk, account, audience, giver in _rows(model, reach):
            token = found.get(f"{label} {pk}")
            known = world.canaries.find(token) if token else None
            if known is not None:
                may_see = known.may_see | _roles(keys.get(account, ""), audience, reach) | _givers(world, giver)
                world.canaries.append(Canary(known.where, known.token, may_see))


def _let_read_own_name(world: "World", found: dict[str, str]) -> None:
    """Whoever is signed in is called by their name."""
    for role in PLACES:
        token = found.get(f"accounts.Person.name {world.ids[f'person of {role}']}")
        known = world.canaries.find(token) if token else None
        if known is not None:
            world.canaries.append(Canary(known.where, known.token, known.may_see | {role}))


def _let_read_who_speaks(world: "World", found: dict[str, str]) -> None:
    """Whoever says something that all may read is named there; who gave an idea only where they chose so."""
    reach = Reach(account="", is_wide=True)
    named = Posting._base_manager.filter(is_named=True).values_list("idea__person_id", "idea__audience")
    said = Comment._base_manager.filter(taken_back_at__isnull=True)
    labels = [(f"accounts.Person.name {pk}", audience) for pk, audience in named]
    labels += [(f"accounts.Person.name {pk}", code) for pk, code in said.values_list("person_id", "thread__audience")]
    labels += [(f"identity.Member.name {pk}", code) for pk, code in said.values_list("member_id", "thread__audience")]
    for label, audience in labels:
        token = found.get(label)
        known = world.canaries.find(token) if token else None
        if known is not None:
            world.canaries.append(Canary(known.where, known.token, known.may_see | _roles("", audience, reach)))


def _givers(world: "World", giver: str) -> frozenset[str]:
    """Return the role that a person is, wherever they are seen."""
    found = [role for role in PLACES if giver and world.ids[f"person of {role}"] == giver]
    return frozenset(found) | ({"both at a", "both at b"} if "both" in found else set())


def _rows(model: Any, reach: Reach) -> Iterator[tuple[Any, str, str, str]]:
    if reach.is_person:
        places = Contact._base_manager.filter(until_on__isnull=True).values_list("person_id", "account_id")
        yield from ((person, account, "", "") for person, account in places)
        return
    paths = ["pk", *filter(None, (reach.account, reach.audience, reach.giver))]
    for row in model._base_manager.values_list(*paths):
        named = dict(zip(paths, row, strict=True))
        yield row[0], *(named.get(path, "") for path in (reach.account, reach.audience, reach.giver))


def _roles(key: str, audience: str, reach: Reach) -> frozenset[str]:
    if reach.is_public or (reach.is_wide and audience == "public"):
        return EVERYBODY
    if reach.is_wide and audience == "portal":
        # Whoever had a place and has none any more signs in there like anybody.
        return EVERYBODY - {"anonymous", "outsider", "left"}
    if reach.is_signed_in:
        return EVERYBODY - {"anonymous", "outsider", "left", "gone"}
    if reach.audience and audience not in WITHIN and (audience, reach) != ("chosen", _CHALLENGE):
        return frozenset()
    return frozenset(role for role, places in (PLACES | IN_ONE_SPACE).items() if key and key in places)


def _keys_of_accounts(world: "World") -> dict[str, str]:
    assert world.beside is not None
    return {world.ids["account"]: "a", world.beside.ids["account"]: "b", world.ids["supplier"]: "s"}
