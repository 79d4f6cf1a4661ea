"""Telling people outside what happened for them: by mail at once, once a day, or not, as each of them wishes."""
