"""The needs that our people stated through the year, on the words of `needs.csv`; those that nobody stated are left to be found."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from closeknit.analysis.kinds import Stance
from closeknit.demo import challenges, corrections, feedback, ideas, jobs, offerings, portal, threads
from closeknit.demo import company as companies
from closeknit.demo.cast import Cast
from closeknit.demo.company import Company, TableRow
from closeknit.kit import clock, tasks
from closeknit.kit import viewer as viewers
from closeknit.needs import operations
from closeknit.needs.models import Need
from closeknit.verbatims import queries as verbatim_queries
from closeknit.verbatims.models import Verbatim

KEY = "demo:needs"
# So often it waits for the hearing, a second longer each time: where that never ends (no language model), neither must this.
MOST_WAITS = 50


@tasks.background()
def state_needs(work: tasks.Work, *, today: str, n_waits: int = 0) -> None:
    """State what is not stated yet, each on its day and by whoever did, once all its words are heard."""
    viewer = viewers.house("the demo company")
    if n_waits < MOST_WAITS and verbatim_queries.count_waiting(viewer=viewer):
        # Stated on words that have no meaning yet, a need could not gather what is like them.
        tasks.enqueue(state_needs, viewer=viewer, key=KEY, delay=n_waits + 1, today=today, n_waits=n_waits + 1)
        return
    company = companies.read(today=date.fromisoformat(today))
    cast = Cast(company, viewer)
    for statement, rows in _list_stated(company):
        with work.chunk():
            if not Need.objects.visible_to(viewer).filter(statement=statement).exists():
                _state(statement, rows, company, cast)
    jobs.add(work, company, cast)
    corrections.add(work, company, cast)
    offerings.add(work, company, cast)
    threads.add(work, company, cast)
    ideas.add(work, company, cast)
    challenges.add(work, company, cast)
    portal.add(work, company, cast)
    feedback.add(work, company, cast)


def _list_stated(company: Company) -> Iterator[tuple[str, list[TableRow]]]:
    rows = sorted(company.rows("needs"), key=lambda row: row["statement"])
    for statement, several in groupby(rows, key=lambda row: row["statement"]):
        yield statement, list(several)


def _state(statement: str, rows: list[TableRow], company: Company, cast: Cast) -> None:
    at, viewer = company.calendar.moment(rows[0]["stated_on"]), cast.viewer_of(rows[0]["member email"])
    said = Verbatim.objects.visible_to(viewer).filter(text__in=[row["sentence"] for row in rows])
    found = dict(said.values_list("text", "pk"))
    words = {stance: [found[row["sentence"]] for row in rows if row["stance"] == stance] for stance in Stance}
    with clock.frozen(at):
        need = operations.state_need(statement=statement, verbatims=words[Stance.SUPPORTS], viewer=viewer, at=at)
        for stance, several in words.items():
            if several and stance is not Stance.SUPPORTS:
                operations.confirm_evidence(need=need, verbatims=several, stance=stance, viewer=viewer, at=at)
