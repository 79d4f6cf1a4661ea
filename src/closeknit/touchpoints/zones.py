"""The house's own time zone, also before anybody has set the house up."""

from closeknit.identity import queries as identity_queries


def of_house() -> str:
    """Return the name of the house's time zone; UTC where nobody has said it yet."""
    house = identity_queries.find_house()
    return house.zone if house else "UTC"
