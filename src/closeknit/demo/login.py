"""The ready login of the demo company. It opens nothing but invented people, so it may stand on the sign-in page."""

NAME = "Hannah Birtwistle"
EMAIL = "hannah.birtwistle@emberandvale.example"
PASSWORD = "ember and vale"  # noqa: S105  # no secret: it is printed, and the sign-in page of a demo house shows it
