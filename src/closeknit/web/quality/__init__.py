"""Quality: how well this house's words are heard, what hearing learned from its people, and checking twenty sentences blind."""
