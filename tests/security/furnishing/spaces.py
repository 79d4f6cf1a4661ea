"""What stands on a shared site: an open invitation, whom they serve, a question that waits for one of them, what they saw."""

from datetime import datetime, timedelta

from closeknit.accounts.models import Access, NamedCustomer, SpaceInvitation, TheirPurpose
from closeknit.kit import files
from closeknit.research.models import Observation, Photo, QuestionVersion, SentQuestion
from tests.security.readers import IN_ONE_SPACE
from tests.security.world import INSIDE, World

# Whoever of the account can come in reads what its people say of themselves.
_THERE = {"a": frozenset(("reader", "manager", "both at a")), "b": frozenset(("neighbour", "both at b"))}


def furnish(world: World, at: datetime) -> None:
    """Put one of each into the world."""
    account, contact, key = world.ids["account"], world.ids["contact"], world.key
    both = INSIDE | _THERE[key]
    assert set(IN_ONE_SPACE) >= {f"both at {key}"}
    TheirPurpose.objects.add(
        TheirPurpose(
            id=f"theirpurpose_1{key}", account_id=account, number=1, text=world.plant("their purpose", both),
            written_at=at,
        )
    )  # fmt: skip
    name = world.plant("whom they serve", both)
    NamedCustomer.objects.add(
        NamedCustomer(id=f"namedcustomer_1{key}", account_id=account, name=name, name_key=name, named_at=at)
    )
    managers = INSIDE | ({"manager"} if key == "a" else set())
    SpaceInvitation.objects.add(
        SpaceInvitation(
            id=f"spaceinvitation_1{key}", account_id=account, name=world.plant("who is invited", managers),
            email=f"{world.plant('where an invitation goes', managers)}@{world.domain}",
            secret_hash=f"spaceinvitation {key}", invited_at=at, expires_at=at + timedelta(14),
        )
    )  # fmt: skip
    viewer = world.viewers["member"]
    assert viewer is not None
    # Somebody there who can come in and never does: whom a member of ours looks as.
    Access.objects.add(Access(contact_id=contact, right="read", given_at=at))
    version = QuestionVersion.objects.visible_to(viewer).order_by("pk").first()
    assert version is not None
    SentQuestion.objects.add(
        SentQuestion(
            id=f"sentquestion_1{key}", contact_id=contact, question_id=version.question_id, version=version,
            text=world.plant("a question for one of them", INSIDE), sent_at=at,
        )
    )  # fmt: skip
    Observation.objects.add(
        Observation(
            id=f"observation_1{key}", account_id=account, contact_id=contact, text=world.plant("what they saw", both),
            job=world.plant("at which work they saw it", both), written_at=at,
        )
    )  # fmt: skip
    file = files.store([b"a picture"])
    Photo.objects.add(
        Photo(
            id=f"photo_1{key}", observation_id=f"observation_1{key}", file=file,
            name=world.plant("the name of a picture", both), kind="image/png", n_bytes=9, added_at=at,
            thumbnail=files.store_beside(file, world.plant("what a small photo shows", both).encode()),
            width=40, height=30,
        )
    )  # fmt: skip
    world.ids |= {
        "photo": f"photo_1{key}",
        "space_invitation": f"spaceinvitation_1{key}",
        "named_customer": f"namedcustomer_1{key}",
        "sent": f"sentquestion_1{key}",
        "observation": f"observation_1{key}",
    }
