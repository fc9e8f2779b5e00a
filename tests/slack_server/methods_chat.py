"""Methods that post, change and delete messages."""

from . import limits, posting
from .call import Call
from .errors import refuse
from .model import Channel, Json
from .world import World


def post_message(world: World, call: Call) -> Json:
    """Answer chat.postMessage."""
    [name] = call.need("channel")
    channel = _writable(world, name)
    message = posting.post(world, channel, call.args)
    return {"channel": channel.id, "ts": message.ts, "message": message.payload, **_cut(call)}


def post_ephemeral(world: World, call: Call) -> Json:
    """Answer chat.postEphemeral."""
    name, who = call.need("channel", "user")
    channel = _writable(world, name)
    if who not in channel.members:
        refuse("user_not_in_channel")
    message = posting.post(world, channel, call.args, only_for=world.accounts[who])
    return {"message_ts": message.ts}


def update(world: World, call: Call) -> Json:
    """Answer chat.update: blocks that are not given stay, an empty list drops them."""
    name, ts = call.need("channel", "ts")
    channel = world.place(name)
    message = world.message_of(channel, ts)
    if message.author is not world.bot:
        refuse("cant_update_message")
    if len(call.args.get("text") or "") > limits.UPDATED_TEXT:
        refuse("msg_too_long")
    fields = posting.checked(call.args)
    given = {key: value for key, value in fields.items() if key in call.args}
    posting.change(world, message, given)
    return {"channel": channel.id, "ts": ts, "text": message.text, "message": message.payload}


def delete(world: World, call: Call) -> Json:
    """Answer chat.delete."""
    name, ts = call.need("channel", "ts")
    channel = world.place(name)
    message = world.message_of(channel, ts)
    if message.author is not world.bot:
        refuse("cant_delete_message")
    posting.delete(world, message)
    return {"channel": channel.id, "ts": ts}


def get_permalink(world: World, call: Call) -> Json:
    """Answer chat.getPermalink."""
    name, ts = call.need("channel", "message_ts")
    channel = world.place(name)
    world.message_of(channel, ts)
    link = f"https://harbour.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def add_reaction(world: World, call: Call) -> Json:
    """Answer reactions.add."""
    name, emoji, ts = call.need("channel", "name", "timestamp")
    message = world.message_of(_writable(world, name), ts)
    held = message.payload.setdefault("reactions", [])
    if any(one["name"] == emoji and world.bot.id in one["users"] for one in held):
        refuse("already_reacted")
    held.append({"name": emoji, "users": [world.bot.id], "count": 1})
    return {}


def _writable(world: World, name: str) -> Channel:
    channel = world.place(name)
    if channel.is_archived:
        refuse("is_archived")
    if world.bot.id not in channel.members:
        refuse("not_in_channel")
    return channel


def _cut(call: Call) -> Json:
    if len(call.args.get("text") or "") <= limits.TEXT:
        return {}
    return {"response_metadata": {"warnings": ["message_truncated"]}}


ROUTES = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
    "reactions.add": add_reaction,
}
