"""The thread from somebody's words to what they said when they were told what became of them: read from any id on it."""
