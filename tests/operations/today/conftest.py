"""The town of the touchpoints room: Harrow Fell with Ana and Derek, Luddon with Ana Brook and Kim."""

from tests.operations.touchpoints.conftest import town

__all__ = ["town"]
