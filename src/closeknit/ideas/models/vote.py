"""Who wants an idea: one vote a person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from closeknit.accounts.models import Account, Contact, Person
from closeknit.ideas.models.idea import Idea
from closeknit.identity.models import Member
from closeknit.kit.scoping import OfPerson, OnErase, OnMerge, Row, Scope


class Vote(Row):
    """One person's vote. It stays at the idea it was given to and counts where that idea counts: merging moves and loses none."""

    scope: ClassVar[Scope] = OfPerson("person_id")
    on_merge: ClassVar = {"person": OnMerge.JOIN, "contact": OnMerge.REPOINT, "account": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE, "contact": OnErase.BLANK, "account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    # An idea that others have voted for since cannot be taken back any more: their votes would be lost.
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_comment="their place when they voted"
    )
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="theirs when they voted"
    )
    recorded_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_comment="null: they voted themselves"
    )
    cast_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, db_comment="it counts while this is empty")

    class Meta:
        db_table = "ideas_vote"
        indexes: ClassVar = [models.Index(fields=["idea", "account"], name="ideas_votes_of")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["idea", "member"], condition=Q(member__isnull=False), name="ideas_one_vote_a_member"
            ),
            models.UniqueConstraint(
                fields=["idea", "person"], condition=Q(person__isnull=False), name="ideas_one_vote_a_person"
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, person__isnull=True, account__isnull=True)
                | Q(member__isnull=True, person__isnull=False),
                name="ideas_vote_of_one",
            ),
        ]
