"""The only reader of the packaged weights."""

from __future__ import annotations

from importlib import resources


class MissingWeightsError(RuntimeError):
    """A packaged file of the language model is not there; the message says how to make it."""


def read_weights(name: str) -> bytes:
    """Return the bytes of a file in the weights folder, or raise MissingWeightsError."""
    try:
        return resources.files("closeknit.analysis.text").joinpath("weights", name).read_bytes()
    except FileNotFoundError as error:
        sentence = f"The language model's file {name} is not there. Run `make setup` once to make it."
        raise MissingWeightsError(sentence) from error
