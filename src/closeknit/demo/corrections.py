"""What our people put right in what the machine heard, so that one sees what it learns from."""

from closeknit.demo.cast import Cast
from closeknit.demo.company import Company
from closeknit.kit import clock, tasks
from closeknit.verbatims import operations
from closeknit.verbatims.models import Signal, Verbatim


def add(work: tasks.Work, company: Company, cast: Cast) -> None:
    """Put right what is not put right yet, each on its day and by whoever did."""
    for row in company.rows("corrections"):
        words = Verbatim.objects.visible_to(cast.viewer).filter(text=row["sentence"]).order_by("pk").first()
        if words is None:
            continue
        decided = Signal.objects.visible_to(cast.viewer).filter(verbatim=words, code=row["heard as"])
        with work.chunk():
            if not decided.filter(decided_by__isnull=False).exists():
                at = company.calendar.moment(row["said_on"])
                with clock.frozen(at):
                    operations.correct_signal(
                        verbatim=words.pk,
                        code=row["heard as"],
                        is_on=row["is it"] == "yes",
                        viewer=cast.viewer_of(row["member email"]),
                        at=at,
                    )
