"""One house whose reading of its mailbox, or sending of its digests, is killed at random points and begun again.

Run as a program of its own, with CLOSEKNIT_HOUSE set: `python -m tests.faults.mail_driver WHAT KILLS SEED OUT`, where WHAT is
`read` or `send`. The servers are real and live in this process; each child does the work and is killed with SIGKILL after a random time.
"""

import json
import random
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

from tests import imap_server
from tests.faults import driver

NOW = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
ALICE = "Alice <a@arlund.example>"
N_MAILS = 24


def main(what: str, kills: str, seed: str, out: str) -> int:
    """Work with at most `kills` kills, then write what is there, what was sent, and how often it was killed."""
    from tests import smtp_server

    # At first killed soon: a quick machine would be done before a later moment came.
    chance, n_killed, longest = random.Random(int(seed)), 0, 0.1
    box = imap_server.Mailbox()
    _fill(box)
    with imap_server.serving(box), smtp_server.serving_only() as inbox:
        driver._in_child(lambda: _prepare(box.port, inbox.port))
        while n_killed < int(kills):
            if not driver._killed_after(chance.uniform(0.02, longest), lambda: _work(what)):
                break
            n_killed, longest = n_killed + 1, longest * 1.6
        driver._in_child(lambda: _work(what))
        sent = Counter(letter.rcpt_tos[0] for letter in inbox.letters)
    said = {"killed": n_killed, "sent": sent}
    driver._in_child(lambda: Path(out).write_text(json.dumps(said | {"holds": _dump()}, sort_keys=True)))
    return 0


def _fill(box: imap_server.Mailbox) -> None:
    from tests.operations.touchpoints.mailing import forward, mail

    for number in range(N_MAILS):
        if number % 3 == 0:
            box.put(forward(f"The export stopped at night, number {number}.", remark="She rang.", author="ann@rijnmond.example",
                            sender=ALICE, message=str(number)), on=NOW.date())  # fmt: skip
        elif number % 3 == 1:
            box.put(
                mail(f"Rijnmond needs the report, number {number}.", sender=ALICE, message=str(number)), on=NOW.date()
            )
        else:
            box.put(
                mail(f"Words, number {number}.", sender="eve@nowhere.example", proven=False, message=str(number)),
                on=NOW.date(),
            )


def _prepare(imap_port: int, smtp_port: int) -> None:
    from closeknit.identity import mailboxes
    from closeknit.identity import operations as identity
    from closeknit.identity.models import Member
    from closeknit.kit import mail
    from closeknit.kit import viewer as viewers
    from tests.operations.touchpoints.mailing import HEARD, OURS

    house = viewers.house("test")
    mailboxes.change_mailbox(
        address=HEARD, host="127.0.0.1", port=imap_port, security="none", login=HEARD, folder="INBOX", receiver=OURS,
        proof="any", password="let me read", viewer=house, at=driver.NOW,
    )  # fmt: skip
    mail.keep_server(
        host="127.0.0.1", port=smtp_port, security="none", login="", sender="h@arlund.example", password=""
    )
    alice = Member.objects.visible_to(house).get()
    from closeknit.accounts.models import Account

    Account.objects.visible_to(house).update(owner=alice)
    for number in range(6):
        member = identity.add_member(
            name=f"Cy {number}",
            email=f"cy{number}@arlund.example",
            role="member",
            department=None,
            viewer=house,
            at=driver.NOW,
        )
        Member.objects.visible_to(house).filter(pk=member).update(login=_login(number))
        Account.objects.visible_to(house).filter(name="Severn").update(owner=member)


def _login(number: int) -> Any:
    from closeknit.identity.models import Login

    login = Login(email=f"cy{number}@arlund.example", made_at=driver.NOW)
    login.save()
    return login


def _work(what: str) -> None:
    from closeknit.kit import clock, tasks
    from closeknit.kit import viewer as viewers
    from closeknit.kit.models import TaskRun
    from closeknit.kit.tasks.worker import Worker
    from closeknit.today.digest import sending
    from closeknit.touchpoints.mailbox import polling

    task = polling.read_mailbox if what == "read" else sending.send_digests
    mine = TaskRun.objects.unscoped(reason="test").filter(
        key__in=("test", "mail:send"), state__in=("waiting", "running")
    )
    with clock.frozen(NOW):
        tasks.enqueue(task.using(priority=90), viewer=viewers.house("test"), key="test")
        # Hearing what was read is another test's story, and takes longer than all of this.
        while mine.exists() and Worker().run_next(ignore_delay=True):
            pass


def _dump() -> dict[str, Any]:
    from closeknit.kit import mailbox
    from closeknit.kit.models import Mail
    from closeknit.today.models import Digest
    from closeknit.touchpoints.models import Letter, Touchpoint, Turn

    def rows(model: Any, *fields: str) -> list[Any]:
        return sorted(
            [str(value) for value in row] for row in model.objects.unscoped(reason="test").values_list(*fields)
        )

    box = mailbox.find_mailbox()
    return {
        "letters": rows(Letter, "key", "state", "reason", "proof"),
        "touchpoints": rows(Touchpoint, "medium", "direction", "account__name", "subject"),
        "turns": rows(Turn, "text", "is_ours"),
        "place": box.last_uid if box else None,
        "digests": rows(Digest, "member__name", "week_on"),
        "unsure": rows(Mail, "to", "failed_reason"),
    }


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.config.settings")
    django.setup()
    raise SystemExit(main(*sys.argv[1:]))
