"""Tables of the accounts room."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from closeknit.analysis import kinds
from closeknit.analysis.kinds import AccountKind, AskKind, ContactRole, ImportState, Stage
from closeknit.identity.models import Member
from closeknit.kit.scoping import Internal, OfAccount, OnErase, OnMerge, Row, Scope


class Account(Row):
    """An organisation that we stand in a relationship with."""

    scope: ClassVar[Scope] = OfAccount("pk")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=200)
    name_key = models.CharField(
        max_length=400, blank=True, db_comment="the name casefolded (`checks.name_key`): no two accounts share one"
    )
    external_id = models.CharField(max_length=100, blank=True, db_comment="what another system calls it, for imports")
    kind = models.CharField(max_length=16, default=AccountKind.CUSTOMER)
    sector = models.CharField(max_length=100, blank=True)
    zone = models.CharField(max_length=64, blank=True, db_comment="its own time zone; empty for the house's")
    owner = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    import_id = models.CharField(max_length=64, blank=True, db_comment="the import that made it, for its undo")

    class Meta:
        db_table = "accounts_account"
        indexes: ClassVar = [
            models.Index(fields=["name"], name="accounts_by_name"),
            models.Index(fields=["import_id"], name="accounts_by_import"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in AccountKind]), name="accounts_kind_known"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="accounts_named"),
            models.UniqueConstraint(fields=["name_key"], condition=~Q(name_key=""), name="accounts_one_of_a_name"),
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="accounts_one_an_external_id"
            ),
        ]


class AccountDomain(Row):
    """A mail domain by which people of an account are recognised."""

    scope: ClassVar[Scope] = Internal("how we recognise their people")
    on_merge: ClassVar = {"account": OnMerge.REPOINT}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    domain = models.CharField(primary_key=True, max_length=253)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "accounts_domain"


class Service(Row):
    """An account that serves another: how a customer's customer is known."""

    scope: ClassVar[Scope] = Internal("who their customers are")
    on_merge: ClassVar = {"account": OnMerge.JOIN, "served": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE, "served": OnErase.DELETE}

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    served = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "accounts_service"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "served"], name="accounts_service_once"),
            models.CheckConstraint(condition=~Q(account=F("served")), name="accounts_serves_another"),
        ]


class Standing(Row):
    """Where an account stands with us now. Internal, one row an account; the histories are kept by the rooms above."""

    scope: ClassVar[Scope] = Internal("what we think of them and what they are worth")
    on_merge: ClassVar = {"account": OnMerge.KEEP}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="standing")
    stage = models.CharField(max_length=16, default=Stage.OUTSIDE)
    stage_since = models.DateField(null=True)
    aim = models.CharField(max_length=16, blank=True)
    review_on = models.DateField(null=True)
    worth_minor = models.BigIntegerField(null=True, db_comment="yearly revenue in minor units of the house's currency")
    renewal_on = models.DateField(null=True)
    two_way_at = models.DateTimeField(
        null=True, db_comment="newest two-way contact; kept by the transaction that records touchpoints"
    )
    tried_at = models.DateTimeField(null=True, db_comment="newest message of ours that has no answer")
    owed_since = models.DateTimeField(null=True, db_comment="oldest message of theirs that we have not answered")

    class Meta:
        db_table = "accounts_standing"
        indexes: ClassVar = [models.Index(fields=["two_way_at"], name="accounts_standing_two_way")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stage__in=[stage.value for stage in Stage]), name="accounts_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(aim__in=["", *[stage.value for stage in Stage]]), name="accounts_aim_known"
            ),
            models.CheckConstraint(
                condition=Q(worth_minor__isnull=True) | Q(worth_minor__gte=0), name="accounts_worth_positive"
            ),
        ]


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


class CoreTeam(Row):
    """A member of ours who looks after an account beside its owner."""

    scope: ClassVar[Scope] = Internal("who works on what")
    on_merge: ClassVar = {"account": OnMerge.JOIN}
    on_erase: ClassVar = {"account": OnErase.DELETE}

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "accounts_core_team"
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "member"], name="accounts_core_team_once")]


class Competitor(Row):
    """A rival organisation with the spellings it is named by."""

    scope: ClassVar[Scope] = Internal("whom we watch")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=200, unique=True)
    spellings = models.JSONField(default=list)

    class Meta:
        db_table = "accounts_competitor"


class ProductName(Row):
    """A name of something we ship, with its spellings, so that hearing knows it from a rival's."""

    scope: ClassVar[Scope] = Internal("what our things are called among us")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.CharField(max_length=200, unique=True)
    spellings = models.JSONField(default=list)

    class Meta:
        db_table = "accounts_product_name"


