"""The numbers on the open portal that are counted over rows of others, and are declared public: the wall's proof leaves them out.

Everything else outside is the same whatever other accounts do.
"""

PUBLIC_NUMBERS: dict[str, str] = {
    "n_votes": "how many people voted for an idea on the portal themselves; what one of us wrote down for somebody is not in it",
    "n_comments": "how many comments can be read in the discussion of an idea that is shown",
    "number": "the short number of an idea, from the portal's own count: ideas that are not shown there never move it",
    "median_days": "until half of the ideas shown on the portal had their answer",
    "in_time": "the share of the ideas shown on the portal that were answered by their day",
    "n_in_use": "how many ideas shown on the portal are in use",
    "n_queue": "how many ideas wait on the portal for an answer, and whether one more would break the promise",
    "place": "one's own place on the waiting list",
}
