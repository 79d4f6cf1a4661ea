"""Invented words for the gallery; nobody said any of them."""

import random
from datetime import date
from typing import Any

from django import forms

from closeknit.kit.look import charts, rows

TODAY = date(2026, 11, 19)


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


def context_of(page: str) -> dict[str, Any]:
    """Return all that the page of that name is rendered with."""
    current = {"account": "Circle", "circle_panel": "Circle"}.get(page, "Today")
    return {**_frame(current), **_components(), **_today(), **_account()}


def _frame(current: str) -> dict[str, Any]:
    words = (("Today", "t", 0), ("Circle", "c", 0), ("Heard", "h", 9), ("Needs", "n", 0), ("Research", "", 0))
    words += (("Offerings", "", 0), ("Ideas", "", 3), ("Promises", "", 2), ("Portfolio", "", 0))
    pages = {"Today": "today.html", "Circle": "circle_panel.html"}
    nav = [
        rows.NavRow(
            label=label,
            url=pages.get(label, "components.html"),
            key=key,
            count=n,
            current=label == current,
            in_dock=label in ("Today", "Circle", "Heard", "Promises"),
        )
        for label, key, n in words
    ]
    return {
        "nav": nav,
        "house_name": "Arlund Instruments",
        "member_name": "Ines Halvorsen",
        "capture_url": "/capture",
        "search_url": "/heard",
        "today": TODAY,
        "csrf_token": "gallery",
    }


def _components() -> dict[str, Any]:
    good = AccountForm()
    bad = AccountForm({"bad-name": "", "bad-worth": "much", "bad-kind": "customer", "bad-wording": "exact"}, prefix="bad")
    return {
        "good_form": good,
        "bad_form": bad,
        "states": ["ease", "disagree", "alarm", "quiet"],
        "marks": ["late", "due", "good", "against", "unknown", "ask", "rising", "falling", "ours", "theirs"],
        "with_context": rows.Quote(
            text="Every Friday two of my people sit and copy numbers out of the Tern, and every audit we find at least one typo.",
            before="No, the titrator itself is fine.",
            after="It’s not their fault, it’s four hundred numbers.",
            speaker="Saskia de Boer", role="head of laboratory", account="Rijnmond Waterlab", medium="call",
            said_on=date(2026, 10, 14), place="at 08:22", confirmed_by="Seun",
        ),
        "with_hits": rows.Quote(
            text="", speaker="Owen Pryce", account="Brightmalt", medium="ticket", said_on=date(2026, 11, 18),
            pieces=(rows.Piece("Could it just "), rows.Piece("text", "hit"), rows.Piece(" me when it’s finished?")),
            heard_as="new words for", about="Know it’s done, from anywhere", about_url="#need",
        ),
        "taken_out": rows.Quote(
            text="", speaker="Pieter Wolters", role="purchasing", account="Rijnmond Waterlab", medium="call",
            said_on=date(2026, 11, 4), place="at 17:40",
            pieces=(
                rows.Piece("Our director, "), rows.Piece("a name", "taken_out", 9),
                rows.Piece(", told me to look at what Kelvora charge."),
            ),
        ),
        "reported": rows.Quote(
            text="They will open the third site only if the audit in May goes well.", wording="reported", told_by="Ben",
            speaker="Amara Nwosu", account="Rijnmond Waterlab", medium="coffee", said_on=date(2026, 9, 22),
        ),
        "german": rows.Quote(
            text="Ehrlich gesagt, die Kalibrierung frisst uns jeden Montag zwei Stunden weg.", language="de",
            speaker="Matthias Brunner", account="Alpenmilch", medium="visit", said_on=date(2026, 11, 17),
        ),
        "progress": rows.Progress(
            id="import-7", doing="Reading", what="support-export.csv", done=2140, of=6300, unit="conversations",
            rest="about 4 minutes", waits="18 speakers", waits_for="wait for you to say who they are.",
            waits_url="#speakers", cancel_url="/imports/7/cancellation", polls_url="/imports/7",
        ),
        "ready": rows.Progress(id="import-6", doing="Heard", what="notes-october.txt", done=412, of=412, unit="sentences"),
        "report": rows.ImportReport(
            file="accounts-2026.csv", new=118, same=40,
            rejected=(
                rows.RejectedRow(41, "the date “31.02.2026” does not exist", "Halvard Geolab; 31.02.2026; renewal talk"),
                rows.RejectedRow(97, "no account and no person, so nobody said it", "; ; could be faster"),
            ),
        ),
        "pager": rows.Pager(first=51, last=100, total=6312, unit="sentences", previous_url="#newer", next_url="#older"),
        "filters": [
            rows.Filter("Heard as", (
                rows.Choice("anything", "#a", True), rows.Choice("need", "#n", count=61), rows.Choice("praise", "#p", count=40),
                rows.Choice("competitor", "#c", count=6),
            )),
            rows.Filter("Since", (
                rows.Choice("ever", "#e"), rows.Choice("this quarter", "#q", True), rows.Choice("yesterday", "#y"),
            )),
        ],
        "ask_act": rows.Act("Ask the four labs…", opens="put-off", name="ask"),
        "acts": [
            rows.Act("Open the brief", "#brief", "main"), rows.Act("+31 10 555 0142", "tel:+31105550142"),
            rows.Act("Put off…", opens="put-off", weight="quiet"), rows.Act("Log it", "/log", post=True),
        ],
        "problem": rows.Problem(
            "The file stops in the middle of line 4,112.",
            "The 4,111 conversations before it are kept.",
            "Send the file again and we go on from there.",
            (rows.Act("Choose the file again…", "#again"),),
        ),
        "toasts": [rows.Toast("Moved Rijnmond Waterlab to ally.", "/undo/1"), rows.Toast("Handed in. It now stands by “Trust a run through the night”.", "/undo/2")],
    }  # fmt: skip


