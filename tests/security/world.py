"""A small world behind the wall: every kind of row once for each of two accounts, with a token in each field that somebody may not see.

Whoever adds a route with a new kind of argument puts into `World.ids` which row it means; until then a test fails and says so.
What one account has, the other has too: `world.beside` is the same world as it stands for the other account, with ids of its own.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from closeknit.accounts import operations as account_operations
from closeknit.accounts import queries as account_queries
from closeknit.accounts import viewers
from closeknit.accounts.importing import operations as importing
from closeknit.circle.forecasts import operations as forecast_operations
from closeknit.circle.profiles import operations as profile_operations
from closeknit.circle.spread import operations as spread_operations
from closeknit.identity import calendars
from closeknit.identity import operations as identity_operations
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock, files, undo
from closeknit.kit.models import Mail
from closeknit.kit.tasks.worker import Worker
from closeknit.kit.viewer import Viewer
from closeknit.needs import operations as need_operations
from closeknit.needs.models import Proposal, RatingSheet
from closeknit.promises import operations as promise_operations
from closeknit.research import operations as research_operations
from closeknit.today import dates, referring
from closeknit.touchpoints import operations as touchpoint_operations
from closeknit.touchpoints.mailbox import operations as mailing
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.models import Check, Drawn, Rival, RivalWord
from closeknit.verbatims.searches import operations as search_operations
from tests.security import minting, outside, planting
from tests.security.canaries import Canaries, Canary, token_of
from tests.security.furnishing import between, portal

PASSWORD = "a sentence to sign in with"
ROLES = ("anonymous", "outsider", "left", "guest", "member", "admin")
INSIDE = frozenset(("guest", "member", "admin"))
NOBODY: frozenset[str] = frozenset()
CARRIED = " at the other door"
# What an account is worth, in hundredths, and the forms in which a page may show it.
WORTH = {
    "a": (73_914_685_200, ("€739M", "€739m", "739,146,852", "739146852")),
    "b": (51_387_492_600, ("€514M", "€514m", "513,874,926", "513874926")),
    "c": (62_495_871_300, ("€625M", "€625m", "624,958,713", "624958713")),
}
# What further rooms put into the world, in this order: a file of `furnishing` each, with `furnish(world, at)`, called for each account.
FURNISHING = (
    *("quality", "offerings", "redesign", "feedback", "plans", "ideas", "adjacent", "challenges", "telling"),
    *("discussions", "spaces", "sharing"),
)


@dataclass
class World:
    """Who is there, which row each argument of a route means, and what must not be seen by whom; of one account, its `key`."""

    key: str = "a"
    domain: str = "rijnmond.example"
    # What tells two worlds apart that are compared: its tokens differ with it.
    seed: str = ""
    sessions: dict[str, str] = field(default_factory=dict)
    viewers: dict[str, Viewer | None] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    canaries: Canaries = field(default_factory=Canaries)
    # Who reads which address, for mails; mails that were there before anybody asked.
    readers: dict[str, str] = field(default_factory=dict)
    known_mails: frozenset[str] = frozenset()
    beside: "World | None" = None
    n_planted: int = 0

    def cookies(self, role: str) -> dict[str, str]:
        """Return the cookies of a browser in which `role` is signed in, at the door at which they came in."""
        if role not in self.sessions:
            return {}
        is_outside = role in outside.ROLES
        # Somebody who carries their session to the other door: it must open nothing there.
        if role.endswith(CARRIED):
            is_outside = role.removesuffix(CARRIED) not in outside.ROLES
        return {settings.PORTAL_COOKIE_NAME if is_outside else settings.SESSION_COOKIE_NAME: self.sessions[role]}

    def client(self, role: str, *, checks_forms: bool = False) -> Client:
        """Return a new browser in which `role` is signed in: what one request does to its cookies never meets the next."""
        client = Client(enforce_csrf_checks=checks_forms)
        for name, value in self.cookies(role).items():
            client.cookies[name] = value
        return client

    def plant(self, where: str, may_see: frozenset[str]) -> str:
        """Return a new token for the field called `where`."""
        self.n_planted += 1
        token = token_of(self.seed, self.key, where, self.n_planted)
        self.canaries.append(Canary(f"{where} ({self.key})", token, may_see))
        return token

    def email(self, name: str) -> str:
        """Return the address of somebody called `name` at the account."""
        return f"{name}@{self.domain}"

    def reading_as(self, role: str, address: str) -> str:
        """Return as whom a role reads what stands at an address: whoever has two places is at one of them there."""
        if role.endswith(CARRIED):
            return "anonymous"
        if role == "both":
            for one in (self, self.beside):
                if one is not None and f"/{one.ids['account']}/" in address:
                    return f"both at {one.key}"
        return role

    def reader_of(self, addresses: list[str]) -> str:
        """Return the role that reads a mail to `addresses`: nobody where it goes to several or to somebody unknown."""
        readers = {self.readers.get(address, "somebody unknown") for address in addresses}
        return readers.pop() if len(readers) == 1 else "several"


def build(seed: str = "", seed_beside: str = "") -> World:
    """Make the house, its people, and one of everything for each account; the second account's tokens come from `seed_beside`."""
    world = World(seed=seed)
    settings.HOUSE_FOLDER.make()
    at = clock.now()
    _people(world, at)
    furnish(world, at)
    world.beside = World(
        "b", "lakeside.example", f"{seed}{seed_beside}", world.sessions, world.viewers, canaries=world.canaries,
        readers=world.readers,
    )  # fmt: skip
    furnish(world.beside, at)
    outside.settle(world, world.beside, at)
    for one in (world, world.beside):
        portal.furnish(one, at)
        between.furnish(one, at)
    _settings(world, at)
    _steps(world, at)
    _secrets(world)
    minting.mint_all(world, at)
    minting.name_rows(world)
    minting.name_rows(world.beside)
    planting.plant_all(world)
    world.known_mails = frozenset(
        Mail.objects.unscoped(reason="the test reads every mail").values_list("pk", flat=True)
    )
    return world


