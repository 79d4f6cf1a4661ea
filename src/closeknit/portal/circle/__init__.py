"""The circle from the side of whoever looks: who is in it, and what is in it for both."""
