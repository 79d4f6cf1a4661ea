"""What both sides say about something, as the outside sees it: a part that any page of this door can mount, and a page of its own."""