class Spelling(Row):
    """A decision that somebody made once: whoever is written like this in what we read is this contact, or nobody we keep."""

    scope: ClassVar[Scope] = Internal("how people are called in what we read")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT, "account": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE, "account": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    written = models.CharField(max_length=254, db_comment="name or address as written, casefolded")
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+", db_comment="where it holds; null: everywhere"
    )
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.CASCADE, related_name="+", db_comment="null: one of ours, or nobody"
    )
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_spelling"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["written", "account"], condition=Q(account__isnull=False), name="accounts_spelling_once_here"
            ),
            models.UniqueConstraint(
                fields=["written"], condition=Q(account__isnull=True), name="accounts_spelling_once"
            ),
        ]


class Ask(Row):
    """One request for a person's time. Appointments and talks count by themselves; a row is for what has no other trace."""

    scope: ClassVar[Scope] = Internal("who asks whom for what")
    on_merge: ClassVar = {"contact": OnMerge.REPOINT}
    on_erase: ClassVar = {"contact": OnErase.DELETE}

    id = models.CharField(primary_key=True, max_length=64)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    on = models.DateField(db_comment="the local day that it is for")
    about = models.CharField(
        max_length=64, blank=True, db_comment="id of the row that asks: two records of it are one ask"
    )
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    despite = models.TextField(blank=True, db_comment="why somebody asked above the limit")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "accounts_ask"
        indexes: ClassVar = [models.Index(fields=["contact", "on"], name="accounts_ask_contact")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in AskKind]), name="accounts_ask_kind"),
            models.UniqueConstraint(fields=["contact", "about"], condition=~Q(about=""), name="accounts_ask_once"),
        ]


class AskLimitRow(Row):
    """How often one person may be asked, where the house has said so; at most one row."""

    scope: ClassVar[Scope] = Internal("how the house is set up")

    id = models.SmallIntegerField(primary_key=True, default=1)
    most = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "accounts_ask_limit"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(id=1), name="accounts_one_ask_limit"),
            models.CheckConstraint(
                condition=Q(most__gte=1, most__lte=100, days__gte=1, days__lte=366), name="accounts_ask_limit_sane"
            ),
        ]


class AccountImport(Row):
    """One table of accounts and people that somebody brought in: how it is read, how far, and what came of it."""

    scope: ClassVar[Scope] = Internal("what we read")

    id = models.CharField(primary_key=True, max_length=64)
    file_name = models.CharField(max_length=300)
    file = models.CharField(max_length=64, db_comment="content hash of the kept file")
    columns = models.JSONField(db_comment="the columns' names, in the file's order")
    mapping = models.JSONField(db_comment="column → what it says; a column that is left out is not here")
    state = models.CharField(max_length=16, default=ImportState.PREVIEWED)
    checkpoint = models.BigIntegerField(default=0, db_comment="rows dealt with; moves in the chunk's transaction")
    n_rows = models.BigIntegerField(default=0)
    n_new = models.BigIntegerField(default=0)
    n_same = models.BigIntegerField(default=0)
    n_rejected = models.BigIntegerField(default=0)
    notes = models.JSONField(default=list, db_comment="sentences about how the file was opened")
    unknown_owners = models.JSONField(default=dict, db_comment="owners who are no members → accounts without an owner")
    kept = models.JSONField(default=list, db_comment="what taking it back left in place, as ids and codes")
    problem = models.TextField(blank=True)
    brought_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_import"
        indexes: ClassVar = [models.Index(fields=["-created_at"], name="accounts_imports_newest")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ImportState]), name="accounts_import_state_known"
            ),
        ]


class RejectedRow(Row):
    """A row of such a table that could not be taken, and why."""

    scope: ClassVar[Scope] = Internal("what we read")

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(AccountImport, on_delete=models.CASCADE, related_name="+")
    row = models.BigIntegerField()
    reason = models.TextField()
    text = models.CharField(max_length=200, blank=True, db_comment="the beginning of what stands there")

    class Meta:
        db_table = "accounts_rejected_row"
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "row"], name="accounts_rejected_once")]


class ImportTrace(Row):
    """What an import wrote: a row that it made, or fields that it filled. Its undo goes by these."""

    scope: ClassVar[Scope] = Internal("what we read")

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(AccountImport, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=32)
    row_id = models.CharField(max_length=253)
    filled = models.JSONField(null=True, db_comment="field → value, where the row stood there before; null: made")
    at = models.DateTimeField()

    class Meta:
        db_table = "accounts_import_trace"
        indexes: ClassVar = [
            models.Index(fields=["source", "model"], name="accounts_trace_source"),
            models.Index(fields=["row_id"], name="accounts_trace_row"),
        ]
