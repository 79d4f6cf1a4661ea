"""A challenge that is out, with a criterion, words of a customer in ours, somebody whom it is put to, and an answer."""

from datetime import datetime, timedelta

from closeknit.ideas.challenges import operations, queries
from closeknit.identity import queries as identity_queries
from closeknit.kit import clock
from tests.security.world import INSIDE, World


def furnish(world: World, at: datetime) -> None:
    """Put one of each into the world."""
    viewer = world.viewers["admin"]
    assert viewer is not None
    today = clock.local_date(at, identity_queries.get_house().zone)
    challenge = operations.make_challenge(
        title=world.plant("what a challenge is about", INSIDE), wish=world.plant("a first question", INSIDE),
        background=world.plant("the background of a challenge", INSIDE), reward=world.plant("a reward", INSIDE),
        closes_on=today + timedelta(9), needs=[world.ids["need"]], viewer=viewer, at=at,
    )  # fmt: skip
    world.ids["challenge"] = challenge
    world.ids["criterion"] = operations.add_criterion(
        challenge=challenge, text=world.plant("what decides a challenge", INSIDE), weight=7,
        named_by=world.ids["contact"], viewer=viewer, at=at,
    )  # fmt: skip
    operations.lay_words(challenge=challenge, verbatims=[world.ids["verbatim"]], viewer=viewer, at=at)
    page = queries.get_challenge(challenge, viewer=viewer, today=today)
    world.ids["line"] = page.brief.lines[0].id
    operations.say_in_our_words(
        line=world.ids["line"], text=world.plant("words of a brief in ours", INSIDE), viewer=viewer, at=at
    )
    operations.choose_guests(challenge=challenge, contacts=[world.ids["contact"]], viewer=viewer, at=at)
    operations.open_challenge(challenge=challenge, viewer=viewer, at=at)
    world.ids["guest"] = queries.get_challenge(challenge, viewer=viewer, today=today).guests[0].id
    answer = operations.hand_in_answer(
        challenge=challenge, title=world.plant("an answer in a line", INSIDE),
        text=world.plant("an answer to a challenge", INSIDE), viewer=viewer, at=at,
    )  # fmt: skip
    operations.score_answer(answer=answer, points={world.ids["criterion"]: 6}, viewer=viewer, at=at)
    for route in ("challenge_answer", "challenge_answer_idea", "challenge_scores"):
        world.ids[f"answer of {route}"] = answer
