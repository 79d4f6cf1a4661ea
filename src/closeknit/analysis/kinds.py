"""The codes of the glossary: one enum for each word that has a fixed list of values.

The values are stable: they stand in tables, URLs, exports and the API. Labels for people live in templates.
"""

import enum


class AccountKind(enum.StrEnum):
    """What an account is to us."""

    CUSTOMER = "customer"
    PROSPECT = "prospect"
    FORMER = "former"
    INTERNAL = "internal"
    SUPPLIER = "supplier"
    INNOVATOR = "innovator"
    STAKEHOLDER = "stakeholder"


class Stage(enum.StrEnum):
    """How near an account stands. Compare with `nearness`, never with `<`: that would order the codes by letter."""

    OUTSIDE = "outside"
    ACQUAINTED = "acquainted"
    ENGAGED = "engaged"
    PARTNER = "partner"
    ALLY = "ally"
    LET_GO = "let_go"

    @property
    def nearness(self) -> int:
        """Return 0 (outside) to 4 (ally), and -1 for an account that was let go."""
        return _NEARNESS[self]


STAGES_INSIDE_OUT = (Stage.ALLY, Stage.PARTNER, Stage.ENGAGED, Stage.ACQUAINTED, Stage.OUTSIDE)

_NEARNESS = {Stage.LET_GO: -1} | {stage: place for place, stage in enumerate(reversed(STAGES_INSIDE_OUT))}


class ContactRole(enum.StrEnum):
    """The part that a person plays at an account."""

    CHAMPION = "champion"
    ECONOMIC_BUYER = "economic_buyer"
    USER = "user"
    SPONSOR = "sponsor"
    SCEPTIC = "sceptic"


class Medium(enum.StrEnum):
    """How a touchpoint took place."""

    CALL = "call"
    VISIT = "visit"
    MEETING = "meeting"
    EMAIL = "email"
    COFFEE = "coffee"
    OBSERVATION = "observation"
    FOCUS_GROUP = "focus_group"
    SURVEY = "survey"
    TICKET = "ticket"
    REVIEW = "review"
    FORUM = "forum"
    NOTE = "note"


class Direction(enum.StrEnum):
    """Who spoke at a touchpoint: they alone, we alone, or both."""

    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"


class Wording(enum.StrEnum):
    """Whether a verbatim was recorded or written by its speaker, or told by one of us."""

    EXACT = "exact"
    REPORTED = "reported"


class SignalCode(enum.StrEnum):
    """What a verbatim can be heard as."""

    NEED = "need"
    PAIN = "pain"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    PLAN = "plan"
    COST_CUT = "cost_cut"
    COMPETITOR = "competitor"
    LEAVING = "leaving"
    FEEDBACK = "feedback"


class Stance(enum.StrEnum):
    """What a verbatim says about a need that it is evidence for."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    SETTLES = "settles"


class PromiseDirection(enum.StrEnum):
    """Who gave a promise: we to them, or they to us."""

    OURS = "ours"
    THEIRS = "theirs"


class Settlement(enum.StrEnum):
    """How a promise ended."""

    KEPT = "kept"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


class AskKind(enum.StrEnum):
    """What a person's time was asked for. A mail counts where we began to write; it is never asked for by itself."""

    CALL = "call"
    MAIL = "mail"
    SURVEY = "survey"
    QUESTION = "question"
    CHALLENGE = "challenge"


class Audience(enum.StrEnum):
    """Who may see a row, from the fewest to the most."""

    INTERNAL = "internal"
    SPEAKER = "speaker"
    ACCOUNT = "account"
    CHOSEN = "chosen"
    PORTAL = "portal"
    PUBLIC = "public"


class SpaceRight(enum.StrEnum):
    """What a contact may do on the shared site of their account: each holds what the one before it does."""

    READ = "read"
    TAKE_PART = "take_part"
    MANAGE = "manage"


class LatenessState(enum.StrEnum):
    """Where an account or a contact stands against its cadence."""

    ON_TRACK = "on_track"
    COOLING = "cooling"
    LATE = "late"
    NEGLECTED = "neglected"
    PAUSED = "paused"
    UNKNOWN = "unknown"


class PromiseState(enum.StrEnum):
    """Where a promise stands on a given day."""

    AHEAD = "ahead"
    MOVED = "moved"
    AT_RISK = "at_risk"
    DUE = "due"
    OVERDUE = "overdue"
    KEPT = "kept"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


class TodayClass(enum.StrEnum):
    """Why an account stands on Today, in the order of the page."""

    OWED = "owed"
    ALARM = "alarm"
    DUE = "due"
    LATE = "late"
    GOOD_NEWS = "good_news"
    ASK = "ask"

    @property
    def place(self) -> int:
        """Return 0 for the class that comes first on the page."""
        return _PLACE[self]


_PLACE = {code: place for place, code in enumerate(TodayClass)}


class NeedState(enum.StrEnum):
    """Where a need stands: a merged or dismissed one keeps its identity and can come back."""

    OPEN = "open"
    ANSWERED = "answered"
    MERGED = "merged"
    DISMISSED = "dismissed"


class Certainty(enum.StrEnum):
    """The two things that are sure to come: customers look for ways to cut cost, and competitors call them."""

    COST = "cost"
    RIVALS = "rivals"


class AnswerOutcome(enum.StrEnum):
    """What an answer to a standing question led to."""

    NOTHING = "nothing"
    PROMISE = "promise"
    HASSLE = "hassle"
    IDEA = "idea"
    SIGNAL = "signal"


class RadarActKind(enum.StrEnum):
    """What was done about cost pressure or a competitor's call."""

    TALKED = "talked"
    SAVING_OFFERED = "saving_offered"
    MATCHED = "matched"
    PUT_RIGHT = "put_right"
    NOTHING_TO_DO = "nothing_to_do"


class StepCode(enum.StrEnum):
    """The steps of the universal job map, in their order (Bettencourt & Ulwick 2008)."""

    DEFINE = "define"
    LOCATE = "locate"
    PREPARE = "prepare"
    CONFIRM = "confirm"
    EXECUTE = "execute"
    MONITOR = "monitor"
    MODIFY = "modify"
    CONCLUDE = "conclude"


class AppointmentState(enum.StrEnum):
    """Where a planned touchpoint stands."""

    PLANNED = "planned"
    LOGGED = "logged"
    CALLED_OFF = "called_off"


class ImportState(enum.StrEnum):
    """Where the reading of one file stands."""

    PREVIEWED = "previewed"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    TAKEN_BACK = "taken_back"


class ForecastOutcome(enum.StrEnum):
    """How a forecast ended when its day had come."""

    CAME_TRUE = "came_true"
    DID_NOT = "did_not"
    UNTOLD = "untold"


class ContactFunction(enum.StrEnum):
    """What part of their company somebody works in."""

    MANAGEMENT = "management"
    OPERATIONS = "operations"
    TECHNICAL = "technical"
    QUALITY = "quality"
    PURCHASING = "purchasing"
    FINANCE = "finance"
    IT = "it"
    SALES = "sales"
    PEOPLE = "people"
    DEVELOPMENT = "development"


class ContactLevel(enum.StrEnum):
    """How far somebody's word reaches there, from the most to the least."""

    EXECUTIVE = "executive"
    HEAD = "head"
    MANAGER = "manager"
    HANDS = "hands"
