"""Reads of help: every need of an account with our answer, one answer with its versions and who is to be told, one need's answers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from closeknit.accounts import queries as account_queries
from closeknit.analysis.offerings import helping as analysis
from closeknit.analysis.offerings.helping import ToTell
from closeknit.analysis.offerings.kinds import HelpAnswer, HelpState
from closeknit.kit import mail
from closeknit.kit.viewer import Viewer
from closeknit.needs import checks as need_checks
from closeknit.needs import queries as need_queries
from closeknit.needs.queries import AccountNeed
from closeknit.offerings.helping import checks, people
from closeknit.offerings.helping.people import Behind
from closeknit.offerings.models import Help, HelpTold, HelpVersion

MOST_OF_A_NEED = 20


@dataclass(frozen=True)
class AnswerRow:
    """One version of an answer."""

    number: int
    answer: str
    why: str
    takes: str
    partner: str
    decider_id: str
    decider: str
    by_on: date | None
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class NeedToAnswer:
    """One need of an account with our answer; `state` is empty where nobody has asked. `n_told` were told the version that holds."""

    need: AccountNeed
    help_id: str
    state: str
    answer: AnswerRow | None
    n_told: int

    @property
    def is_open(self) -> bool:
        """Return whether it is still to be answered."""
        return self.state in ("", HelpState.ASKED)


@dataclass(frozen=True)
class ToldRow:
    """That somebody was told: `mail_state` is waiting, sent or failed, empty where it was said in person."""

    contact_id: str
    number: int
    told_by: str
    told_at: datetime
    mail_state: str


@dataclass(frozen=True)
class HelpPage:
    """One need of one account: the version that holds, all of them, whose words stand behind it, who was told which version.

    `drafts` are by contact (subject, text), for those who are there and were not told the version that holds.
    """

    account_id: str
    account: str
    need_id: str
    need: str
    help_id: str
    state: str
    version: int
    versions: tuple[AnswerRow, ...]
    behind: tuple[Behind, ...]
    told: tuple[ToldRow, ...]
    drafts: dict[str, tuple[str, str]]

    @property
    def current(self) -> AnswerRow | None:
        """Return the version that holds."""
        return self.versions[0] if self.versions else None


def list_of_account(account: str, *, viewer: Viewer) -> list[NeedToAnswer]:
    """Return the needs of an account with our answers: first those still to be answered (the nearest day first), then those not told."""
    needs = need_queries.list_needs_of_account(account, viewer=viewer)
    rows = Help.objects.visible_to(viewer).filter(account=account).select_related("need").order_by("pk")
    helps: dict[str, Help] = {}
    # What was answered of a need that is merged by now counts for the other, unless that has an answer of its own: it comes last.
    for row in sorted(rows, key=lambda one: one.need.merged_into_id is None):
        helps[row.need.merged_into_id or row.need_id] = row
    versions = HelpVersion.objects.visible_to(viewer).filter(help__in=[row.pk for row in helps.values()])
    current = {}
    for version in versions.select_related("decider", "written_by").order_by("number"):
        current[version.help_id] = version
    told = HelpTold.objects.visible_to(viewer).filter(version__in=[one.pk for one in current.values()]).order_by()
    n_told = dict(told.values_list("version_id").annotate(n=Count("pk")))
    several = []
    for need in needs:
        known = helps.get(need.id)
        holds = current.get(known.pk) if known else None
        several.append(
            NeedToAnswer(
                need=need,
                help_id=known.pk if known else "",
                state=known.state if known else "",
                answer=_answer(holds) if holds else None,
                n_told=n_told.get(holds.pk, 0) if holds else 0,
            )
        )
    return sorted(several, key=_order)


def get_help(account: str, need: str, *, viewer: Viewer, sender: str) -> HelpPage:
    """Return one need of one account with our answer, or raise NotFound."""
    at, root = account_queries.get_account(account, viewer=viewer), need_checks.get_target(need, viewer=viewer)
    row = checks.find_help(account, root.pk, viewer=viewer)
    versions = (
        list(
            HelpVersion.objects.visible_to(viewer)
            .filter(help=row)
            .select_related("decider", "written_by")
            .order_by("-number")
        )
        if row
        else []
    )
    told = _list_told([one.pk for one in versions], viewer)
    behind = people.list_behind(account, root.pk, viewer=viewer)
    current = _answer(versions[0]) if versions else None
    page = HelpPage(
        account_id=at.id,
        account=at.name,
        need_id=root.pk,
        need=root.statement,
        help_id=row.pk if row else "",
        state=row.state if row else "",
        version=row.version if row else 0,
        versions=tuple(_answer(one) for one in versions),
        behind=tuple(behind),
        told=tuple(told),
        drafts={},
    )
    if current and current.answer and row:
        knows = {one.contact_id for one in told if one.number == row.version}
        for one in behind:
            if one.contact_id not in knows and not one.has_left:
                page.drafts[one.contact_id] = _draft(root.statement, current, one, sender)
    return page


def list_of_need(need: str, *, viewer: Viewer) -> list[tuple[str, str, str]]:
    """Return (answer, account id, account) of each account that was given an answer to a need, "" where it is not decided: one statement.

    At most twenty, by account.
    """
    rows = Help.objects.visible_to(viewer).filter(Q(need=need) | Q(need__merged_into=need))
    rows = rows.order_by("account__name_key", "pk")
    return list(rows.values_list("answer", "account_id", "account__name")[:MOST_OF_A_NEED])


def _draft(need: str, answer: AnswerRow, reader: Behind, sender: str) -> tuple[str, str]:
    words, said_on = reader.quotable
    return analysis.draft_message(
        ToTell(
            answer=HelpAnswer(answer.answer),
            need=need,
            why=answer.why,
            takes=answer.takes,
            partner=answer.partner,
            reader=reader.name,
            words=words,
            said_on=said_on,
            sender=sender,
        )
    )


def _list_told(versions: list[str], viewer: Viewer) -> list[ToldRow]:
    rows = HelpTold.objects.visible_to(viewer).filter(version__in=versions).select_related("version", "told_by")
    told = list(rows.order_by("-told_at", "-pk"))
    letters = mail.list_posted([one.mail for one in told], viewer=viewer)
    return [
        ToldRow(
            contact_id=one.contact_id,
            number=one.version.number,
            told_by=one.told_by.name if one.told_by else "",
            told_at=one.told_at,
            mail_state=letters[one.mail].state if one.mail in letters else "",
        )
        for one in told
    ]


def _answer(row: HelpVersion) -> AnswerRow:
    return AnswerRow(
        number=row.number,
        answer=row.answer,
        why=row.why,
        takes=row.takes,
        partner=row.partner,
        decider_id=row.decider_id or "",
        decider=row.decider.name if row.decider else "",
        by_on=row.by_on,
        written_by=row.written_by.name if row.written_by else "",
        written_at=row.written_at,
    )


def _order(one: NeedToAnswer) -> tuple[int, date, int, str]:
    by_on = one.answer.by_on if one.answer and one.state == HelpState.ASKED else None
    rank = {HelpState.ASKED.value: 0, "": 1, HelpState.ANSWERED.value: 2}.get(one.state, 3)
    return rank, by_on or date.max, -one.need.n_sentences, one.need.id
