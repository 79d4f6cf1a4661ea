"""Background work on ideas: their vectors, by which similar ones are found."""

from datetime import timedelta
from hashlib import blake2b

import numpy as np

from closeknit.ideas.models import Idea, IdeaVector
from closeknit.kit import tasks
from closeknit.kit import viewer as viewers
from closeknit.kit.tasks import timetable
from closeknit.verbatims import ear

CHUNK = 50


@tasks.background()
def embed_some(work: tasks.Work, *, ideas: list[str]) -> None:
    """Give these ideas the vector of what they say now; one that has it already is left alone."""
    viewer = viewers.house("reading ideas")
    rows = {row.pk: row for row in Idea.objects.visible_to(viewer).filter(pk__in=ideas)}
    vectors = IdeaVector.objects.visible_to(viewer).filter(pk__in=rows).values_list("pk", "tag", "text_hash")
    known = {pk: (tag, text_hash) for pk, tag, text_hash in vectors}
    embedder = ear.hearer()
    due = [row for row in rows.values() if known.get(row.pk) != (embedder.model_tag, hash_of(row))]
    for first in range(0, len(due), CHUNK):
        several = due[first : first + CHUNK]
        vectors_of = embedder.embed([text_of(row) for row in several])
        with work.chunk(done=first, total=len(due)):
            IdeaVector.objects.visible_to(viewer).filter(pk__in=[row.pk for row in several]).delete()
            IdeaVector.objects.add_many(
                IdeaVector(
                    idea_id=row.pk,
                    tag=embedder.model_tag,
                    text_hash=hash_of(row),
                    data=np.asarray(vector, dtype="<f2").tobytes(),
                )
                for row, vector in zip(several, vectors_of, strict=True)
            )


@tasks.background()
def look_after_vectors(work: tasks.Work) -> None:
    """Give every idea its vector that has none, as after a step was taken back, or after the model was changed."""
    viewer = viewers.house("reading ideas")
    vectors = IdeaVector.objects.visible_to(viewer)
    tags = list(vectors.order_by().values_list("tag", flat=True).distinct())
    missing = Idea.objects.visible_to(viewer).exclude(pk__in=vectors.values("pk")).order_by("pk")
    waiting = list(missing.values_list("pk", flat=True)[:1000])
    if len(tags) > 1 or (tags and tags[0] != ear.hearer().model_tag):
        waiting += list(vectors.exclude(tag=ear.hearer().model_tag).order_by("pk").values_list("pk", flat=True)[:1000])
    with work.chunk():
        if waiting:
            tasks.enqueue(embed_some, viewer=viewer, key="ideas:all", ideas=waiting)


timetable.every(timedelta(hours=6), "idea vectors", look_after_vectors)


def embed_soon(idea: str) -> None:
    """Give an idea its vector soon, in the running transaction."""
    tasks.enqueue(embed_some, viewer=viewers.house("reading ideas"), key=f"idea:{idea}", ideas=[idea])


def text_of(idea: Idea) -> str:
    """Return what of an idea its meaning is taken from: the line, and how its text begins."""
    return f"{idea.title}. {idea.text[:400]}".strip()


def hash_of(idea: Idea) -> str:
    """Return the mark by which a vector is known to be of another text."""
    return blake2b(text_of(idea).encode(), digest_size=16).hexdigest()
