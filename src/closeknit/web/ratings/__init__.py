"""Ratings out of a survey: which columns of a file rate which needs."""
