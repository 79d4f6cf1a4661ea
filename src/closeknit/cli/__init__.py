"""The command line: one of the doors."""

import os

# Sums of many threads differ in their last bits from machine to machine; the same words must give the same needs. It has to be said
# before numpy is loaded, by us or by the processes that we start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
