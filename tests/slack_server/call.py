"""One call of the Web API, read in each of the three ways that arguments come."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .errors import refuse
from .model import Json

ENCODED = frozenset({"blocks", "attachments", "view", "metadata", "prompts"})  # JSON inside a form
NO_JSON = frozenset(
    "auth.test conversations.info conversations.list conversations.history"
    " conversations.replies users.info chat.getPermalink".split()
)  # methods that read no JSON body


@dataclass(eq=False)
class Call:
    """A call and, once answered, its answer."""

    method: str
    at: float
    verb: str = "POST"
    style: str = "query"
    args: Json = field(default_factory=dict)
    token: str = ""
    in_header: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    answer: Any = None
    cut: bool = False
    via: str = ""  # which of several processes it comes from, by the base that it was given

    def need(self, *names: str) -> list[str]:
        """Return arguments that the method cannot do without."""
        missing = [name for name in names if self.args.get(name) in (None, "")]
        if missing:
            messages = [f"missing required field: {name}" for name in missing]
            refuse("invalid_arguments", *messages)
        return [str(self.args[name]) for name in names]

    @property
    def is_refused(self) -> bool:
        """Tell whether the answer is an error of the API's."""
        return isinstance(self.answer, dict) and not self.answer.get("ok")

    def __repr__(self) -> str:
        told = self.answer if isinstance(self.answer, dict) else {}
        outcome = told.get("error") or self.status
        return f"<{self.method} by {self.style}: {outcome}; {str(self.args)[:120]}>"


async def read(request: web.Request, call: Call) -> None:
    """Read the arguments and the token of a request."""
    call.args = dict(request.query)
    if request.method == "POST":
        kind = request.content_type
        if kind == "application/json":
            await _read_json(request, call)
        elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
            form = await request.post()
            call.style = "form" if form else "query"
            call.args |= {name: value for name, value in form.items() if isinstance(value, str)}
    for name in ENCODED & set(call.args):
        if isinstance(call.args[name], str) and call.args[name]:
            call.args[name] = _decoded(call.args[name], name)
    header = request.headers.get("Authorization", "")
    call.in_header = header.startswith("Bearer ")
    call.token = header.removeprefix("Bearer ") if call.in_header else call.args.get("token", "")


async def _read_json(request: web.Request, call: Call) -> None:
    if not request.can_read_body:
        return
    try:
        body = await request.json()
    except ValueError:
        refuse("invalid_json")
    if not isinstance(body, dict):
        refuse("json_not_object")
    call.style = "json"
    if call.method not in NO_JSON:
        call.args |= body


def _decoded(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        error = "invalid_blocks_format" if name == "blocks" else "invalid_arguments"
        refuse(error, f"no JSON: {name}")
