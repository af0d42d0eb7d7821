"""Writes the attention of an exported BERT encoder as ONNX's own `Attention`, one node a layer.

Takes a graph of one unpadded sequence, quantised or not; gives it without what each layer's attention was
traced into, and without the mask, which hides nothing there. onnxruntime gives the same numbers, sooner.
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import helper

OPSET, IR = 23, 10  # the first that know Attention
_OUTPUT = "/attention/self/Reshape_3_output_0"  # of a layer: its heads side by side again


def fuse(path: Path, heads: int) -> None:
    """Rewrite the file in place.

    Args:
        heads: attention heads of a layer.
    """
    model = onnx.load(str(path))
    nodes = [_attention(n, heads) if n.output[0].endswith(_OUTPUT) else n for n in model.graph.node]
    kept, needed = _needed(nodes, {o.name for o in model.graph.output})
    weights = [i for i in model.graph.initializer if i.name in needed]
    for field, values in ((model.graph.node, kept), (model.graph.initializer, weights)):
        del field[:]
        field.extend(values)
    for told in model.opset_import:
        told.version = OPSET if not told.domain else told.version
    model.ir_version = max(model.ir_version, IR)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _attention(last: onnx.NodeProto, heads: int) -> onnx.NodeProto:
    """The node that gives what the last of a layer's attention gave."""
    layer = last.output[0].removesuffix(_OUTPUT) + "/attention/self"
    asked = [f"{layer}/{name}/Add_output_0" for name in ("query", "key", "value")]
    return helper.make_node(
        "Attention",
        asked,
        list(last.output),
        name=f"{layer}/Attention",
        q_num_heads=heads,
        kv_num_heads=heads,
    )


def _needed(nodes: list[onnx.NodeProto], wanted: set[str]) -> tuple[list[onnx.NodeProto], set[str]]:
    """The nodes that some outputs rest on, in their order, and all the names these read."""
    kept = []
    for node in reversed(nodes):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted = wanted.union(node.input)
    return kept[::-1], wanted
