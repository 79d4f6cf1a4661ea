"""The part that decides: plain values and dates in, frozen answers with their reasons out.

Pure Python on plain values and arrays. No Django, no network, no clock, no unseeded randomness, and no file but the
packaged weights. Usable alone in a notebook: the names below can be imported from here (docs/notebook.ipynb).
"""

import importlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closeknit.analysis.library import (
        Analysis,
        Because,
        FoundNeed,
        Grouping,
        Heard,
        Language,
        MissingWeightsError,
        Named,
        Sentence,
        Shift,
        SignalCode,
        cut_sentences,
        explain_signal,
        find_needs,
        guess_language,
        hear,
        learn_shift,
        name_need,
    )

# Read by numpy's linear algebra when it is first loaded. Our products are small and run beside the language model's own
# threads: waking more for each costs far more than the product (measured on a busy machine: 1.1 ms a sentence
# against 0.3 for the needs), and sums of many threads differ in their last bits from machine to machine. Whoever sets it
# otherwise, or has loaded numpy before, keeps their choice, but while needs are found (`needs.lanes`).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = [
    "Analysis",
    "Because",
    "FoundNeed",
    "Grouping",
    "Heard",
    "Language",
    "MissingWeightsError",
    "Named",
    "Sentence",
    "Shift",
    "SignalCode",
    "cut_sentences",
    "explain_signal",
    "find_needs",
    "guess_language",
    "hear",
    "learn_shift",
    "name_need",
]


def __getattr__(name: str) -> object:
    """Return a name of the library, which is loaded only now: most who import a part of the analysis need no model."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("closeknit.analysis.library"), name)
