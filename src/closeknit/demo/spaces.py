"""What companies say of themselves on their shared sites, what is asked there, and what was seen at work, by `spaces.toml`."""

import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from closeknit.accounts import viewers
from closeknit.accounts.models import Person
from closeknit.accounts.shared import saying
from closeknit.demo import drawing
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.demo.telling import Happening, key_of
from closeknit.discussions.attaching import Given
from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.offerings.purpose import queries as purposes
from closeknit.offerings.purpose import showing
from closeknit.research import queries as research
from closeknit.research.sending import operations as sending
from closeknit.research.shared import operations as telling_us

_Told = dict[str, Any]


def list_happenings(company: Company, cast: Cast) -> Iterator[Happening]:
    """Yield what was shown, said, seen and asked, each at its moment."""
    rows = tomllib.loads((company.folder / "spaces.toml").read_text(encoding="utf-8"))
    shown, moment = rows["shown"], company.calendar.moment
    yield Happening(key_of("purpose shown", shown["at"]), moment(shown["at"]), partial(_show, shown, cast))
    for what, write in (
        ("purpose", _say_purpose), ("customer", _name), ("observation", _tell), ("question", _ask),
    ):  # fmt: skip
        for row in rows[what]:
            yield Happening(key_of(f"site {what}", row["by"], row["at"]), moment(row["at"]), partial(write, row, cast))


def _show(row: _Told, cast: Cast, at: datetime) -> None:
    page = purposes.find_purpose(viewer=cast.viewer)
    if page is None:
        raise NotFound("There is no purpose to be shown.")
    showing.show_purpose(number=page.current, viewer=cast.viewer_of(row["by"]), at=at)


def _say_purpose(row: _Told, cast: Cast, at: datetime) -> None:
    account, viewer = stand(row["by"], cast)
    base = saying.get_their_purpose(account, viewer=viewer).number
    saying.write_their_purpose(account=account, text=row["text"], base=base, viewer=viewer, at=at)


def _name(row: _Told, cast: Cast, at: datetime) -> None:
    account, viewer = stand(row["by"], cast)
    for name in row["names"]:
        saying.name_customer(account=account, name=name, viewer=viewer, at=at)


def _tell(row: _Told, cast: Cast, at: datetime) -> None:
    account, viewer = stand(row["by"], cast)
    said = {"text": row["text"], "job": row["job"], "step": row["step"]}
    given = [Given(name, drawing.draw(name)) for name in row.get("photos", ())]
    telling_us.add_observation(account=account, given=given, viewer=viewer, at=at, **said)


def _ask(row: _Told, cast: Cast, at: datetime) -> None:
    question = research.list_bank(viewer=cast.viewer)[0].id
    contact, why = cast.contact(row["account"], row["to"]), "She asked to be asked here."
    sending.send_question(contact=contact, question=question, despite=why, viewer=cast.viewer_of(row["by"]), at=at)


def stand(email: str, cast: Cast) -> tuple[str, Viewer]:
    """Return where somebody outside stands, and who they are there; or raise NotFound where nobody has let them in."""
    account, _ = cast.place_of(email)
    login = Person.objects.visible_to(cast.viewer).filter(login__email=email).values_list("login_id", flat=True).first()
    if login is None:
        raise NotFound(f"Nobody has let {email} in.")
    return account, viewers.of_space(login, account)
