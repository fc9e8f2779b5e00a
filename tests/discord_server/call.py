"""One REST request, read: what the routes work on and what the log keeps."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from .errors import Problems, refusal
from .limits import FILE_BYTES, REQUEST_BYTES
from .model import Json
from .posting import File

PREFIX = "/api/v10"


@dataclass(eq=False)
class Call:
    """A request and, once answered, its answer."""

    method: str
    route: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: float
    body: Any = None
    files: list[File] = field(default_factory=list)
    status: int = 0
    sent: bytes = b""
    cut: bool = False

    @property
    def name(self) -> str:
        """Method and route, as faults and limits name it."""
        return f"{self.method} {self.route}"

    @property
    def answer(self) -> Any:
        """The body of the answer, as it was when sent."""
        return json.loads(self.sent) if self.sent else None

    @property
    def json(self) -> Json:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise refusal(50109)
        return self.body

    def number(self, name: str) -> int:
        """Read an id of the path, or refuse it."""
        value = self.params[name]
        if not value.isdecimal():
            problems = Problems()
            problems.add((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
            problems.settle()
        return int(value)

    def __repr__(self) -> str:
        return f"<{self.method} {self.path} {self.status or '...'} {str(self.body)[:80]}>"


def template(request: web.Request) -> str:
    """Return the route of a request, with its parameters named."""
    resource = request.match_info.route.resource
    found = resource.canonical if resource else request.path
    return found.removeprefix(PREFIX)


async def read_body(request: web.Request, call: Call) -> None:
    """Read JSON or multipart, refusing what is too large or no JSON."""
    if (request.content_length or 0) > REQUEST_BYTES:
        await request.read()
        raise refusal(40005)
    if request.content_type.startswith("multipart/"):
        await _read_parts(request, call)
    elif text := await request.text():
        call.body = _parsed(text)


async def _read_parts(request: web.Request, call: Call) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read())
        if part.name == "payload_json":
            call.body = _parsed(content.decode())
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            call.files.append(File(part.filename or "file", content, kind))
    sizes = [len(file.content) for file in call.files]
    if any(size > FILE_BYTES for size in sizes) or sum(sizes) > REQUEST_BYTES:
        raise refusal(40005)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise refusal(50109) from None
