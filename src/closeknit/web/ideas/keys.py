"""The single letters that work on the ideas' list, as the `?` dialog lists them."""

LIST = (
    ("Next idea", "j"),
    ("Idea before", "k"),
    ("Choose it", "x"),
    ("Open it", "o"),
    ("Merge the chosen", "m"),
    ("Undo", "u"),
)
