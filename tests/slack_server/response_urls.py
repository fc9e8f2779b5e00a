"""Posts to a response URL, and what the answer to a command says: both by the same rules."""

from collections.abc import Callable

from . import posting
from .call import Call
from .errors import refuse
from .model import Json
from .triggers import ResponseUrl
from .world import World


def answering(token: str) -> Callable[[World, Call], Json]:
    """Return what answers a post to one response URL."""

    def answer(world: World, call: Call) -> Json:
        if call.style != "json":
            refuse("invalid_payload")
        respond(world, world.grants.use(token), call.args)
        return {}

    return answer


def respond(world: World, grant: ResponseUrl, body: Json) -> None:
    """Post, replace or delete where a person acted, even where the app is no member."""
    source = grant.source
    if body.get("delete_original"):
        if source and (source.channel.id, source.ts) in world.messages:
            posting.delete(world, source)
        return
    if body.get("replace_original") and source:
        posting.change(world, source, posting.checked(body))
        return
    is_open = body.get("response_type") == "in_channel"
    only_for = None if is_open else grant.owner
    thread = body.get("thread_ts") or grant.thread_ts
    posting.post(world, grant.channel, {**body, "thread_ts": thread}, only_for=only_for)
