"""What both sides say on the shared sites of the demo, and what our people note beneath it, by `discussions.toml`."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from closeknit.accounts import viewers
from closeknit.accounts.models import Access, Person
from closeknit.accounts.shared import entering
from closeknit.accounts.spaces import operations as spaces
from closeknit.demo import drawing
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening, key_of
from closeknit.discussions import notes, queries
from closeknit.discussions import operations as ours
from closeknit.discussions.attaching import Given
from closeknit.discussions.shared import operations as theirs
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.models import Promise

_Told = dict[str, Any]


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield the opening of each shared site, and each comment and note on its day."""
    rows = tomllib.loads((company.folder / "discussions.toml").read_text(encoding="utf-8"))
    moment = company.calendar.moment
    for row in rows["space"]:
        yield Happening(key_of("space", row["account"]), moment(row["opened_at"]), partial(_open, row, cast))
    for what, write in (("said", _say), ("noted", _note)):
        for row in rows[what]:
            key = key_of(what, row["by"], row["at"], row["promise"])
            yield Happening(key, moment(row["at"]), partial(write, row, cast))
    for row in rows["said"]:
        if "edited" in row:
            key = key_of("said anew", row["by"], row["edited_at"], row["promise"])
            yield Happening(key, moment(row["edited_at"]), partial(_say_anew, row, cast))


def _open(row: _Told, cast: Cast, at: datetime) -> None:
    viewer, account = cast.viewer_of(row["by"]), cast.account(row["account"])
    spaces.open_space(account=account, welcome=row["welcome"].strip(), viewer=viewer, at=at)
    for person in row["people"]:
        contact = cast.contact(row["account"], person["email"])
        if not Access.objects.visible_to(viewer).filter(pk=contact).exists():
            secret = spaces.invite_contact(
                contact=contact, email=person["email"], right=person["right"], viewer=viewer, at=at
            )
            entering.accept(secret=secret, at=at)


def _say(row: _Told, cast: Cast, at: datetime) -> None:
    viewer = _eyes(row, cast)
    write = ours.write_comment if viewer.is_ours else theirs.write_comment
    given = [Given(name, drawing.draw(name)) for name in row.get("photos", ())]
    write(subject=_subject(row, cast), text=row["text"].strip(), given=given, viewer=viewer, at=at)


def _say_anew(row: _Told, cast: Cast, at: datetime) -> None:
    viewer = _eyes(row, cast)
    said = queries.read_discussion(_subject(row, cast), viewer=viewer).comments
    mine = next(one for one in said if one.is_mine and one.text == row["text"].strip())
    ours.edit_comment(comment=mine.id, text=row["edited"].strip(), viewer=viewer, at=at)


def _note(row: _Told, cast: Cast, at: datetime) -> None:
    notes.write_note(subject=_subject(row, cast), text=row["text"].strip(), viewer=cast.viewer_of(row["by"]), at=at)


def _eyes(row: _Told, cast: Cast) -> Viewer:
    if cast.is_member(row["by"]):
        return cast.viewer_of(row["by"])
    account, _ = cast.place_of(row["by"])
    known = Person.objects.visible_to(cast.viewer).filter(login__email=row["by"])
    login = known.values_list("login_id", flat=True).first()
    if login is None:
        raise NotFound(f"Nobody has let {row['by']} in.")
    return viewers.of_space(login, account)


def _subject(row: _Told, cast: Cast) -> str:
    found = Promise.objects.visible_to(cast.viewer).filter(text=row["promise"]).order_by("-pk").first()
    if found is None:
        raise NotFound(f"No promise says: {row['promise']}")
    return found.pk