def furnish(world: World, at: datetime) -> None:
    """Put one of everything into the world of one account."""
    begin(world, at)
    for part in FURNISHING:
        import_module(f"tests.security.furnishing.{part}").furnish(world, at)


def begin(world: World, at: datetime) -> None:
    """Put an account into the world, with what the rooms below know of it."""
    _account(world, at)
    _words(world, at)
    _direction(world, at)
    _imports(world, at)


def _people(world: World, at: datetime) -> None:
    identity_operations.make_house(
        name="Arlund", zone="Europe/London", currency="EUR", member_name="Alice",
        email="alice@arlund.example", password=PASSWORD, at=at,
    )  # fmt: skip
    world.viewers["admin"] = admin = _viewer("alice@arlund.example")
    for role, name, email in (("member", "ben", "ben"), ("guest", "gita", "gita"), ("member", "dora", "dora")):
        secret = identity_operations.invite_member(
            name=name.title(), email=f"{email}@arlund.example", role=role, department=None, viewer=admin, at=at
        )
        identity_operations.accept_invitation(secret=secret, name=name.title(), password=PASSWORD, at=at)
    world.viewers |= {
        "member": _viewer("ben@arlund.example"),
        "guest": _viewer("gita@arlund.example"),
        "left": None,
        "outsider": None,
        "anonymous": None,
    }
    outsider = get_user_model()(email="nobody@elsewhere.example", made_at=at)
    outsider.set_password(PASSWORD)
    outsider.save()
    emails = {"admin": "alice@arlund.example", "member": "ben@arlund.example", "guest": "gita@arlund.example"}
    emails |= {"left": "dora@arlund.example", "outsider": "nobody@elsewhere.example"}
    for role, email in emails.items():
        world.readers[email] = role
        sign_in(world, role, email)
    dora = identity_queries.find_member_by_name("dora@arlund.example", viewer=admin)
    assert dora is not None
    # Signed in first, gone then: the session is still there, and must open nothing.
    identity_operations.leave(member=dora.id, successor=_of(world, "member").id, viewer=admin, at=at)
    world.ids["member of house_member_return"] = dora.id


def sign_in(world: World, role: str, email: str) -> None:
    """Keep the session of whoever has this address as that of `role`."""
    client, backend = Client(), settings.AUTHENTICATION_BACKENDS[1 if role in outside.ROLES else 0]
    client.force_login(get_user_model().objects.get(email=email), backend=backend)
    session = client.session
    # A moment ago: who signed in long since is led to the sign-in where they change what a device opens.
    session["signed_in_at"] = clock.now().timestamp()
    session.save()
    world.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    world.sessions[f"{role}{CARRIED}"] = world.sessions[role]


