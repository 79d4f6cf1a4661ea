"""How the columns and states of an import of accounts are said on its pages."""

from closeknit.accounts.importing.columns import Column

COLUMNS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "About the account",
        [
            (Column.ACCOUNT, "account’s name"),
            (Column.EXTERNAL_ID, "id in another system"),
            (Column.DOMAIN, "mail domain or web site"),
            (Column.KIND, "kind"),
            (Column.OWNER, "who looks after it"),
            (Column.STAGE, "stage"),
            (Column.AIM, "aim"),
            (Column.WORTH, "worth a year"),
            (Column.RENEWAL, "renewal"),
            (Column.SECTOR, "sector"),
            (Column.SERVES, "whom it serves"),
        ],
    ),
    (
        "About a person there",
        [
            (Column.PERSON, "person’s name"),
            (Column.FIRST_NAME, "first name"),
            (Column.LAST_NAME, "last name"),
            (Column.EMAIL, "e-mail"),
            (Column.PHONE, "telephone"),
            (Column.TITLE, "what they are there"),
            (Column.ROLE, "their part"),
            (Column.LANGUAGE, "language"),
            (Column.FROM, "there since"),
            (Column.UNTIL, "there until"),
            (Column.NOTE, "worth knowing"),
        ],
    ),
]
STATES = {
    "previewed": "waits for you to look at it",
    "running": "is being read",
    "done": "read",
    "cancelled": "stopped",
    "failed": "could not be read on",
    "taken_back": "taken back",
}
# What somebody did to a row that an import had made, for the list of what was left in place.
TOUCHES = {
    "used": "something stands on it",
    "account.changed": "changed it",
    "account.handed_over": "gave it another owner",
    "standing.changed": "changed how it stands",
    "stage.decided": "moved it in the circle",
    "contact.added": "added somebody there",
    "contact.changed": "changed them",
    "contact.left": "said that they left",
}
