"""Lists of small words that several modules read."""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Never the end of a sentence, whatever follows.
TITLES = _listed("""
    mr mrs ms dr prof st mt hr fr mme mlle sr sra dhr mevr ing dipl messrs gen lt col rev hon
""")

# The end of a sentence only when what follows looks like the beginning of one.
ABBREVIATIONS = _listed("""
    etc e.g i.e eg ie vs cf approx ca resp incl excl max min dept fig figs no nos nr vol pp p ed est inc ltd
    corp co llc jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun tel ext a.m p.m u.s
    u.k e.u z.b d.h bzw usw ggf evtl bijv enz p.ej c.-à-d ex
""")

# Begin a sentence more often than they follow an abbreviation.
STARTERS = _listed("""
    a all also although an and another any are as at because but can could did do does for from he her his how
    however i i'd i'm i've if in is it it's its just maybe my no not now of on once one or our perhaps please
    she since so some sometimes still thank thanks that that's the their then there there's these they they're
    this those though to today we we'd we're we've what when where which while who why will with would yes yet
    you your
""")

# A line that ends so goes on in the next one.
OPEN_ENDS = _listed("""
    a an the to of and or but with for in on at by from as than that which who is are was were be been will
    would can could should our your my their his her its this these not very more most so if when because while
    about into
""")
