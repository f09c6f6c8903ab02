"""JSON Schema of the files of a pack, for editors: made from the types into which the files are decoded."""

from typing import Any

import msgspec

from reflectie.content.pack import Pack
from reflectie.domain.background import Background
from reflectie.domain.exercise import Exercise

SCHEMA_TYPES: dict[str, type] = {
    "werkvorm": Exercise,
    "pakket": Pack,
    "achtergrond": Background,
}
"""The type of each kind of file."""

_KIND_DESCRIPTIONS = {
    "read": "een korte tekst om te lezen",
    "recognise": "uitspraken: herken ik, soms, nu niet",
    "place": "een teken op een lijn",
    "explore": "het teken naar beide kanten schuiven",
    "ask": "een open vraag; zonder 'kind' is een stap een vraag",
    "situation": "de situatie waar dit over gaat",
    "choose": "kiezen uit een lijst",
    "pause": "een stille minuut",
    "date": "een dag, en als je wilt een tijd",
    "rows": "een lijst met vakken om in te vullen",
    "draw": "een tekening van wat er is ingevuld",
    "pick": "vragen waaruit de coach kiest",
    "each": "stappen die één keer per keuze of rij komen",
    "part": "een groep stappen die het slotscherm aanbiedt",
}


def json_schema(kind: str) -> dict[str, Any]:
    """Return the schema of a kind of file, one of ``SCHEMA_TYPES``.

    It accepts whatever the decoder accepts, and nothing else. The checks after decoding, such as whether an
    earlier step exists, cannot be put in a schema.
    """
    schema = msgspec.json.schema(SCHEMA_TYPES[kind])
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind, **schema}
    definitions: dict[str, Any] = schema["$defs"]
    for definition in definitions.values():
        # Written for programmers, in English.
        definition.pop("description", None)
        definition.pop("title", None)
        _describe_kind(definition)
    return schema


def _describe_kind(definition: dict[str, Any]) -> None:
    """Say what a step kind is. ``kind`` may be left out of an open question, as the decoder allows."""
    tag = definition.get("properties", {}).get("kind", {}).get("enum", [None])[0]
    if tag in _KIND_DESCRIPTIONS:
        definition["description"] = _KIND_DESCRIPTIONS[tag]
    if tag == "ask":
        definition["required"].remove("kind")


def encode_schema(kind: str) -> str:
    """Return the schema of a kind of file as JSON, ending in one line break."""
    encoded = msgspec.json.encode(_share_unions(json_schema(kind)))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _share_unions(schema: dict[str, Any]) -> dict[str, Any]:
    """Put the choice of all step kinds in one definition, in place of a copy of it in every list."""
    shared: dict[str, Any] = {}

    def share(node: Any) -> Any:
        if isinstance(node, list):
            return [share(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "discriminator" in node:
            shared["Step"] = {"anyOf": node["anyOf"]}
            return {"$ref": "#/$defs/Step"}
        return {key: share(value) for key, value in node.items()}

    result: dict[str, Any] = share(schema)
    result["$defs"] |= shared
    return result
