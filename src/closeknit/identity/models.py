"""Tables of our side: house, department, member, login, invitation."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from closeknit.identity.roles import Role
from closeknit.kit.scoping import Internal, OnErase, OnMerge, Row, Scope


class House(Row):
    """The one row that says whose house this is."""

    scope: ClassVar[Scope] = Internal("how the house is set up")

    id = models.SmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    notice = models.TextField(blank=True, db_comment="a sentence shown on the first page, such as that this is a demo")
    zone = models.CharField(max_length=64, default="Europe/London")
    currency = models.CharField(max_length=3, default="EUR")
    logo = models.CharField(max_length=64, blank=True, db_comment="content hash of the logo's file")
    logo_type = models.CharField(max_length=40, blank=True)
    colour = models.CharField(
        max_length=7, blank=True, db_comment="the company's own, as #rrggbb: what outsiders see is drawn with it"
    )
    is_demo = models.BooleanField(default=False, db_comment="made by `closeknit demo`, which may build it anew")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "identity_house"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="identity_one_house")]


class Department(Row):
    """A part of our company; members belong to one."""

    scope: ClassVar[Scope] = Internal("how we are organised")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=100, unique=True)

    class Meta:
        db_table = "identity_department"


class LoginManager(BaseUserManager["Login"]):
    """Finds a login by its address: the one thing that happens before there is a viewer."""


class Login(AbstractBaseUser):
    """The credential of a member, who signs in with a password, or of a person outside, who signs in with a code by mail. May be both."""

    scope: ClassVar[Scope] = Internal("who can sign in")
    on_merge: ClassVar[dict[str, OnMerge]] = {}
    on_erase: ClassVar[dict[str, OnErase]] = {}

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[Any] = LoginManager()

    class Meta:
        db_table = "identity_login"


class Member(Row):
    """A person on our side."""

    scope: ClassVar[Scope] = Internal("who works for us")

    id = models.CharField(primary_key=True, max_length=64)
    login = models.OneToOneField(Login, null=True, on_delete=models.SET_NULL, related_name="member")
    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, default=Role.MEMBER)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "identity_member"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="identity_role_known"),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(left_at__isnull=False), name="identity_successor_of_who_left"
            ),
        ]


class CalendarAddress(Row):
    """A secret address at which a calendar program reads a member's calls. Only the hash of its secret is kept."""

    scope: ClassVar[Scope] = Internal("what opens a member's calls without a password")

    member = models.OneToOneField(Member, primary_key=True, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "identity_calendar_address"


class Invitation(Row):
    """A link by which somebody of ours joins. Only the hash of its secret is kept."""

    scope: ClassVar[Scope] = Internal("who was invited")

    id = models.CharField(primary_key=True, max_length=64)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=16)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "identity_invitation"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="identity_one_open_invitation",
            )
        ]