def _today() -> dict[str, Any]:
    return {
        "entries": [
            {
                "name": "Saskia de Boer", "place": "Rijnmond Waterlab", "facts": ("Head of laboratory", "Partner · €412k"),
                "reasons": [
                    rows.Reason("late", "Our promise to her is due tomorrow", "audit trail for night runs, Seun has it in test", "#p"),
                    rows.Reason("disagree", "Two readings disagree", "money up 18 %, answers slower: 2 → 9 days", "#r"),
                ],
                "words": rows.Quote("If it stops at two in the morning I find out at seven, and by then the whole batch is waste.",
                                    medium="Call", said_on=date(2026, 11, 16), place="at 12:40", source_url="#call"),
                "ask": "What would a night look like that you could trust?",
                "acts": [rows.Act("Open the brief", "#brief", "main", short="Brief", name="brief"), rows.Act("+31 10 555 0142", "tel:+31105550142", short="Call"),
                         rows.Act("Put off…", opens="put-off", weight="quiet")],
            },
            {
                "name": "Declan Byrne", "place": "Severn Catchment", "facts": ("Operations manager", "Customer · €96k"),
                "reasons": [rows.Reason("late", "131 days since we last spoke both ways", "his latest is 60; we wrote twice, no answer", "#t")],
                "words": rows.Quote("I’d rather hear ‘we can’t’ than hear nothing.", medium="Visit", said_on=date(2026, 7, 11)),
                "ask": "Where did we leave you waiting?",
            },
            {
                "name": "Yuki Tanabe", "place": "Veltra Biologics", "facts": ("Assay lead", "Ally · €1.24M"),
                "reasons": [rows.Reason("good", "Something she asked for came out on Monday", "calibration reminders; asked on 3 March", "#d")],
                "words": rows.Quote("Nobody reminds me, so I’ve got a sticky note on the fume hood.", medium="Coffee", said_on=date(2026, 3, 3)),
                "ask": "Does the reminder let you take the note down?",
            },
            {
                "name": "Matthias Brunner", "place": "Alpenmilch", "facts": ("Dairy lab lead", "Partner · €288k"),
                "reasons": [
                    rows.Reason("rising", "Kelvora named by two people in three weeks", "none in the year before", "#k"),
                    rows.Reason("ask", "Never asked: how will the economy touch you?", "asked of 21 of 37 accounts", "#q"),
                ],
                "words": rows.Quote("Kelvora were in on Tuesday, they left us a unit to play with for a month.", medium="E-mail", said_on=date(2026, 11, 17)),
                "ask": "What is Kelvora’s unit easier at?",
            },
            {
                "name": "Priya Raman", "place": "Tessaly Battery", "facts": ("Process engineer", "Engaged · €330k"),
                "reasons": [rows.Reason("due", "Our forecast falls due on Monday", "“second line runs by December”, we said 70 %", "#f")],
                "words": rows.Quote("We’re hiring for line two but honestly the dry room isn’t even sealed yet.", medium="Call", said_on=date(2026, 9, 28)),
                "ask": "Is line two running, or what holds it?",
            },
        ],
        "ours": [
            rows.PromiseRow("Audit trail for night runs", "Rijnmond Waterlab · Seun", due_on=date(2026, 11, 20), url="#1"),
            rows.PromiseRow("Collect the loan unit", "Oberon Coatings · you", due_on=date(2026, 11, 23), url="#2"),
            rows.PromiseRow("Answer on reagent costs", "Meridian Pathology · Dario calls today", due_on=date(2026, 11, 17), url="#3"),
        ],
        "theirs": [
            rows.PromiseRow("Ten sample files from the pilot", "Veltra Biologics · Yuki Tanabe", due_on=TODAY, url="#4"),
            rows.PromiseRow("Three operators for a day along", "Clearbrook Utilities · Ros Achebe", due_on=date(2026, 11, 25), url="#5"),
        ],
        "heard": [
            rows.Quote("The new lad does it right the first time now, that’s the checklist.", speaker="Ros Achebe", account="Clearbrook",
                       heard_as="praise for", about="Anyone can run it right", about_url="#n1"),
            rows.Quote("We still print it, sign it, scan it. Every single day.", speaker="Joost van Leeuwen", account="Rijnmond",
                       heard_as="new words for", about="Show an auditor every step", about_url="#n2"),
            rows.Quote("Budget for consumables is cut by a tenth from January.", speaker="Femke Olsen", account="Nordhavn",
                       heard_as="cost pressure", about="tell Tomas", about_url="#n3"),
            rows.Quote("Could it just text me when it’s finished?", speaker="Owen Pryce", account="Brightmalt",
                       heard_as="new words for", about="Know it’s done, from anywhere", about_url="#n4"),
        ],
    }  # fmt: skip


