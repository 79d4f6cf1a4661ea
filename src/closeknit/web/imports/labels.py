"""What codes of an import are called on its pages."""

STATES = {
    "preview": "waits for you to look at it",
    "waiting": "waits to be read",
    "reading": "is being read",
    "done": "read",
    "cancelled": "stopped; what was read until then is kept",
    "failed": "could not be read to its end",
    "undoing": "is being taken back",
    "undone": "taken back",
}
FORMATS = {
    "csv": "table",
    "xlsx": "workbook",
    "xls": "workbook",
    "xlsb": "workbook",
    "ods": "workbook",
    "json": "table (JSON)",
    "jsonl": "table (JSON Lines)",
    "vtt": "transcript",
    "srt": "transcript",
    "transcript": "transcript",
    "note": "notes",
    "eml": "mail",
    "mbox": "mailbox",
}
# In the order in which a person looks for them.
FIELDS = [
    ("text", "what was said"),
    ("speaker", "who said it"),
    ("address", "their e-mail address"),
    ("account", "their account"),
    ("said_at", "when"),
    ("external_id", "its id there"),
    ("subject", "what it is about"),
    ("prompt", "what was asked"),
    ("medium", "how: call, ticket, review …"),
    ("first_name", "first name"),
    ("last_name", "last name"),
    ("thread", "the thread that it is of"),
    ("language", "language"),
]
DIRECTIONS = [
    ("", "as the file shows it"),
    ("theirs", "they wrote to us"),
    ("ours", "we wrote to them"),
    ("both", "both of us spoke"),
]
