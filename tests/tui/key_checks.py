"""All keys of the program, read from the bindings of its screens and widgets."""

import importlib
import pkgutil

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

import reflectie.tui
from reflectie.tui.app import ReflectieApp
from reflectie.tui.widgets.key_bar import key_name

for _module in pkgutil.walk_packages(reflectie.tui.__path__, "reflectie.tui."):
    importlib.import_module(_module.name)


def own_subclasses(node_class: type[DOMNode]) -> list[type[DOMNode]]:
    """Every class of the program that derives from this one."""
    subclasses = [cls for child in node_class.__subclasses__() for cls in [child, *own_subclasses(child)]]
    return [cls for cls in subclasses if cls.__module__.startswith("reflectie.")]


CLASSES_WITH_KEYS = [
    kind
    for kind in dict.fromkeys((*own_subclasses(Screen), *own_subclasses(Widget), ReflectieApp))
    if kind.__dict__.get("BINDINGS") and "[" not in kind.__name__
]


def bindings(kind: type[DOMNode]) -> list[Binding]:
    """The bindings that a class declares itself, one for each key."""
    return [*Binding.make_bindings(kind.__dict__.get("BINDINGS", []))]


def letters() -> dict[str, list[str]]:
    """Every letter or other single character that does something, with the words for what it does."""
    found: dict[str, set[str]] = {}
    for binding in (binding for kind in CLASSES_WITH_KEYS for binding in bindings(kind)):
        sign = key_name(binding.key)
        if len(sign) == 1 and sign.isascii():
            found.setdefault(sign, set()).add(binding.description)
    return {sign: sorted(words) for sign, words in sorted(found.items())}
