"""The part that decides: plain values and dates in, frozen answers with their reasons out.

Pure Python on plain values and arrays. No Django, no network, no clock, no unseeded randomness, and no file but the
packaged weights. Usable alone in a notebook.
"""
