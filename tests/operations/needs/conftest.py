"""A house in which two needs are voiced by five accounts: seeing results on the phone, and fewer copies by hand."""

from dataclasses import dataclass

import pytest

from closeknit.accounts import operations as account_operations
from closeknit.kit.viewer import Viewer
from closeknit.needs.models import Evidence, Need
from closeknit.touchpoints.drafts import Speaker
from tests import imprint
from tests.conftest import NOW
from tests.operations.verbatims.conftest import Tell, Town, tell, town, work

__all__ = ["tell", "town"]

PHONE = (
    "We need to see the results on the phone.",
    "I want to see my results on a phone when I am away.",
    "We would need the results on the phone at night.",
    "It should show the results on our phones.",
    "Please let us see the results on a mobile phone.",
    "We need results on the phone, not only on the screen in the lab.",
    "I have to drive in to see the results, I want them on my phone.",
    "The results should come to my phone.",
)
COPIES = (
    "We have to copy every number by hand into the spreadsheet.",
    "Copying numbers by hand into a spreadsheet takes us hours.",
    "My people copy the numbers into the spreadsheet by hand each Friday.",
    "We are tired of copying numbers by hand.",
    "Typing numbers by hand into the spreadsheet leads to mistakes.",
    "Every audit we find a typo because we copy numbers by hand.",
    "We need to get the numbers into the spreadsheet without copying by hand.",
    "It is a pain to copy all these numbers into a spreadsheet by hand.",
)
OTHERS = (
    "The invoice came twice last month and nobody could say why.",
    "We need a second training day for the new people.",
    "Parking at your site is a problem.",
    "The pump is too loud for an open office.",
    "We plan to open a third site in spring.",
    "The manual should be in Polish as well.",
)


@dataclass(frozen=True)
class Heard:
    """The house after everything was heard."""

    town: Town
    ben: Viewer
    phone: str
    copies: str


@pytest.fixture
@imprint.kept(at=NOW)
def said(town: Town, tell: Tell) -> Town:
    """Everything is said and stored, nothing is cut yet."""
    speakers = [town.ana, town.kim]
    for name in ("Moor", "Brae", "Tarn"):
        account = account_operations.add_account(name=f"{name} Dairy", viewer=town.ben, at=NOW)
        speakers.append(account_operations.add_contact(account=account, name=f"Pat {name}", viewer=town.ben, at=NOW))
    for number, several in enumerate(zip(PHONE, COPIES, [*OTHERS, *OTHERS], strict=False)):
        for text in several:
            tell([(Speaker(contact=speakers[number % 5]), text)], days_ago=40 - number)
    return town


@pytest.fixture
@imprint.kept(at=NOW)
def heard(said: Town) -> Heard:
    work()
    return Heard(said, said.ben, need_of(said.ben, PHONE[0]), need_of(said.ben, COPIES[0]))


def need_of(viewer: Viewer, text: str) -> str:
    """Return the need that words stand for, "" where they stand for none."""
    links = Evidence.objects.visible_to(viewer).filter(verbatim__text=text)
    found = links.values_list("need__merged_into_id", "need_id").first()
    return (found[0] or found[1]) if found else ""


def texts_of(viewer: Viewer, need: str) -> set[str]:
    """Return the words that stand for a need."""
    return set(Evidence.objects.visible_to(viewer).filter(need=need).values_list("verbatim__text", flat=True))


def story(viewer: Viewer) -> dict[str, list[str]]:
    """Return the words of each need that has any, by its statement: what two runs must agree on."""
    needs = Need.objects.visible_to(viewer)
    told: dict[str, list[str]] = {}
    for need in needs.order_by("stream_name"):
        words = sorted(texts_of(viewer, need.pk))
        if words or need.state == "merged":
            told[f"{need.stream_name} {need.state} {need.statement}"] = words
    return told
