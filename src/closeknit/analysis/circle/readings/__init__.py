"""Six independent gauges of one relationship, and the alarm that rises where they disagree or go stale.

There is no score: a mean of six gauges hides exactly what one should worry about.
"""
