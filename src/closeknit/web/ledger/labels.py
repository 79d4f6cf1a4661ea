"""How the codes of the ledger are said on members' pages."""

from closeknit.kit.look.rows import Mark

KINDS = {"benefit": "benefit", "profit": "profit", "loss": "loss"}
KIND_CHOICES = (
    ("benefit", "A benefit: time, quality, money saved"),
    ("profit", "A profit: money earned by it"),
    ("loss", "A loss: what it cost, or what went wrong"),
)
SIDES = {"theirs": "Theirs", "ours": "Ours"}
SIDE_CHOICES = (("theirs", "They have it"), ("ours", "We have it"))
MARKS: dict[str, Mark] = {
    "proposed": "ask",
    "confirmed": "good",
    "corrected": "ask",
    "disputed": "against",
    "withdrawn": "unknown",
}
STEPS = {
    "confirmed": "Confirm it",
    "corrected": "Correct the amount",
    "disputed": "Dispute it",
}
ANSWERS = {
    "confirmed": "confirmed it",
    "corrected": "corrected it",
    "disputed": "disputed it",
    "withdrawn": "withdrew it",
}
