"""What we stand for and ship: the life-support map, offerings with their values, the purpose, and relevance beside competitors."""
