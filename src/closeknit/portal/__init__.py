"""The outside's door: the shared site of an account and us, and the open portal for anyone.

It imports from the rooms only what they keep for people outside, their modules called `shared` (tests/structure/test_outside.py), and never
anything of our own door. Every address stands in `wall.py`.
"""

# The addresses of this door begin so.
PREFIXES = ("/shared/", "/portal/")
