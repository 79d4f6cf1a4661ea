"""The door for our own people: pages and the parts that move on them. A view parses, makes one domain call, and translates."""
