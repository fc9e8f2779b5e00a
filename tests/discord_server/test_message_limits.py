import io
from typing import Any

import aiohttp
import pytest

from tests.discord_server.client import Harbour
from tests.discord_server.model import Json
from tests.discord_server.raw import BAD, LONG, REQUIRED, Post, leaves


def embed(**parts: Any) -> Json:
    return {"embeds": [parts]}


def row(*parts: Json) -> Json:
    return {"content": "x", "components": [{"type": 1, "components": list(parts)}]}


def button(number: int = 0, **parts: Any) -> Json:
    return {"type": 2, "style": 1, "label": "b", "custom_id": f"b{number}", **parts}


def select(*options: Json, **parts: Any) -> Json:
    return {"type": 3, "custom_id": "s", "options": list(options), **parts}


def option(number: int = 0, **parts: Any) -> Json:
    return {"label": "o", "value": f"v{number}", **parts}


BUTTON = "components.0.components.0"
TEXT = {"type": 10, "content": "x" * 2001}

MESSAGES = [
    ({"content": "x" * 2001}, "content", LONG),
    ({"content": "x", "nonce": "1" * 26}, "nonce", LONG),
    ({"embeds": [{"title": "x"}] * 11}, "embeds", LONG),
    (embed(title="x" * 257), "embeds.0.title", LONG),
    (embed(description="x" * 4097), "embeds.0.description", LONG),
    (embed(fields=[{"name": "x", "value": "y"}] * 26), "embeds.0.fields", LONG),
    (embed(fields=[{"name": "x" * 257, "value": "y"}]), "embeds.0.fields.0.name", BAD),
    (embed(fields=[{"name": "x", "value": "y" * 1025}]), "embeds.0.fields.0.value", BAD),
    (embed(fields=[{"name": "x", "value": ""}]), "embeds.0.fields.0.value", REQUIRED),
    (embed(footer={"text": "x" * 2049}), "embeds.0.footer.text", BAD),
    (embed(author={"name": "x" * 257}), "embeds.0.author.name", BAD),
    (embed(title="x", url="javascript:x"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    (row(*map(button, range(6))), "components.0.components", BAD),
    (row(button(), button()), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    (row(button(label="x" * 81)), f"{BUTTON}.label", LONG),
    (row(button(custom_id="x" * 101)), f"{BUTTON}.custom_id", BAD),
    (row(button(custom_id="")), f"{BUTTON}.custom_id", REQUIRED),
    (
        row({"type": 2, "style": 5, "label": "b", "url": "https://" + "x" * 512}),
        f"{BUTTON}.url",
        BAD,
    ),
    (row(select(*map(option, range(26)))), f"{BUTTON}.options", BAD),
    (row(select()), f"{BUTTON}.options", REQUIRED),
    (row(select(option(label="x" * 101))), f"{BUTTON}.options.0.label", BAD),
    (row(select(option(value="x" * 101))), f"{BUTTON}.options.0.value", BAD),
    (row(select(option(description="x" * 101))), f"{BUTTON}.options.0.description", LONG),
    (row(select(option(), placeholder="x" * 151)), f"{BUTTON}.placeholder", LONG),
    (
        row(button(), select(option())),
        "components.0.components",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    (
        {"content": "x", "components": [row(button(one))["components"][0] for one in range(6)]},
        "components",
        LONG,
    ),
    (
        {"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "x"}]},
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 41}, "components", LONG),
    (
        {"flags": 1 << 15, "components": [TEXT, TEXT]},
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    (
        {"content": "x", "message_reference": {"message_id": "1"}},
        "message_reference",
        "REPLIES_UNKNOWN_MESSAGE",
    ),
    (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
]


@pytest.mark.parametrize(("body", "path", "code"), MESSAGES)
async def test_a_message_over_a_limit_is_refused(
    api: Post, harbour: Harbour, body: Json, path: str, code: str
) -> None:
    status, answer = await api("POST", f"/channels/{harbour.channel.id}/messages", json=body)

    assert (status, answer["code"], answer["message"]) == (400, 50035, "Invalid Form Body")
    assert leaves(answer["errors"])[path] == code


ALLOWED = [
    {"content": "x" * 2000},
    embed(title="x" * 256, description="x" * 4096, footer={"text": "x" * 1648}),
    row(*map(button, range(5))),
    row(select(*map(option, range(25)))),
    {"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 100}] * 40},
]


@pytest.mark.parametrize("body", ALLOWED)
async def test_a_message_at_the_limit_is_accepted(api: Post, harbour: Harbour, body: Json) -> None:
    status, _ = await api("POST", f"/channels/{harbour.channel.id}/messages", json=body)

    assert status == 200


@pytest.mark.parametrize("body", [{}, {"content": " \n"}, {"embeds": [{"color": 1}]}])
async def test_an_empty_message_is_refused(api: Post, harbour: Harbour, body: Json) -> None:
    status, answer = await api("POST", f"/channels/{harbour.channel.id}/messages", json=body)

    assert (status, answer["code"]) == (400, 50006)


async def test_files_too_large_are_refused(api: Post, harbour: Harbour) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("files[0]", io.BytesIO(b"x" * (10 * 1024 * 1024 + 1)), filename="large.bin")

    status, answer = await api("POST", f"/channels/{harbour.channel.id}/messages", data=form)

    assert (status, answer["code"]) == (413, 40005)


async def test_requests_too_large_are_refused(api: Post, harbour: Harbour) -> None:
    path = f"/channels/{harbour.channel.id}/messages"

    status, answer = await api("POST", path, data=io.BytesIO(b"x" * (25 * 1024 * 1024 + 1)))

    assert (status, answer["code"]) == (413, 40005)