def _account(world: World, at: datetime) -> None:
    admin = _of(world, "admin")
    # What an account is worth is shown short, in full and as a number: each form is a token of its own.
    worth, forms = WORTH[world.key]
    for token in (*forms, str(worth)):
        world.canaries.append(Canary("an account's worth", token, frozenset(("member", "admin"))))
    account = account_operations.add_account(
        name=world.plant("an account's name", INSIDE), domain=world.domain, owner=_of(world, "member").id,
        sector=world.plant("a sector", INSIDE), worth_minor=worth, viewer=admin, at=at,
    )  # fmt: skip
    account_operations.change_standing(account=account, stage="engaged", aim="partner", viewer=admin, at=at)
    contact = account_operations.introduce(
        account=account, name=world.plant("a person's name", INSIDE), emails=[world.email("saskia")],
        title=world.plant("a title", INSIDE), role="champion", note=world.plant("a note on a person", INSIDE),
        viewer=admin, at=at,
    )  # fmt: skip
    world.ids |= {
        "account": account,
        "contact": contact,
        "person": account_queries.get_contact(contact, viewer=admin).person_id,
        "member": _of(world, "guest").id,
    }


def _words(world: World, at: datetime) -> None:
    admin, account, contact = _of(world, "admin"), world.ids["account"], world.ids["contact"]
    # Whom we watch may be shown beside a sentence that names them, to all of ours.
    watched = {name: [] for name in account_queries.list_competitors(viewer=admin)}
    account_operations.set_competitors(names={world.plant("a competitor", INSIDE): [], **watched}, viewer=admin, at=at)
    said = world.plant("what somebody said", INSIDE)
    world.ids["touchpoint"] = touchpoint_operations.capture_words(
        words=f"We need the {said} to run through the night without anybody standing beside it.", account=account,
        contact=contact, wording="exact", said_at=at - timedelta(days=3), viewer=admin, at=at,
    )  # fmt: skip
    Worker().run_until_idle()
    words = verbatim_queries.list_newest(account=account, viewer=admin)
    world.ids["verbatim"] = words[0].id
    world.ids["code"] = "need"
    world.ids["need"] = need_operations.state_need(
        statement=world.plant("a need", INSIDE), verbatims=[words[0].id], viewer=admin, at=at
    )
    check = Check.objects.add(Check(id=f"check_1{world.key}", seed=1, drawn_at=at))
    drawn = Drawn(of_check=check, place=1, verbatim_id=words[0].id, chance=0.5, heard=["need"])
    world.ids |= {"check": check.pk, "drawn": str(Drawn.objects.add(drawn).pk)}
    rival = Rival(
        id=f"rival_1{world.key}",
        key=f"rival{world.key}",
        name=world.plant("a name they compare us with", INSIDE),
        found_at=at,
    )
    rival.n_sentences = 1
    RivalWord.objects.add(RivalWord(rival=Rival.objects.add(rival), verbatim_id=words[0].id))
    world.ids["rival"] = rival.pk
    world.ids["job"] = need_operations.add_job(statement=world.plant("a job", INSIDE), viewer=admin, at=at)
    world.ids["rating"] = str(
        need_operations.rate_need(
            need=world.ids["need"], contact=contact, importance=9, satisfaction=2, viewer=admin, at=at
        )
    )
    proposed = Proposal(kind="split", need_id=world.ids["need"], verbatims=[words[0].id], likeness=0.5, inner=0.6)
    proposed.proposed_at = at
    world.ids["proposal"] = str(Proposal.objects.add(proposed).pk)
    world.ids["promise"] = promise_operations.make_promise(
        account=account, contact=contact, text=world.plant("a promise", INSIDE), made_on=at.date(),
        due_on=at.date() + timedelta(days=2), viewer=admin, at=at,
    )  # fmt: skip
    world.ids["question"] = research_operations.add_question(
        text=f"What of {world.plant('a standing question', INSIDE)}?", viewer=admin, at=at
    )
    world.ids["answer"] = research_operations.link_answer(
        question=world.ids["question"], verbatim=words[0].id, viewer=admin, at=at
    )
    research_operations.settle_answer(
        answer=world.ids["answer"], outcome="hassle", text=world.plant("a hassle", INSIDE), viewer=admin, at=at
    )
    world.ids["event"] = dates.add_dated_event(
        account=account, what=world.plant("a dated event", INSIDE), on=at.date() + timedelta(days=3), is_yearly=True,
        viewer=admin, at=at,
    )  # fmt: skip
    world.ids["referral"] = referring.hand_on(
        account=account, to=_of(world, "member").id, why=world.plant("why a colleague should call", INSIDE),
        by_on=at.date() + timedelta(days=3), class_code="due", viewer=admin, at=at,
    )  # fmt: skip
    world.ids["appointment"] = touchpoint_operations.plan_appointment(
        account=account, contact=contact, starts_at=at + timedelta(days=1), viewer=admin, at=at,
        why=world.plant("why we call", INSIDE), member=_of(world, "member").id,
    )  # fmt: skip


