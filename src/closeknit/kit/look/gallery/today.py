"""The words of the page Today; nobody said any of them."""

from datetime import date
from typing import Any

from closeknit.kit.look import rows

PAGE: dict[str, Any] = {
    "entries": [
        {
            "name": "Saskia de Boer",
            "place": "Rijnmond Waterlab",
            "facts": ("Head of laboratory", "Partner · €412k"),
            "reasons": [
                rows.Reason(
                    "late",
                    "Our promise to her is due tomorrow",
                    "audit trail for night runs, Seun has it in test",
                    "#p",
                ),
                rows.Reason("disagree", "Two readings disagree", "money up 18 %, answers slower: 2 → 9 days", "#r"),
            ],
            "words": rows.Quote(
                "If it stops at two in the morning I find out at seven, and by then the whole batch is waste.",
                medium="Call",
                said_on=date(2026, 11, 16),
                place="at 12:40",
                source_url="#call",
            ),
            "ask": "What would a night look like that you could trust?",
            "acts": [
                rows.Act("Open the brief", "#brief", "main", short="Brief", name="brief"),
                rows.Act("+31 10 555 0142", "tel:+31105550142", short="Call"),
                rows.Act("Put off…", opens="put-off", weight="quiet"),
            ],
        },
        {
            "name": "Declan Byrne",
            "place": "Severn Catchment",
            "facts": ("Operations manager", "Customer · €96k"),
            "reasons": [
                rows.Reason(
                    "late",
                    "131 days since we last spoke both ways",
                    "his latest is 60; we wrote twice, no answer",
                    "#t",
                )
            ],
            "words": rows.Quote(
                "I’d rather hear ‘we can’t’ than hear nothing.", medium="Visit", said_on=date(2026, 7, 11)
            ),
            "ask": "Where did we leave you waiting?",
        },
        {
            "name": "Yuki Tanabe",
            "place": "Veltra Biologics",
            "facts": ("Assay lead", "Ally · €1.24M"),
            "reasons": [
                rows.Reason(
                    "good",
                    "Something she asked for came out on Monday",
                    "calibration reminders; asked on 3 March",
                    "#d",
                )
            ],
            "words": rows.Quote(
                "Nobody reminds me, so I’ve got a sticky note on the fume hood.",
                medium="Coffee",
                said_on=date(2026, 3, 3),
            ),
            "ask": "Does the reminder let you take the note down?",
        },
        {
            "name": "Matthias Brunner",
            "place": "Alpenmilch",
            "facts": ("Dairy lab lead", "Partner · €288k"),
            "reasons": [
                rows.Reason("rising", "Kelvora named by two people in three weeks", "none in the year before", "#k"),
                rows.Reason("ask", "Never asked: how will the economy touch you?", "asked of 21 of 37 accounts", "#q"),
            ],
            "words": rows.Quote(
                "Kelvora were in on Tuesday, they left us a unit to play with for a month.",
                medium="E-mail",
                said_on=date(2026, 11, 17),
            ),
            "ask": "What is Kelvora’s unit easier at?",
        },
        {
            "name": "Priya Raman",
            "place": "Tessaly Battery",
            "facts": ("Process engineer", "Engaged · €330k"),
            "reasons": [
                rows.Reason(
                    "due", "Our forecast falls due on Monday", "“second line runs by December”, we said 70 %", "#f"
                )
            ],
            "words": rows.Quote(
                "We’re hiring for line two but honestly the dry room isn’t even sealed yet.",
                medium="Call",
                said_on=date(2026, 9, 28),
            ),
            "ask": "Is line two running, or what holds it?",
        },
    ],
    "ours": [
        rows.PromiseRow("Audit trail for night runs", "Rijnmond Waterlab · Seun", due_on=date(2026, 11, 20), url="#1"),
        rows.PromiseRow("Collect the loan unit", "Oberon Coatings · you", due_on=date(2026, 11, 23), url="#2"),
        rows.PromiseRow(
            "Answer on reagent costs", "Meridian Pathology · Dario calls today", due_on=date(2026, 11, 17), url="#3"
        ),
    ],
    "theirs": [
        rows.PromiseRow(
            "Ten sample files from the pilot", "Veltra Biologics · Yuki Tanabe", due_on=date(2026, 11, 19), url="#4"
        ),
        rows.PromiseRow(
            "Three operators for a day along", "Clearbrook Utilities · Ros Achebe", due_on=date(2026, 11, 25), url="#5"
        ),
    ],
    "heard": [
        rows.Quote(
            "The new lad does it right the first time now, that’s the checklist.",
            speaker="Ros Achebe",
            account="Clearbrook",
            heard_as="praise for",
            about="Anyone can run it right",
            about_url="#n1",
        ),
        rows.Quote(
            "We still print it, sign it, scan it. Every single day.",
            speaker="Joost van Leeuwen",
            account="Rijnmond",
            heard_as="new words for",
            about="Show an auditor every step",
            about_url="#n2",
        ),
        rows.Quote(
            "Budget for consumables is cut by a tenth from January.",
            speaker="Femke Olsen",
            account="Nordhavn",
            heard_as="cost pressure",
            about="tell Tomas",
            about_url="#n3",
        ),
        rows.Quote(
            "Could it just text me when it’s finished?",
            speaker="Owen Pryce",
            account="Brightmalt",
            heard_as="new words for",
            about="Know it’s done, from anywhere",
            about_url="#n4",
        ),
    ],
}
