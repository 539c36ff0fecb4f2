"""Short words for ``$jsonSchema``: what one kind of field looks like."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

STRING: Schema = {"bsonType": "string"}
NAME: Schema = {"bsonType": "string", "minLength": 1, "maxLength": 500}
DATE: Schema = {"bsonType": "date"}
DATE_OR_NULL: Schema = {"bsonType": ["date", "null"]}
STRING_OR_NULL: Schema = {"bsonType": ["string", "null"]}
BOOLEAN: Schema = {"bsonType": "bool"}
OBJECT: Schema = {"bsonType": "object"}
ARRAY: Schema = {"bsonType": "array"}
HASH: Schema = {"bsonType": "string", "pattern": "^[0-9a-f]{64}$"}


def integer(minimum: int = 0) -> Schema:
    """A whole number of either width."""
    return {"bsonType": ["int", "long"], "minimum": minimum}


def one_of(*values: str) -> Schema:
    """One of these strings."""
    return {"enum": list(values)}


def document(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """A document with these fields; others are allowed, so that a newer process may write beside an older one."""
    return {"bsonType": "object", "required": list(required), "properties": {**required, **(optional or {})}}
