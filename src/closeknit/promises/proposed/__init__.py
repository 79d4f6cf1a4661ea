"""What the other side writes about promises on the shared site, and what we answer: proposed promises, and objections."""
