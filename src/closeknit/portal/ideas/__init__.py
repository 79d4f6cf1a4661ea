"""The open portal: ideas of anybody, votes, our answers, and how we keep our word to answer."""
