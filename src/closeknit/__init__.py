"""Closeknit: customer partnership, from the words somebody said to the promise kept."""

import os

# Linear algebra on one thread: our arrays are small, and threads that wait for each other cost more than they bring.
# Set here because numpy reads it when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
