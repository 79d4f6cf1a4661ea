"""Constructive feedback both ways: asked for with a why and acted on; given after it was checked and read by a second pair of eyes."""
