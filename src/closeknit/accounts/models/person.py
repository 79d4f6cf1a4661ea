"""A human being outside, and their places at accounts."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.accounts.models.account import Account
from closeknit.analysis import kinds
from closeknit.analysis.kinds import ContactRole
from closeknit.identity.models import Login
from closeknit.kit.scoping import Internal, OfAccount, OnErase, OnMerge, Row, Scope


class Person(Row):
    """A human being outside our company."""

    scope: ClassVar[Scope] = Internal("everybody we know, wherever they are")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=200)
    first_word = models.CharField(
        max_length=60,
        blank=True,
        db_comment="the name's first word, folded: how one is found in words (`naming.first_word`)",
    )
    language = models.CharField(max_length=16, blank=True, db_comment="the language they prefer, a code such as de")
    note = models.TextField(blank=True)
    login = models.OneToOneField(
        Login, null=True, on_delete=models.SET_NULL, related_name="person", db_comment="what they sign in with outside"
    )
    created_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_person"
        indexes: ClassVar = [
            models.Index(fields=["name"], name="accounts_person_name"),
            models.Index(fields=["first_word"], name="accounts_person_first_word"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(first_word="") | Q(name=""), name="accounts_person_first_word_kept"),
        ]


class PersonAddress(Row):
    """An e-mail address or a telephone number of a person."""

    scope: ClassVar[Scope] = Internal("how to reach people")
    on_merge: ClassVar = {"person": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, default="email", db_comment="email or phone")
    value = models.CharField(max_length=254, db_comment="an e-mail address is kept in small letters")

    class Meta:
        db_table = "accounts_person_address"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["value"], condition=Q(kind="email"), name="accounts_one_person_an_email"),
            models.CheckConstraint(condition=Q(kind__in=("email", "phone")), name="accounts_address_kind_known"),
        ]


class Contact(Row):
    """A person's place at one account, from–until. Words keep the account that they were said at."""

    scope: ClassVar[Scope] = OfAccount("account_id")
    on_merge: ClassVar = {"person": OnMerge.REPOINT, "account": OnMerge.REPOINT, "successor": OnMerge.REPOINT}
    on_erase: ClassVar = {"person": OnErase.DELETE, "account": OnErase.DELETE, "successor": OnErase.BLANK}

    id = models.CharField(primary_key=True, max_length=64)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200, blank=True, db_comment="what they are there: head of kitchen")
    role = models.CharField(
        max_length=16, blank=True, db_comment="the part they play for us: champion, sceptic; internal"
    )
    function = models.CharField(max_length=16, blank=True, db_comment="as one of us said; empty: as the title says")
    level = models.CharField(max_length=16, blank=True, db_comment="as one of us said; empty: as the title says")
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True, db_comment="the day they left")
    successor = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    two_way_at = models.DateTimeField(null=True, db_comment="newest two-way contact with this person here; internal")
    import_id = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "accounts_contact"
        indexes: ClassVar = [
            models.Index(fields=["account", "until_on"], name="accounts_contact_account"),
            models.Index(fields=["person"], name="accounts_contact_person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(role__in=["", *[role.value for role in ContactRole]]), name="accounts_contact_role_known"
            ),
            models.CheckConstraint(
                condition=Q(function__in=["", *map(str, kinds.ContactFunction)])
                & Q(level__in=["", *map(str, kinds.ContactLevel)]),
                name="accounts_contact_function_level",
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="accounts_contact_from_until",
            ),
        ]
