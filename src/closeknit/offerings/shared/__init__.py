"""What people outside see of this room: our purpose, as far as we show it."""
