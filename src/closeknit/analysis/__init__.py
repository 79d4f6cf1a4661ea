"""The part that decides: plain values and dates in, frozen answers with their reasons out.

Pure Python on plain values and arrays. No Django, no network, no clock, no unseeded randomness, and no file but the
packaged weights. Usable alone in a notebook.
"""

import os

# Read by numpy's linear algebra when it is first loaded. Our products are small and run beside the language model's own
# threads: waking more for each costs far more than the product (measured on a busy machine: 1.1 ms a sentence
# against 0.3 for the needs). Whoever sets it otherwise, or has loaded numpy before, keeps their choice.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
