"""Which type is meant at a path: so that a message can name the keys and words that fit there."""

import types
import typing
from enum import Enum
from typing import Any

import msgspec

from reflectie.content.tree import Node, Tree, steps_of


def keys_at(tree: Tree, path: str, whole: type) -> list[str]:
    """The keys that may stand in the mapping at a path, in a file that is meant to be a ``whole``."""
    kind = _type_at(tree, path, whole)
    config = getattr(kind, "__struct_config__", None)
    if config is None:
        return []
    tag = [config.tag_field] if config.tag_field else []
    return tag + [field.encode_name for field in msgspec.structs.fields(kind)]


def words_at(tree: Tree, path: str, whole: type) -> list[str]:
    """The words that may stand at a path: members of an enumeration, or the kinds of a step."""
    if path.endswith(".kind"):
        above = _type_at(tree, path.removesuffix(".kind"), whole, narrow=False)
        return [str(member.__struct_config__.tag) for member in typing.get_args(above)]
    return [word for part in _parts(_type_at(tree, path, whole)) for word in _words(part)]


def _words(kind: Any) -> list[str]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(member.value) for member in kind]
    return [str(word) for word in typing.get_args(kind)] if typing.get_origin(kind) is typing.Literal else []


def _type_at(tree: Tree, path: str, whole: type, narrow: bool = True) -> Any:
    """The type at the end of a path; ``narrow`` picks from a union of steps the one that stands there."""
    kind: Any = whole
    node: Node = tree.root
    for step in steps_of(path):
        kind, node = _narrowed(kind, node), _below(node, step)
        if isinstance(step, int):
            kind = next(iter(typing.get_args(kind)), None)
        else:
            fields = msgspec.structs.fields(kind) if hasattr(kind, "__struct_config__") else ()
            kind = next((field.type for field in fields if field.encode_name == step), None)
    return _narrowed(kind, node) if narrow else kind


def _below(node: Node, step: str | int) -> Node:
    if isinstance(node, dict) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    return None


def _narrowed(kind: Any, node: Node) -> Any:
    """Of a union of tagged structs, the one whose tag stands in the file; anything else as it is."""
    tag = node.get("kind") if isinstance(node, dict) else None
    for part in _parts(kind):
        config = getattr(part, "__struct_config__", None)
        if config and config.tag_field and config.tag == tag:
            return part
    return kind


def _parts(kind: Any) -> tuple[Any, ...]:
    union = typing.get_origin(kind) in (typing.Union, types.UnionType)
    return typing.get_args(kind) if union else (kind,)
