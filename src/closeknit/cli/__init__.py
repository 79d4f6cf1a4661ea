"""The door for the terminal: one command, `closeknit`, with a word for each thing it does."""
