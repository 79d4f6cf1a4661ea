"""The title of a need: phrases of its sentences, which of them is best, how it is stated."""
