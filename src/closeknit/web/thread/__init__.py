"""The thread from somebody's words to what they said when they were told: as a line on the pages that it runs through, and whole."""
