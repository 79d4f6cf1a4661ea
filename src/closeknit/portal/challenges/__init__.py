"""Challenges that are open to suppliers, innovators and customers, in a shared site and on the portal."""
