"""Who they are: accounts, their standing, people and their places, competitors; and who of ours looks after whom."""
