"""Evidence for a claim: what customers' words say for it and against it, and a need made of them."""
