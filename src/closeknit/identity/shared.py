"""What people outside see of the house: its name, its look, its zone; and the login that they come in with."""

from closeknit.identity.events import WallCheckAsked
from closeknit.identity.models import Login
from closeknit.identity.queries import HouseRow, find_house, remembering_house

__all__ = ["HouseRow", "Login", "WallCheckAsked", "find_house", "remembering_house"]
