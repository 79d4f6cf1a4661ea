"""How well what we ship meets the needs: the life-support map, cell by cell, with the words and the history of each."""
