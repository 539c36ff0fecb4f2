"""Examples for the published documents, made from their schemas: one that fits each, the same every time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

MAX_DEPTH = 8
_UUID = "0190a8f0-0000-7000-8000-000000000001"
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_BY_NAME: Mapping[str, str] = {
    "access_token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.c2lnbmF0dXJl",
    "code": "K7P2QX",
    "description": "What does everybody have in the morning?",
    "email": "ada@example.org",
    "join_url": "https://pulse.example.org/j/K7P2QX",
    "key": _UUID,
    "label": "Tea",
    "locale": "en",
    "message": "OK",
    "name": "Ada Lovelace",
    "organization": "Analytical Engines",
    "participant": "par_0q3w9x2v7k5m1t8r4y6z",
    "password": "ten letters or more",
    "question": "drink",
    "report": "rep_2m7x4q9k1v6t3w8z5y0r",
    "request_id": "req_7t3k9z1q5x8v2m4w6y0r",
    "self": "/api/v1/surveys/srv_4x8t2k6q0v9m3w7z1y5r",
    "session": "ses_5m9q3x7t1v4k8z2w6y0r",
    "survey": "srv_4x8t2k6q0v9m3w7z1y5r",
    "survey_title": "Breakfast",
    "timezone": "Europe/Berlin",
    "title": "Breakfast",
    "token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwYXJfMSJ9.c2lnbmF0dXJl",
    "url": "https://example.org/hook",
    "version": "1",
}
_KEYS: Mapping[str, str] = {"links": "self", "translations": "de", "texts": "de", "de": "first"}
"""What the keys of these objects are; the schemas do not say it."""
_BY_FORMAT: Mapping[str, str] = {
    "binary": "…",
    "byte": "aGVsbG8=",
    "date": "2026-11-24",
    "date-time": "2026-11-24T09:30:00Z",
    "duration": "PT30S",
    "email": "ada@example.org",
    "time": "09:30:00Z",
    "uri": "https://example.org/",
    "uuid": _UUID,
}
_CANDIDATES = (
    "drink", "tea", "Breakfast", _UUID, "K7P2QX", "en", "en-GB", "#2563eb", "09:30", "2026-11-24", "42",
    "ada@example.org", "https://example.org/", "/api/v1/surveys", "Europe/Berlin", "+493012345678", "surveys:read",
    "123456", _DIGEST[:40], _DIGEST, "ip_0123456789abcdef", "c2VjcmV0LXNlY3JldC1zZWNyZXQ",
)  # fmt: skip
_SIBLINGS: tuple[dict[str, str], ...] = ({}, {"id": "coffee", "label": "Coffee"}, {"id": "water", "label": "Water"})


class ExampleMaker:
    """Resolves references against the schemas of one document."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self._schemas = schemas

    def example(self, schema: Json, name: str = "", depth: int = 0) -> Any:
        """A value that fits; ``name`` is the property it stands for."""
        if reference := schema.get("$ref"):
            return self.example(self._schemas[reference.rpartition("/")[2]], name, depth + 1)
        for key in ("const", "default"):
            if schema.get(key) is not None:
                return schema[key]
        for key in ("examples", "enum"):
            if isinstance(schema.get(key), list) and schema[key]:
                return schema[key][0]
        for key in ("oneOf", "anyOf"):
            if options := schema.get(key):
                return self._of_first({**schema, key: None}, options, name, depth)
        return self._of_type(schema, name, depth)

    def _of_first(self, outer: Json, options: list[Json], name: str, depth: int) -> Any:
        real = [option for option in options if option.get("type") != "null"]
        shared = {key: value for key, value in outer.items() if value is not None and key != "description"}
        return self.example(
            {**shared, **real[0]} if real and "$ref" not in real[0] else (real or options)[0], name, depth
        )

    def _of_type(self, schema: Json, name: str, depth: int) -> Any:
        kinds = schema.get("type", "object" if "properties" in schema else "string")
        kind = next(one for one in kinds if one != "null") if isinstance(kinds, list) else kinds
        match kind:
            case "object":
                return self._object(schema, name, depth)
            case "array":
                return self._array(schema, name, depth)
            case "integer" | "number":
                return _number(schema)
            case "boolean":
                return True
            case "null":
                return None
            case _:
                return _string(schema, name)

    def _object(self, schema: Json, name: str, depth: int) -> Json:
        required = set(schema.get("required", ()))
        made = {
            field: self.example(inner, field, depth + 1)
            for field, inner in schema.get("properties", {}).items()
            if field in required or depth < MAX_DEPTH // 2
        }
        others = schema.get("additionalProperties")
        if isinstance(others, dict) and others and not made and depth < MAX_DEPTH:
            key = _KEYS.get(name) or _string(schema.get("propertyNames", {}), "question")
            return {key: self.example(others, key, depth + 1)}
        return made

    def _array(self, schema: Json, name: str, depth: int) -> list[Any]:
        least = schema.get("minItems", 0)
        count = max(least, 1 if depth < MAX_DEPTH else 0)
        one = self.example(schema.get("items", {}), name.removesuffix("s"), depth + 1) if count else None
        if not isinstance(one, dict):
            return [one] * count
        siblings = (_SIBLINGS[min(position, 2)] for position in range(count))
        return [{**one, **{key: text for key, text in sibling.items() if key in one}} for sibling in siblings]


def _number(schema: Json) -> float:
    return int(max(schema.get("minimum", 1), min(1, schema.get("maximum", 1))))


def _string(schema: Json, name: str) -> str:
    sized = _BY_FORMAT.get(schema.get("format", ""))
    candidates = [sized, _BY_NAME.get(name), *_CANDIDATES, "x" * int(schema.get("minLength", 0))]
    return next((one for one in candidates if one is not None and _fits(one, schema)), "")


def _fits(text: str, schema: Json) -> bool:
    long_enough = schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text))
    return bool(long_enough and re.search(schema.get("pattern", ""), text))
