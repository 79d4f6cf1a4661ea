"""How near each account stands and should stand: decisions with reasons, and the rhythm of contact."""
