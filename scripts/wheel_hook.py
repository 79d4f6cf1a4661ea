"""Refuses to build a wheel that could not hear: the language model's files are made, not kept in the repository."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEIGHTS = "src/closeknit/analysis/text/weights"
MADE = ("model.onnx", "tokenizer.json")


class WheelHook(BuildHookInterface):  # type: ignore[type-arg]  # generic only in hatchling's own stubs
    """Runs before a wheel is written."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raise FileNotFoundError for a wheel to be released without the model; an editable one may be made before it."""
        missing = [name for name in MADE if not (Path(self.root) / WEIGHTS / name).is_file()]
        if version == "standard" and missing:
            raise FileNotFoundError(f"{WEIGHTS} lacks {' and '.join(missing)}: run `make setup` first, it makes them.")