def _account() -> dict[str, Any]:
    return {
        "claims": [
            ("They mean to run their three sites unattended at night by the summer of 2027.",
             rows.Quote("We can’t hire night people. Nobody can. So the machines have to do the night.", speaker="Saskia de Boer", said_on=date(2026, 11, 16))),
            ("Their next audit in May decides whether the third site may open, and it frightens them more than the cost does.",
             rows.Quote("If May goes wrong then Dordrecht stays a warehouse.", speaker="Amara Nwosu", said_on=date(2026, 9, 22))),
            ("IT, not the laboratory, will choose what talks to what. That is new since September.",
             rows.Quote("Anything that wants a port open comes past my desk now.", speaker="Joost van Leeuwen", said_on=date(2026, 10, 8))),
            ("They would rather have one supplier who tells them bad news than three who don’t.",
             rows.Quote("You told us the sensor was wrong before we found out. That counts here.", speaker="Saskia de Boer", said_on=date(2026, 6, 3))),
        ],
        "forecasts": [
            ("Third site opens by September 2027", 0.70, "Sep 2027"), ("Asks for night runs on all Terns by March", 0.85, "Mar 2027"),
            ("Puts the next purchase out to tender", 0.25, "Jun 2027"),
        ],
        "unknown": [("Who signs for the third site, Pieter or Ilse?", "never asked"), ("What would a lost night have cost in May?", "asked once, no figure")],
        "readings": [
            ("Contact", charts.Gauge(0.85, 0.78, 0.94, 0.8, said="Contact: good, as in spring"), "16 Nov · 5 of 9 people", False),
            ("Answers", charts.Gauge(0.30, 0.2, 0.4, 0.78, "unsure", said="Answers: slow, quick in spring"), "12 Nov · 8 of 8 asked", True),
            ("Money", charts.Gauge(0.83, 0.76, 0.9, 0.66, "unsure", said="Money: more than in spring"), "31 Oct · 3 of 3 sites", True),
            ("Promises", charts.Gauge(0.95, 0.9, 0.99, said="Promises: nearly all kept"), "today · 7 of 7", False),
            ("Voice", charts.Gauge(0.72, 0.56, 0.88, said="Voice: rather well, unsure"), "16 Nov · 23 sentences", False),
            ("Owner’s sense", charts.Gauge(0.8, 0.8, 0.8, stale=True, said="Owner’s sense: well, but from September"), "2 Sep · Ines, stale", False),
        ],
        "ours_there": ["Ines", "Seun", "Tomas", "Dario", "Eva"],
        "spread": [
            ("Saskia de Boer", "laboratory", (1.0, 0.7, 0.2, 0.0, 0.05), "good"), ("Amara Nwosu", "quality", (0.7, 0.4, 0, 0, 0), "good"),
            ("Hanneke Visser", "nights", (0, 0.2, 1.0, 0.4, 0), "good"), ("Pieter Wolters", "purchasing", (0.4, 0, 0, 0, 0), "good"),
            ("Joost van Leeuwen", "IT, new", (0.05, 0, 0, 0, 0), "unknown"), ("Bas Kuipers", "Delft", (0, 0, 0.7, 0.2, 0), "good"),
            ("Ilse Maas", "director", (0, 0, 0, 0, 0.05), "unknown"),
        ],
        "talks": _talks(),
        "turns": [
            charts.Turn(0.18, "partner", tone="ours"), charts.Turn(0.308, "wrong sensor, we said so", above=False),
            charts.Turn(0.48, "second site, no tender"), charts.Turn(0.78, "sent us Fjordmiljø"),
            charts.Turn(0.915, "new head of IT", tone="unsure"),
        ],
        "ticks": [charts.Tick(0, "Nov 24"), charts.Tick(0.167, "Mar 25"), charts.Tick(0.333, "Jul"), charts.Tick(0.5, "Nov 25"),
                  charts.Tick(0.667, "Mar 26"), charts.Tick(0.833, "Jul"), charts.Tick(1, "now")],
        "promises": [
            rows.PromiseRow("Audit trail for night runs", way="ours", due_on=date(2026, 11, 20), url="#1"),
            rows.PromiseRow("Loan Tern for the Delft audit", way="ours", due_on=date(2026, 12, 3), url="#2"),
            rows.PromiseRow("Two night logs a week, raw", way="theirs", day_words="weekly, kept", url="#3"),
            rows.PromiseRow("Introduce us to Ilse Maas", way="theirs", due_on=date(2026, 12, 10), url="#4"),
        ],
        "ledger": [("Typing saved, three sites", "+ 410 h", "both agree", ""), ("Batches lost at night", "− €31k", "both agree", ""),
                   ("Early price for pilot", "− €18k", "ours to bear", ""), ("Faster release of results", "+ €64k", "they say 40", "unsure")],
        "worry": rows.Reason("disagree", "Answers and money disagree.", ""),
    }  # fmt: skip


def _talks() -> list[charts.Talk]:
    seeded = random.Random(7)  # noqa: S311 - a picture, not a secret
    return [
        charts.Talk(at, seeded.betavariate(1.6, 2.2), seeded.random() < 0.35 + 0.3 * at, seeded.random() > 0.22)
        for at in sorted(seeded.betavariate(1.5, 1.0) for _ in range(96))
    ]
