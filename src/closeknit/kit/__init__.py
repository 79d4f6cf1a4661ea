"""What every room stands on and no room is about: viewer, operation, events, undo, tasks, clock, ids, search, mail, files."""
