"""The mirror report: what stands in it by itself, what only by approval, and that nothing of any other account ever does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from closeknit.accounts import operations as account_operations
from closeknit.kit import clock, undo
from closeknit.kit.pdf.writing import write_sheet
from closeknit.kit.refusals import ChangedMeanwhile
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations as need_operations
from closeknit.promises import operations as promise_operations
from closeknit.promises.mirror import checks, operations, queries
from closeknit.promises.models import MirrorVersion
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.verbatims import operations as verbatim_operations
from closeknit.verbatims.consents import operations as consents
from closeknit.verbatims.models import Verbatim
from closeknit.web.mirror import rows
from tests.conftest import NOW
from tests.operations.feedback.conftest import Town
from tests.operations.promises.conftest import open_browser

DAY = NOW - timedelta(days=20)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def say(town: Town, words: str, *, contact: str = "", wording: str = "exact", code: str = "need") -> str:
    """Let somebody say a sentence that is heard as `code`, and return the verbatim."""
    touchpoint = touchpoint_operations.capture_words(
        words=words, account=None, contact=contact or town.saskia, wording=wording, said_at=DAY, viewer=town.ben, at=NOW
    )
    verbatim_operations.cut_next(viewer=town.ben, at=NOW)
    verbatim = Verbatim.objects.unscoped(reason="test").get(touchpoint=touchpoint).pk
    verbatim_operations.correct_signal(verbatim=verbatim, code=code, is_on=True, viewer=town.ben, at=NOW)
    return verbatim


def allow(town: Town, *verbatims: str, is_named: bool = True) -> None:
    consents.record_consent(
        verbatims=verbatims,
        audience="account",
        medium="call",
        said_on=DAY.date(),
        is_named=is_named,
        viewer=town.ben,
        at=NOW,
    )


def write(town: Town, *, base: int = 0, viewer: Viewer | None = None, **said: object) -> int:
    given: dict[str, object] = {"intro": "", "questions": "", "texts": {}, "left_out": ()}
    return operations.write_mirror(
        account=town.account,
        base=base,
        viewer=viewer or town.ben,
        at=NOW,
        **(given | said),  # type: ignore[arg-type]
    )


def report(town: Town) -> queries.Report:
    return queries.get_draft(town.account, viewer=town.ben, at=NOW).report


def texts(shown: queries.Report) -> set[str]:
    return {line.text for several in shown.parts.values() for line in several}


def test_only_who_agreed_is_quoted_and_with_a_name_only_where_they_wished(town: Town):
    named, unnamed = say(town, "We need fewer forms."), say(town, "We need it on one single page.", contact=town.tom)
    say(town, "We need nobody else to read this.")
    allow(town, named)
    allow(town, unnamed, is_named=False)
    shown = report(town)
    quoted = {line.text: line.speaker for several in shown.parts.values() for line in several if line.is_quote}
    assert quoted == {"We need fewer forms.": "Saskia Haan", "We need it on one single page.": ""}
    assert "Besides, we heard one sentence from one of your people about this." in texts(shown)


def test_reported_words_are_never_a_quotation_whatever_was_allowed(town: Town):
    told = say(town, "They need fewer forms, she said.", wording="reported")
    allow(town, told)
    assert not any(line.is_quote for several in report(town).parts.values() for line in several)


def test_a_need_a_promise_and_words_without_consent_stand_there_only_as_approved(town: Town):
    verbatim = say(town, "We need fewer forms.")
    need = need_operations.state_need(statement="Our secret name", verbatims=[verbatim], viewer=town.ben, at=NOW)
    promise = promise_operations.make_promise(
        account=town.account, text="Our own note of it", made_on=NOW.date(), due_on=None, viewer=town.ben, at=NOW
    )
    assert not {"Our secret name", "Our own note of it", "We need fewer forms."} & texts(report(town))
    write(town, texts={f"need:{need}": "Less paper", f"promise:{promise}": "One form", verbatim: "Forms weary you."})
    assert {"Less paper", "One form", "Forms weary you."} <= texts(report(town))


def test_two_who_put_it_together_lose_nothing_and_the_second_is_told(town: Town):
    write(town, intro="Alice's words", viewer=town.alice)
    with pytest.raises(ChangedMeanwhile, match="Alice changed"):
        write(town, intro="Ben's words")
    with pytest.raises(ChangedMeanwhile):
        operations.release_mirror(account=town.account, base=0, viewer=town.ben, at=NOW)
    assert write(town, base=1, intro="Ben's words") == 2


def test_what_is_released_is_frozen_with_who_and_when_and_the_next_one_counts_from_there(town: Town):
    allow(town, say(town, "We need fewer forms."))
    base = write(town, intro="Dear all", questions="Why so many?\n\nWho decides?")
    version = operations.release_mirror(account=town.account, base=base, viewer=town.ben, at=NOW)
    write(town, base=base, intro="Other words")
    frozen = queries.get_report(version, viewer=town.gita)
    assert (frozen.intro, frozen.number, frozen.released_by, frozen.audience) == ("Dear all", 1, "Ben", "account")
    assert {"We need fewer forms.", "Why so many?", "Who decides?"} <= texts(frozen)
    nxt = report(town)
    assert (nxt.number, nxt.since_on) == (2, NOW.date())


def test_a_release_can_be_taken_back_where_it_was_made_or_called_back_later(town: Town):
    base = write(town, questions="Why?")
    version = operations.release_mirror(account=town.account, base=base, viewer=town.ben, at=NOW)
    operations.call_back_mirror(version=version, viewer=town.ben, at=NOW)
    assert MirrorVersion.objects.unscoped(reason="test").get().audience == "internal"
    with pytest.raises(checks.CalledBack):
        operations.call_back_mirror(version=version, viewer=town.ben, at=NOW)
    for _ in range(2):
        step = undo.find_latest(viewer=town.ben, since=NOW)
        assert step is not None
        undo.take_back(step=step.pk, viewer=town.ben, at=NOW)
    assert not MirrorVersion.objects.unscoped(reason="test").exists()


def test_who_takes_their_consent_back_is_no_longer_quoted_in_what_was_released(town: Town):
    verbatim = say(town, "We need fewer forms.")
    allow(town, verbatim)
    version = operations.release_mirror(account=town.account, base=0, viewer=town.ben, at=NOW)
    consents.withdraw_consent(verbatim=verbatim, viewer=town.ben, at=NOW)
    assert "We need fewer forms." not in texts(queries.get_report(version, viewer=town.ben))
    assert queries.TAKEN_BACK in texts(queries.get_report(version, viewer=town.ben))


def test_too_many_questions_are_refused_and_nothing_is_kept(town: Town):
    with pytest.raises(checks.TooLong):
        write(town, questions="\n".join("Why?" for _ in range(20)))
    assert queries.get_draft(town.account, viewer=town.ben, at=NOW).number == 0


def test_nothing_of_another_account_and_nothing_internal_stands_on_the_page_or_in_the_pdf(town: Town):
    """Two accounts with a token in everything that is known of them; one need has words of both."""
    other = account_operations.add_account(name="zqOtherName", owner=town.ben.id, viewer=town.ben, at=NOW)
    stranger = account_operations.add_contact(
        account=other, name="zqOther Person", title="zqOther title", email="x@other.example", viewer=town.ben, at=NOW
    )
    mine = {code: say(town, f"We need the {code} zqmine{code}.", code=code) for code in ("need", "pain", "praise")}
    theirs = [say(town, f"We need the zqother{code}.", contact=stranger, code=code) for code in mine]
    hidden = say(town, "We need zqhidden words.", contact=town.tom)
    allow(town, *mine.values(), *theirs)
    need_operations.state_need(
        statement="zqneed of both", verbatims=[mine["need"], *theirs, hidden], viewer=town.ben, at=NOW
    )
    for account in (other, town.account):
        promise_operations.make_promise(
            account=account, text=f"zqpromise {account}", made_on=NOW.date(), due_on=None, viewer=town.ben, at=NOW
        )
    touchpoint_operations.record_touchpoint(
        account=other, medium="observation", started_at=DAY, lines=[], summary="zqother seen", viewer=town.ben, at=NOW
    )
    base = write(town, intro="zqintro", questions="zqasked?")
    version = operations.release_mirror(account=town.account, base=base, viewer=town.ben, at=NOW)
    browser = open_browser(town.ben)
    for route, argument, shown in (
        ("mirror_version", version, queries.get_report(version, viewer=town.ben)),
        ("mirror_preview", town.account, report(town)),
    ):
        sheet = rows.sheet_of(shown, house="Arlund", is_draft=route == "mirror_preview")
        # The PDF is made of this sheet and of nothing else: made at the same moment it has the same bytes.
        assert browser.get(reverse(f"{route}_pdf", args=[argument])).content == write_sheet(sheet, made_at=NOW)
        for text in (browser.get(reverse(route, args=[argument])).content.decode(), repr(sheet)):
            for token in ("zqintro", "zqasked?", *(f"zqmine{code}" for code in mine)):
                assert token in text
            for token in ("zqother", "zqOther", "zqhidden", "zqneed", "zqpromise"):
                assert token not in text


def test_the_working_page_shows_nothing_of_another_account_either(town: Town):
    other = account_operations.add_account(name="zqOtherName", owner=town.ben.id, viewer=town.ben, at=NOW)
    stranger = account_operations.add_contact(account=other, name="zqStranger", viewer=town.ben, at=NOW)
    said = [say(town, "We need it."), say(town, "We need zqother.", contact=stranger)]
    need_operations.state_need(statement="Fewer forms", verbatims=said, viewer=town.ben, at=NOW)
    page = open_browser(town.ben).get(reverse("account_mirror", args=[town.account])).content.decode()
    assert "Fewer forms" in page
    assert "zqother" not in page
    assert "zqStranger" not in page
    assert "zqOtherName" not in page


def test_on_the_screen_lines_are_approved_consent_is_noted_and_who_comes_second_sees_both(town: Town):
    verbatim = say(town, "We need fewer forms here.")
    need = need_operations.state_need(statement="Fewer forms", verbatims=[verbatim], viewer=town.ben, at=NOW)
    browser = open_browser(town.ben)
    browser.post(
        reverse("mirror_consents", args=[town.account]), {"contact": town.saskia, "medium": "call", "is_named": "1"}
    )
    typed = {"base": "0", "intro": "Dear all", "questions": "Why?", "take": f"need:{need}", "show": verbatim}
    browser.post(reverse("mirror_writing", args=[town.account]), typed | {"offered": verbatim})
    assert {"Fewer forms", "Why?", "We need fewer forms here."} <= texts(report(town))
    answer = browser.post(reverse("mirror_writing", args=[town.account]), typed | {"intro": "Dear Saskia"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dear Saskia" in page
    assert "Their beginning: Dear all" in page
    browser.post(reverse("mirror_release", args=[town.account]), {"base": "1"})
    version = MirrorVersion.objects.unscoped(reason="test").get().pk
    assert b"Call it back" in browser.get(reverse("mirror_version", args=[version])).content
    browser.post(reverse("mirror_return", args=[version]))
    assert MirrorVersion.objects.unscoped(reason="test").get().audience == "internal"


def test_a_yes_covers_what_was_said_until_then_and_what_is_said_later_is_offered_anew(town: Town):
    allow(town, say(town, "We need fewer forms here."), say(town, "We need them on one single page."))
    say(town, "We need nobody else to read this.", contact=town.tom)
    later = say(town, "We need an hour without the telephone.")
    assert "We need an hour without the telephone." not in texts(report(town))
    page = open_browser(town.ben).get(reverse("account_mirror", args=[town.account])).content.decode()
    assert "A yes covers what they said until then" in page
    assert "1 new since their yes to 2" in page
    assert page.index("1 new since") < page.index("one sentence")
    draft = queries.get_draft(town.account, viewer=town.ben, at=NOW)
    assert [one.id for one in draft.silent[town.saskia]] == [later]
