"""How the circle is drawn: who is drawn, where the rings and sectors lie, and how names keep off each other."""
