"""What we stand for and ship, how well it meets the needs, and the sessions in which it is made anew."""
