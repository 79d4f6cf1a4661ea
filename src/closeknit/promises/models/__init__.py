"""Tables of promises, a file for each noun."""

from closeknit.promises.models.promise import Move, Promise

__all__ = ["Move", "Promise"]
