"""How the codes of adjacent needs are said."""

CONFIDENCE = {"guess": "a guess", "told": "told by them", "seen": "seen on paper"}
REACH = {"account": "for colleagues", "portal": "for other companies", "public": "for everyone"}
PARTS = (
    ("why", "Why", "What they want to be rid of or be able to do, and what happens while nobody meets it."),
    ("who", "For whom", "Who would use it first, and who would pay."),
    ("size", "How large", "What you make of the figures beside this."),
    ("questions", "What we do not know", "A line each; each is a question for somebody."),
    ("conditions", "What would have to be true", "What must hold for this to be worth making."),
    ("next_step", "Next step", "Who does what, by when."),
)
