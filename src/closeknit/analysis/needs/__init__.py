"""Needs: found in a stream of sentences, named, and kept for ever."""
