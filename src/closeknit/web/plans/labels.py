"""How the codes of plans are said on members' pages."""

from closeknit.kit.look.rows import Mark

COURSES = {
    "there": "At its target",
    "on_course": "On course",
    "behind": "Behind",
    "overdue": "Past its day",
    "unread": "Not read yet",
}
COURSE_MARKS: dict[str, Mark] = {
    "there": "good",
    "on_course": "good",
    "behind": "due",
    "overdue": "late",
    "unread": "unknown",
}
GOALS = {"open": "open", "reached": "reached", "missed": "missed", "dropped": "dropped"}
GOAL_MARKS: dict[str, Mark] = {"reached": "good", "missed": "against", "dropped": "unknown"}
ENDS = (("reached", "Reached"), ("missed", "Missed"), ("dropped", "Dropped: neither wants it any more"))
REVIEWS = {"planned": "planned", "held": "held", "called_off": "called off"}
MADE = {
    "plan": "was begun",
    "goal": "was set, to reach",
    "reading": "was read at",
    "anchor": "was named, on",
    "action": "was added, due",
    "review": "was planned for",
}
FIELDS = {
    "gone": "was taken out",
    "ours": "what it is for, in our words",
    "theirs": "what it is for, in theirs",
    "ends": "its last day",
    "closed": "its period ended",
    "text": "what it says",
    "measure": "how it is measured",
    "start": "where it begins",
    "target": "where it leads",
    "keeper": "who of ours",
    "contact": "who of theirs",
    "state": "where it stands",
    "on": "its day",
    "due": "when it is due",
    "side": "whose it is",
    "done": "done",
    "promised": "is a promise now",
    "notes": "the notes",
    "decision": "decided",
}
