"""The ONNX graph of all-MiniLM-L6-v2 (BERT, six layers), written node by node so that no training library is needed.

The graph takes the token ids of ONE sentence. Dynamic quantisation scales a whole tensor at a time, so in a batch each
sentence's vector would depend on its neighbours; a graph without a batch axis makes that mistake impossible.

Source: Devlin et al. 2019 (BERT); Wang et al. 2020 (MiniLM); Reimers & Gurevych 2019 (mean pooling).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

Array = npt.NDArray[np.generic]
Floats = npt.NDArray[np.float32]

HIDDEN, HEADS, LAYERS, MIDDLE_LAYER = 384, 12, 6, 4
HEAD_SIZE = HIDDEN // HEADS
# Seven bits and not eight: without VNNI the eight-bit product saturates, and vectors would differ by machine.
WEIGHT_LEVELS = 63


def build_graph(weights: Mapping[str, Floats], *, quantised: bool) -> onnx.ModelProto:
    """Return the model: `ids` int64 [n] in; `vector` float32 [384] and `middle` float32 [1152] out.

    `vector` is the mean of the last layer at unit length. `middle` is mean, first token and maximum of layer 4, which
    keeps the mood and syntax that the last layer throws away.
    `weights` are the tensors of the published model by their published names.
    """
    writer = _Writer(weights, quantised)
    hidden = writer.embed("ids")
    for layer in range(LAYERS):
        hidden = writer.encode(hidden, f"encoder.layer.{layer}")
        if layer + 1 == MIDDLE_LAYER:
            middle = hidden
    writer.pool_vector(hidden)
    writer.pool_middle(middle)
    graph = helper.make_graph(
        writer.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
        [
            helper.make_tensor_value_info("vector", TensorProto.FLOAT, [HIDDEN]),
            helper.make_tensor_value_info("middle", TensorProto.FLOAT, [3 * HIDDEN]),
        ],
        writer.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], producer_name="closeknit")
    model.ir_version = 10
    onnx.checker.check_model(model)
    return model


class _Writer:
    """Collects nodes and constants; each method appends one block and returns the name of its output."""

    def __init__(self, weights: Mapping[str, Floats], quantised: bool) -> None:
        self.weights = weights
        self.quantised = quantised
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def embed(self, ids: str) -> str:
        words = self._look_up("embeddings.word_embeddings.weight", ids)
        count = self._node("Shape", [ids])
        length = self._node("Squeeze", [count])
        places = self._node("Range", [self._value(np.int64(0)), length, self._value(np.int64(1))])
        # Every token is of type 0 here, so its row is folded into the positions.
        table = self.weights["embeddings.position_embeddings.weight"]
        table = table + self.weights["embeddings.token_type_embeddings.weight"][0]
        positions = self._node("Gather", [self._value(table), places])
        return self._normalise(self._node("Add", [words, positions]), "embeddings.LayerNorm")

    def encode(self, hidden: str, layer: str) -> str:
        attended = self._attend(hidden, f"{layer}.attention.self")
        attended = self._linear(attended, [f"{layer}.attention.output.dense"])
        hidden = self._normalise(self._node("Add", [attended, hidden]), f"{layer}.attention.output.LayerNorm")
        inner = self._node("Gelu", [self._linear(hidden, [f"{layer}.intermediate.dense"])])
        outer = self._linear(inner, [f"{layer}.output.dense"])
        return self._normalise(self._node("Add", [outer, hidden]), f"{layer}.output.LayerNorm")

    def pool_vector(self, hidden: str) -> None:
        mean = self._node("ReduceMean", [hidden, self._value(np.array([0]))], keepdims=0)
        length = self._node("ReduceL2", [mean, self._value(np.array([0]))], keepdims=1)
        self._node("Div", [mean, length], output="vector")

    def pool_middle(self, hidden: str) -> None:
        rows = self._value(np.array([0]))
        mean = self._node("ReduceMean", [hidden, rows], keepdims=0)
        first = self._node("Gather", [hidden, self._value(np.int64(0))], axis=0)
        top = self._node("ReduceMax", [hidden, rows], keepdims=0)
        self._node("Concat", [mean, first, top], output="middle", axis=0)

    def _attend(self, hidden: str, name: str) -> str:
        together = self._linear(hidden, [f"{name}.query", f"{name}.key", f"{name}.value"])
        parted = self._node("Reshape", [together, self._value(np.array([-1, 3, HEADS, HEAD_SIZE]))])
        parted = self._node("Transpose", [parted], perm=[1, 2, 0, 3])
        query, key, value = (self._node("Gather", [parted, self._value(np.int64(i))], axis=0) for i in range(3))
        turned = self._node("Transpose", [key], perm=[0, 2, 1])
        scores = self._node("MatMul", [query, turned])
        scores = self._node("Mul", [scores, self._value(np.float32(HEAD_SIZE**-0.5))])
        mixed = self._node("MatMul", [self._node("Softmax", [scores], axis=-1), value])
        back = self._node("Transpose", [mixed], perm=[1, 0, 2])
        return self._node("Reshape", [back, self._value(np.array([-1, HIDDEN]))])

    def _linear(self, x: str, names: list[str]) -> str:
        weight = np.concatenate([self.weights[f"{name}.weight"] for name in names]).T
        bias = self._value(np.concatenate([self.weights[f"{name}.bias"] for name in names]))
        if not self.quantised:
            return self._node("Add", [self._node("MatMul", [x, self._value(weight)]), bias])
        whole, scale = quantise(weight, axis=0)
        levels, step, zero = self._nodes("DynamicQuantizeLinear", [x], 3)
        product = self._node("MatMulInteger", [levels, self._value(whole), zero, self._value(np.int8(0))])
        factor = self._node("Mul", [step, self._value(scale.ravel())])
        product = self._node("Mul", [self._node("Cast", [product], to=TensorProto.FLOAT), factor])
        return self._node("Add", [product, bias])

    def _look_up(self, name: str, ids: str) -> str:
        if not self.quantised:
            return self._node("Gather", [self._value(self.weights[name]), ids])
        whole, scale = quantise(self.weights[name], axis=1, levels=127)
        rows = self._node("Cast", [self._node("Gather", [self._value(whole), ids])], to=TensorProto.FLOAT)
        return self._node("Mul", [rows, self._node("Gather", [self._value(scale), ids])])

    def _normalise(self, x: str, name: str) -> str:
        scale, bias = self._value(self.weights[f"{name}.weight"]), self._value(self.weights[f"{name}.bias"])
        return self._node("LayerNormalization", [x, scale, bias], epsilon=1e-12, axis=-1)

    def _value(self, array: Array | np.generic) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array).reshape(np.shape(array)), name))
        return name

    def _node(self, kind: str, inputs: list[str], *, output: str | None = None, **attributes: Any) -> str:
        return self._nodes(kind, inputs, 1, output, **attributes)[0]

    def _nodes(
        self, kind: str, inputs: list[str], count: int, output: str | None = None, **attributes: Any
    ) -> list[str]:
        names = [output or f"{kind}{len(self.nodes)}_{i}" for i in range(count)]
        self.nodes.append(helper.make_node(kind, inputs, names, name=f"{kind}{len(self.nodes)}", **attributes))
        return names


def quantise(weight: Floats, *, axis: int, levels: int = WEIGHT_LEVELS) -> tuple[npt.NDArray[np.int8], Floats]:
    """Return int8 weights in ±`levels` and the float32 scale per slice along `axis`, so that product ≈ weight."""
    scale = np.maximum(np.abs(weight).max(axis=axis, keepdims=True), 1e-12).astype(np.float32) / np.float32(levels)
    return np.rint(weight / scale).astype(np.int8), scale
