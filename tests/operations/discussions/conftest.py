"""Two companies that each have a shared site, a promise to each, and who discusses them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings

from closeknit.accounts import operations as account_operations
from closeknit.accounts import viewers
from closeknit.accounts.models import Access, Contact
from closeknit.accounts.spaces import operations as spaces
from closeknit.analysis.discussions.kinds import SubjectKind
from closeknit.analysis.kinds import Audience, SpaceRight
from closeknit.discussions import subjects
from closeknit.discussions.subjects import Subject
from closeknit.identity.models import Login
from closeknit.kit.viewer import Viewer
from closeknit.promises import operations as promises
from closeknit.promises.models import Promise
from tests import imprint
from tests.conftest import NOW, Cast


@dataclass
class Story:
    """Who is there: ana and omar at Harrow, saskia at Rijnmond; a promise to each company."""

    alice: Viewer
    ben: Viewer
    gita: Viewer
    harrow: str
    rijnmond: str
    ana: Viewer
    omar: Viewer
    saskia: Viewer
    promise: str
    other: str
    contacts: dict[str, str] = field(default_factory=dict)
    # Whom each promise reaches.
    audience: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def story(told: Story) -> Iterator[Story]:
    settings.HOUSE_FOLDER.make()
    known = dict(subjects._finders)
    subjects.register(SubjectKind.PROMISE, lambda pk, viewer: find(told, pk, viewer))
    yield told
    subjects._finders.update(known)


@pytest.fixture
@imprint.kept(at=NOW)
def told(cast: Cast) -> Story:
    places = {}
    accounts = {}
    for name, people in (("Harrow", ("Ana Costa", "Omar Haddad")), ("Rijnmond", ("Saskia Vermeer",))):
        accounts[name] = account = account_operations.add_account(name=name, owner=cast.ben.id, viewer=cast.ben, at=NOW)
        spaces.open_space(account=account, viewer=cast.ben, at=NOW)
        for person in people:
            email = f"{person.split()[0].lower()}@{name.lower()}.example"
            places[person.split()[0]] = let_in(cast.ben, account, person, email)
    made = [
        promises.make_promise(
            account=accounts[name],
            text=f"Mend the {name} probe",
            made_on=NOW.date(),
            due_on=None,
            viewer=cast.ben,
            at=NOW,
        )
        for name in ("Harrow", "Rijnmond")
    ]
    return Story(
        cast.alice, cast.ben, cast.gita, accounts["Harrow"], accounts["Rijnmond"],
        *[eyes_of(places[name]) for name in ("Ana", "Omar", "Saskia")], *made,
        contacts=places, audience=dict.fromkeys(made, Audience.ACCOUNT),
    )  # fmt: skip


def find(story: Story, promise: str, viewer: Viewer) -> Subject | None:
    """Find a promise as a room does whose noun is shared: ours see all, a contact what reaches their own account."""
    row = Promise.objects.unscoped(reason="test").filter(pk=promise).first()
    audience = story.audience.get(promise, Audience.INTERNAL)
    reaches = row and (row.account_id in (viewer.accounts or ()) and audience == Audience.ACCOUNT)
    reaches = reaches or (row and audience in (Audience.PORTAL, Audience.PUBLIC))
    if row is None or not (viewer.is_ours or reaches):
        return None
    return Subject(
        row.pk, row.text, row.account_id, audience, row.thread_id, lambda thread: row.change(thread_id=thread)
    )


def let_in(viewer: Viewer, account: str, name: str, email: str, right: str = SpaceRight.TAKE_PART) -> str:
    """Let somebody into the shared site of an account and return their place."""
    contact = account_operations.add_contact(account=account, name=name, email=email, viewer=viewer, at=NOW)
    login = Login(email=email, made_at=NOW)
    login.set_unusable_password()
    login.save()
    row = Contact.objects.unscoped(reason="test").select_related("person").get(pk=contact)
    row.person.change(login=login)
    Access.objects.add(Access(contact=row, right=right, given_at=NOW))
    return contact


def eyes_of(contact: str) -> Viewer:
    """Return the viewer of a contact in the space of their account, as of now."""
    row = Contact.objects.unscoped(reason="test").select_related("person").get(pk=contact)
    return viewers.of_space(row.person.login_id, row.account_id)
