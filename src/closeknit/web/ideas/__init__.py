"""Ideas: the list, one of them, giving, answering, merging, and how the duty to answer is kept."""
