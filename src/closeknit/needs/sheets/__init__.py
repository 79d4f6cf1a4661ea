"""Ratings out of a survey: columns of a file that a person says rate needs."""
