"""How days and times are written outside, where a language leaves it open."""
