"""A form for any web page: what is written there comes to the portal's moderation."""