def _direction(world: World, at: datetime) -> None:
    admin, account = _of(world, "admin"), world.ids["account"]
    profile_operations.write_profile(
        account=account, text=f"They mean to {world.plant('a profile', INSIDE)}.", base=0, viewer=admin, at=at
    )
    profile_operations.write_profile(
        account=account, text=f"They still mean to {world.plant('a later version of a profile', INSIDE)}.", base=1,
        why=world.plant("why a profile changed", INSIDE), viewer=admin, at=at,
    )  # fmt: skip
    world.ids["forecast"] = forecast_operations.make_forecast(
        account=account, text=world.plant("a forecast", INSIDE), percent=70, due_on=at.date() + timedelta(days=9),
        viewer=admin, at=at,
    )  # fmt: skip
    spread_operations.note_telling(
        account=account, contacts=[world.ids["contact"]], promises=[world.ids["promise"]], viewer=admin, at=at
    )


def _imports(world: World, at: datetime) -> None:
    admin = _of(world, "admin")
    keeps = frozenset(("member", "admin"))
    table = f"account,sector\n{world.plant('a row of a table of accounts', keeps)},Water\n"
    world.ids["account_import"] = importing.begin_import(
        content=[table.encode()], file_name=f"{world.plant('a file name', keeps)}.csv", viewer=admin, at=at
    )
    words = f"text,date\n{world.plant('a row of words not read yet', keeps)},2026-01-02\n"
    kept = files.store([words.encode()])
    world.ids["source"] = touchpoint_operations.start_import(file=kept, file_name="words.csv", viewer=admin, at=at)
    RatingSheet.objects.add(RatingSheet(source_id=world.ids["source"], columns=[], is_done=True, asked_at=at))
    letter = f"From: ben@arlund.example\nSubject: {world.plant('the subject of a mail', keeps)}\n\nWords {world.key}.\n".encode()
    # In a member's name, and nothing proves it: it waits.
    world.ids["letter"] = mailing.take_letter(data=letter, file=files.store([letter]), viewer=admin, at=at)


def _settings(world: World, at: datetime) -> None:
    admin, runs = _of(world, "admin"), frozenset(("admin",))
    department = identity_operations.add_department(name=world.plant("a department", INSIDE), viewer=admin, at=at)
    identity_operations.change_member(
        member=_of(world, "member").id, role="member", department=department, viewer=admin, at=at
    )
    world.ids["department"] = department
    identity_operations.change_mail_server(
        host=f"{world.plant('the mail server', runs)}.example", port=25, security="none", login="",
        sender="house@arlund.example", password=world.plant("the mail password", NOBODY), viewer=admin, at=at,
    )  # fmt: skip
    secret = identity_operations.invite_member(
        name="Eve", email="eve@arlund.example", role="guest", department=None, viewer=admin, at=at
    )
    (open_one,) = identity_queries.list_open_invitations(viewer=admin, at=at)
    world.ids |= {"secret": secret, "invitation": open_one.id}
    world.ids["secret of calendar"] = calendars.open_calendar(viewer=admin, at=at)
    calendars.close_calendar(viewer=admin, at=at)


def _steps(world: World, at: datetime) -> None:
    """Each member has done something of their own that only they can take back."""
    for role in ("admin", "member", "guest"):
        viewer = world.viewers[role]
        assert viewer is not None
        identity_operations.change_own_name(name=viewer.name, viewer=viewer, at=at)
        step = undo.find_latest(viewer=viewer, since=at)
        assert step is not None
        world.ids[f"step of {role}"] = step.pk
        # What somebody looks for is their own as well: nobody else finds it.
        world.ids[f"search of {role}"] = search_operations.save_search(
            name=world.plant(f"the name of a search of {role}", frozenset((role,))),
            answers={"q": "night"},
            viewer=viewer,
            at=at,
        )
    world.ids["step"] = world.ids["step of admin"]
    world.ids["search"] = world.ids["search of admin"]


def _secrets(world: World) -> None:
    for one in (world, world.beside):
        assert one is not None
        world.canaries.append(Canary(f"an address ({one.key})", one.email("saskia"), INSIDE))
    for login in get_user_model().objects.all():
        world.canaries.append(Canary("the hash of a password", login.password, NOBODY))
    key = settings.HOUSE_FOLDER.read_secret("secret_key")
    assert key
    world.canaries.append(Canary("the house's key", key, NOBODY))


def _viewer(email: str) -> Viewer:
    viewer = viewers.of_login(get_user_model().objects.get(email=email).pk)
    assert viewer.is_ours
    return viewer


def _of(world: World, role: str) -> Viewer:
    viewer = world.viewers[role]
    assert viewer is not None
    return viewer
