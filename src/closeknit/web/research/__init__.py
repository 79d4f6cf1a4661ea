"""Standing questions: the bank, one question across accounts, one account across years, and ticking them in a talk."""
