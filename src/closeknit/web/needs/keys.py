"""The single letters that work on the needs' pages, as the `?` dialog lists them."""

LIST = (
    ("Next need", "j"),
    ("Need before", "k"),
    ("Choose it", "x"),
    ("Open it", "o"),
    ("Merge the chosen", "m"),
    ("Dismiss the chosen", "d"),
    ("Undo", "u"),
)
ONE = (
    ("Next sentence", "j"),
    ("Sentence before", "k"),
    ("Choose it", "x"),
    ("Split off the chosen", "s"),
    ("Move the chosen", "v"),
    ("Not this one", "n"),
    ("Restate", "r"),
    ("Merge the need", "m"),
    ("Dismiss the need", "d"),
    ("Undo", "u"),
)
JOBS = (
    ("Next need", "j"),
    ("Need before", "k"),
    ("Choose it", "x"),
    ("Open it", "o"),
    ("Hang the chosen on a job", "h"),
    ("Take the chosen down", "d"),
    ("Add a job", "a"),
    ("Undo", "u"),
)
