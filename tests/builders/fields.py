"""Which fields a JSON body may have by its schema in the OpenAPI document, and which of them a body gives a value."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Json = Any
Field = tuple[str, str]
"""The name of a schema and that of its property."""


class Fields:
    def __init__(self, document: Json) -> None:
        self._schemas = document["components"]["schemas"]

    def of(self, schema: Json) -> set[Field]:
        """Every field that a body of this schema may have, at any depth; not the tags of unions."""
        found: set[Field] = set()
        self._collect(schema, found)
        return found

    def given(self, schema: Json, body: Json) -> Iterator[tuple[Field, str]]:
        """(field, value as JSON) of all that the body says, at any depth."""
        for kind in self._kinds(schema, body):
            if isinstance(body, dict) and "properties" in kind:
                for name, value in body.items():
                    yield (kind["title"], name), json.dumps(value, sort_keys=True)
                    yield from self.given(kind["properties"][name], value)
            elif isinstance(body, dict) and "additionalProperties" in kind:
                for value in body.values():
                    yield from self.given(kind["additionalProperties"], value)
            elif isinstance(body, list):
                for value in body:
                    yield from self.given(kind.get("items", {}), value)

    def _collect(self, schema: Json, found: set[Field]) -> None:
        for kind in self._alternatives(schema):
            for name, inner in kind.get("properties", {}).items():
                field = (kind["title"], name)
                if "const" not in inner and field not in found:
                    found.add(field)
                    self._collect(inner, found)
            for part in ("items", "additionalProperties"):
                if isinstance(kind.get(part), dict):
                    self._collect(kind[part], found)

    def _kinds(self, schema: Json, body: Json) -> Iterator[Json]:
        """The alternatives whose tag, if they have one, is the body's."""
        for kind in self._alternatives(schema):
            tags = {name: inner["const"] for name, inner in kind.get("properties", {}).items() if "const" in inner}
            if not tags or (isinstance(body, dict) and tags.items() <= body.items()):
                yield kind

    def _alternatives(self, schema: Json) -> Iterator[Json]:
        if "$ref" in schema:
            yield from self._alternatives(self._schemas[schema["$ref"].rpartition("/")[2]])
        elif "oneOf" in schema:
            for one in schema["oneOf"]:
                yield from self._alternatives(one)
        else:
            yield schema
