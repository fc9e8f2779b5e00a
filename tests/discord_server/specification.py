"""Discord's own description of its API, to check requests, answers and events against."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from .call import Call
from .model import Json

NAME = "specs/discord-openapi.json"
# The document gives a field's error a number; Discord's own reference and its API, a word.
_FIELD_ERRORS: Json = {
    "type": "object",
    "properties": {
        "_errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
                "required": ["code", "message"],
            },
        }
    },
    "required": ["_errors"],
    "additionalProperties": False,
}
# The reference knows media channels, and so does discord.py; the document does not yet.
_MEDIA_CHANNEL: Json = {"title": "GUILD_MEDIA", "const": 16}


class Specification:
    """The OpenAPI document; ids in requests may be numbers, as Discord accepts both."""

    def __init__(self, path: Path) -> None:
        self.document: Json = json.loads(path.read_text())
        schemas = self.document["components"]["schemas"]
        schemas["InnerErrors"] = _FIELD_ERRORS
        schemas["ChannelTypes"]["oneOf"].append(_MEDIA_CHANNEL)

    def problems(self, call: Call) -> Iterator[str]:
        """Tell where a request and its answer differ from the document."""
        operation = self._operation(call)
        if operation is None:
            yield f"{call.name}: not in the document"
            return
        if call.body is not None and 200 <= call.status < 300:
            content = operation["requestBody"]["content"]
            schema = content.get("application/json") or next(iter(content.values()))
            yield from self._differences(call, self._lenient, schema["schema"], call.body)
        expected = self._expected(operation["responses"], call.status)
        if expected is None:
            yield f"{call.name}: {call.status} is not in the document"
        elif call.answer is not None and "content" not in expected:
            yield f"{call.name}: {call.status} should have no body"
        elif call.answer is not None:
            schema = expected["content"]["application/json"]["schema"]
            yield from self._differences(call, self.document, schema, call.answer)

    def _expected(self, described: Json, status: int) -> Json | None:
        found: Json | None = described.get(str(status)) or described.get(f"{status // 100}XX")
        if found and "$ref" in found:
            name = found["$ref"].rpartition("/")[2]
            found = self.document["components"]["responses"][name]
        return found

    def differences(self, name: str, value: Any) -> list[str]:
        """Tell where a payload differs from a named schema."""
        schema = {"$ref": f"#/components/schemas/{name}"}
        return list(self._differences(name, self.document, schema, value))

    @cached_property
    def _lenient(self) -> Json:
        schemas = self.document["components"]["schemas"]
        either = {"type": ["string", "integer"]}
        changed = {name: either for name in ("SnowflakeType",) if name in schemas}
        return {"components": {"schemas": {**schemas, **changed}}}

    def _operation(self, call: Call) -> Json | None:
        fitting = [route for route in self.document["paths"] if _fits(route, call.path)]
        for route in sorted(fitting, key=lambda one: one.count("{")):
            operation: Json | None = self.document["paths"][route].get(call.method.lower())
            if operation:
                return operation
        return None

    def _differences(
        self, subject: object, document: Json, schema: Json, value: Any
    ) -> Iterator[str]:
        whole = {**schema, "components": document["components"]}
        for error in Draft202012Validator(whole).iter_errors(value):
            inner = _closest(error)
            yield f"{subject}: {inner.json_path}: {inner.message[:300]}"


def _closest(error: Any) -> Any:
    """Descend into the alternative that was meant: the one whose type fits."""
    while error.context:
        branches: defaultdict[Any, list[Any]] = defaultdict(list)
        for one in error.context:
            branches[one.schema_path[0]].append(one)
        meant = min(branches.values(), key=lambda found: (_is_other(found), len(found)))
        error = meant[0]
    return error


def _is_other(errors: list[Any]) -> bool:
    return any(list(one.relative_path) == ["type"] for one in errors)


def _fits(route: str, path: str) -> bool:
    pattern = "".join(
        "[^/]+" if part.startswith("{") else re.escape(part)
        for part in re.split(r"(\{[^}]+\})", route)
    )
    return re.fullmatch(pattern, path) is not None
