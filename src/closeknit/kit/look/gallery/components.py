"""One of each component, with invented words."""

from datetime import date
from typing import Any

from django import forms

from closeknit.kit.look import rows


class AccountForm(forms.Form):
    """An account with every kind of field."""

    name = forms.CharField(label="Name", help_text="As they write it themselves.")
    worth = forms.DecimalField(label="Worth a year", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("customer", "customer"), ("prospect", "prospect")])
    since = forms.DateField(label="Since", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    heard = forms.CharField(label="What they said", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    wording = forms.ChoiceField(
        label="Whose words are these?",
        choices=[("exact", "theirs, word for word"), ("reported", "mine, as I remember it")],
        widget=forms.RadioSelect,
    )
    tell = forms.BooleanField(label="Tell me when they speak again", required=False)
    file = forms.FileField(label="A file with conversations", required=False)


_BAD = {"bad-name": "", "bad-worth": "much", "bad-kind": "customer", "bad-wording": "exact"}

COMPONENTS: dict[str, Any] = {
    "good_form": AccountForm(),
    "bad_form": AccountForm(_BAD, prefix="bad"),
    "states": ["ease", "disagree", "alarm", "quiet"],
    "marks": ["late", "due", "good", "against", "unknown", "ask", "rising", "falling", "ours", "theirs"],
    "with_context": rows.Quote(
        text="Every Friday two of my people sit and copy numbers out of the Tern, and every audit we find at least one typo.",
        before="No, the titrator itself is fine.",
        after="It’s not their fault, it’s four hundred numbers.",
        speaker="Saskia de Boer",
        role="head of laboratory",
        account="Rijnmond Waterlab",
        medium="call",
        said_on=date(2026, 10, 14),
        place="at 08:22",
        confirmed_by="Seun",
    ),
    "with_hits": rows.Quote(
        text="",
        speaker="Owen Pryce",
        account="Brightmalt",
        medium="ticket",
        said_on=date(2026, 11, 18),
        pieces=(rows.Piece("Could it just "), rows.Piece("text", "hit"), rows.Piece(" me when it’s finished?")),
        heard_as="new words for",
        about="Know it’s done, from anywhere",
        about_url="#need",
    ),
    "taken_out": rows.Quote(
        text="",
        speaker="Pieter Wolters",
        role="purchasing",
        account="Rijnmond Waterlab",
        medium="call",
        said_on=date(2026, 11, 4),
        place="at 17:40",
        pieces=(
            rows.Piece("Our director, "),
            rows.Piece("a name", "taken_out", 9),
            rows.Piece(", told me to look at what Kelvora charge."),
        ),
    ),
    "reported": rows.Quote(
        text="They will open the third site only if the audit in May goes well.",
        wording="reported",
        told_by="Ben",
        speaker="Amara Nwosu",
        account="Rijnmond Waterlab",
        medium="coffee",
        said_on=date(2026, 9, 22),
    ),
    "german": rows.Quote(
        text="Ehrlich gesagt, die Kalibrierung frisst uns jeden Montag zwei Stunden weg.",
        language="de",
        speaker="Matthias Brunner",
        account="Alpenmilch",
        medium="visit",
        said_on=date(2026, 11, 17),
    ),
    "progress": rows.Progress(
        id="import-7",
        doing="Reading",
        what="support-export.csv",
        done=2140,
        of=6300,
        unit="conversations",
        rest="about 4 minutes",
        waits="18 speakers",
        waits_for="wait for you to say who they are.",
        waits_url="#speakers",
        cancel_url="/imports/7/cancellation",
        polls_url="/imports/7",
    ),
    "ready": rows.Progress(id="import-6", doing="Heard", what="notes-october.txt", done=412, of=412, unit="sentences"),
    "report": rows.ImportReport(
        file="accounts-2026.csv",
        new=118,
        same=40,
        rejected=(
            rows.RejectedRow(41, "the date “31.02.2026” does not exist", "Halvard Geolab; 31.02.2026; renewal talk"),
            rows.RejectedRow(97, "no account and no person, so nobody said it", "; ; could be faster"),
        ),
    ),
    "pager": rows.Pager(first=51, last=100, total=6312, unit="sentences", previous_url="#newer", next_url="#older"),
    "filters": [
        rows.Filter(
            "Heard as",
            (
                rows.Choice("anything", "#a", True),
                rows.Choice("need", "#n", count=61),
                rows.Choice("praise", "#p", count=40),
                rows.Choice("competitor", "#c", count=6),
            ),
        ),
        rows.Filter(
            "Since",
            (
                rows.Choice("ever", "#e"),
                rows.Choice("this quarter", "#q", True),
                rows.Choice("yesterday", "#y"),
            ),
        ),
    ],
    "ask_act": rows.Act("Ask the four labs…", opens="put-off", name="ask"),
    "acts": [
        rows.Act("Open the brief", "#brief", "main"),
        rows.Act("+31 10 555 0142", "tel:+31105550142"),
        rows.Act("Put off…", opens="put-off", weight="quiet"),
        rows.Act("Log it", "/log", post=True),
    ],
    "problem": rows.Problem(
        "The file stops in the middle of line 4,112.",
        "The 4,111 conversations before it are kept.",
        "Send the file again and we go on from there.",
        (rows.Act("Choose the file again…", "#again"),),
    ),
    "toasts": [
        rows.Toast("Moved Rijnmond Waterlab to ally.", "/undo/1"),
        rows.Toast("Handed in. It now stands by “Trust a run through the night”.", "/undo/2"),
    ],
}
