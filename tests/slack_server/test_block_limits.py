"""Each limit of Block Kit: the largest that fits, and one more."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slackblocks import _limits as theirs
from slackblocks import _surfaces as their_surfaces

from tests.slack_server import SlackServer, limits
from tests.slack_server.app import Harbour
from tests.slack_server.blocks import problems_of
from tests.slack_server.kit import BUTTONS, FEEDBACK, MODAL, button
from tests.slack_server.model import Json

Make = Callable[[int], list[Json]]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def section(**fields: Any) -> list[Json]:
    return [{"type": "section", "text": mrkdwn(1), **fields}]


def actions(*elements: Json) -> list[Json]:
    return [{"type": "actions", "elements": list(elements)}]


def pressed(**fields: Any) -> list[Json]:
    return actions({**button("x", "x"), **fields})


def option(text: int = 1, value: int = 1, **more: Any) -> Json:
    return {"text": plain(text), "value": "x" * value, **more}


def select(options: list[Json], kind: str = "static_select", **more: Any) -> list[Json]:
    return actions({"type": kind, "action_id": "x", "options": options, **more})


def confirm(name: str, length: int) -> Json:
    whole = {key: plain(1) for key in ("title", "text", "confirm", "deny")}
    return {**whole, name: plain(length)}


def image(**fields: Any) -> list[Json]:
    return [{"type": "image", "image_url": "https://x", "alt_text": "x", **fields}]


def buttons(count: int) -> list[Json]:
    return [button("x", f"x{n}") for n in range(count)]


def grouped(label: int, count: int = 1) -> list[Json]:
    groups = [{"label": plain(label), "options": [option()]}] * count
    return actions({"type": "static_select", "action_id": "x", "option_groups": groups})


def voted(name: str, value: Any) -> list[Json]:
    element = dict(FEEDBACK["elements"][0])
    element["positive_button"] = {**element["positive_button"], name: value}
    return [{"type": "context_actions", "elements": [element]}]


def icons(count: int) -> list[Json]:
    made = [
        {"type": "icon_button", "icon": "trash", "text": plain(1), "action_id": f"x{n}"}
        for n in range(count)
    ]
    return [{"type": "context_actions", "elements": made}]


LIMITS: dict[str, tuple[int, Make]] = {
    "blocks": (50, lambda n: [{"type": "divider"}] * n),
    "section text": (3_000, lambda n: section(text=mrkdwn(n))),
    "section fields": (10, lambda n: section(fields=[mrkdwn(1)] * n)),
    "section field": (2_000, lambda n: section(fields=[mrkdwn(n)])),
    "block_id": (255, lambda n: section(block_id="x" * n)),
    "header": (150, lambda n: [{"type": "header", "text": plain(n)}]),
    "context": (10, lambda n: [{"type": "context", "elements": [mrkdwn(1)] * n}]),
    "context text": (3_000, lambda n: [{"type": "context", "elements": [mrkdwn(n)]}]),
    "actions": (25, lambda n: actions(*buttons(n))),
    "context actions": (5, icons),
    "markdown": (12_000, lambda n: [{"type": "markdown", "text": "x" * n}]),
    "markdown in all": (12_000, lambda n: [{"type": "markdown", "text": "x" * (n // 2)}] * 2
                        + [{"type": "markdown", "text": "x" * (n % 2)}] * (n % 2)),
    "button text": (75, lambda n: pressed(text=plain(n))),
    "button value": (2_000, lambda n: pressed(value="x" * n)),
    "button url": (3_000, lambda n: pressed(url="x" * n)),
    "button accessibility": (75, lambda n: pressed(accessibility_label="x" * n)),
    "action_id": (255, lambda n: pressed(action_id="x" * n)),
    "accessory": (75, lambda n: section(accessory={**button("x", "x"), "text": plain(n)})),
    "feedback text": (75, lambda n: voted("text", plain(n))),
    "feedback value": (2_000, lambda n: voted("value", "x" * n)),
    "feedback accessibility": (75, lambda n: voted("accessibility_label", "x" * n)),
    "placeholder": (150, lambda n: select([option()], placeholder=plain(n))),
    "options": (100, lambda n: select([option()] * n)),
    "option text": (75, lambda n: select([option(n)])),
    "option value": (150, lambda n: select([option(1, n)])),
    "option description": (75, lambda n: select([option(description=plain(n))])),
    "overflow": (5, lambda n: select([option()] * n, "overflow")),
    "checkboxes": (10, lambda n: select([option()] * n, "checkboxes")),
    "radio buttons": (10, lambda n: select([option()] * n, "radio_buttons")),
    "option groups": (100, lambda n: grouped(1, n)),
    "option group": (75, grouped),
    "confirm title": (100, lambda n: pressed(confirm=confirm("title", n))),
    "confirm text": (300, lambda n: pressed(confirm=confirm("text", n))),
    "confirm yes": (30, lambda n: pressed(confirm=confirm("confirm", n))),
    "confirm no": (30, lambda n: pressed(confirm=confirm("deny", n))),
    "image alt": (2_000, lambda n: image(alt_text="x" * n)),
    "image title": (2_000, lambda n: image(title=plain(n))),
    "image url": (3_000, lambda n: image(image_url="x" * n)),
}  # fmt: skip


@pytest.mark.parametrize(("most", "make"), LIMITS.values(), ids=LIMITS)
def test_the_largest_fits_and_one_more_does_not(most: int, make: Make) -> None:
    assert list(problems_of(make(most), "message")) == []
    assert list(problems_of(make(most + 1), "message"))


WRONG: dict[str, Any] = {
    "no list": {"type": "divider"},
    "no objects": ["divider"],
    "an unknown type": [{"type": "song"}],
    "mrkdwn in a header": [{"type": "header", "text": mrkdwn(1)}],
    "mrkdwn on a button": pressed(text=mrkdwn(1)),
    "a button without an id": actions({"type": "button", "text": plain(1)}),
    "an empty text": section(text=mrkdwn(0)),
    "an empty section": [{"type": "section"}],
    "no buttons": actions(),
    "an empty value": pressed(value=""),
    "a button in a context": [{"type": "context", "elements": [button("x", "x")]}],
    "a button among the feedback": [{"type": "context_actions", "elements": [button("x", "x")]}],
    "the same block_id twice": section(block_id="x") * 2,
    "the same action_id twice": actions(button("x", "x"), button("y", "x")),
    "a text that is a number": [{"type": "markdown", "text": 7}],
    "an image without alt": [{"type": "image", "image_url": "https://x"}],
}


@pytest.mark.parametrize("blocks", WRONG.values(), ids=WRONG)
def test_what_slack_would_not_show_is_refused(blocks: Any) -> None:
    assert list(problems_of(blocks, "message"))


def test_ordinary_blocks_are_fine_on_their_surfaces() -> None:
    assert list(problems_of([*BUTTONS, FEEDBACK], "message")) == []
    assert list(problems_of(BUTTONS, "home")) == []
    assert list(problems_of(MODAL["blocks"], "modal")) == []
    assert list(problems_of([FEEDBACK], "home"))
    assert list(problems_of([{"type": "markdown", "text": "x"}], "modal"))


@pytest.fixture
def client(slack_server: SlackServer) -> AsyncWebClient:
    return AsyncWebClient(token=slack_server.bot_token, base_url=slack_server.api_url)


async def posting(client: AsyncWebClient, place: str, **fields: Any) -> str:
    try:
        await client.chat_postMessage(channel=place, **fields)
    except SlackApiError as error:
        return str(error.response["error"])
    return "ok"


async def test_a_message_of_too_many_characters_is_refused_though_each_block_fits(
    harbour: Harbour, client: AsyncWebClient
) -> None:
    place = harbour.channel.id
    fits = section(text=mrkdwn(3_000)) * 4 + section(text=mrkdwn(1_200))

    assert await posting(client, place, text="x", blocks=fits) == "ok"
    assert await posting(client, place, text="x", blocks=fits + section()) == "msg_blocks_too_long"


async def test_a_message_says_something_and_not_too_much(
    slack_server: SlackServer, harbour: Harbour, client: AsyncWebClient
) -> None:
    place = harbour.channel.id

    with pytest.raises(SlackApiError, match="no_text"):
        await client.api_call("chat.postMessage", json={"channel": place, "text": " "})
    assert await posting(client, place, text="x", blocks=section() * 51) == "invalid_blocks"
    assert (
        await posting(client, place, text="x", attachments=[{"text": "x"}] * 101)
        == "too_many_attachments"
    )
    assert await posting(client, place, text="x" * 40_001) == "ok"
    posted = await slack_server.next_message()
    assert len(posted.text) == 40_000
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await client.chat_update(channel=place, ts=posted.ts, text="x" * 4_001)


def test_the_limits_are_those_that_slackblocks_knows() -> None:
    names = {
        ("confirm", "title"): "CONFIRMATION_TITLE",
        ("confirm", "text"): "CONFIRMATION_TEXT",
        ("confirm", "confirm"): "CONFIRMATION_CONFIRM",
        ("confirm", "deny"): "CONFIRMATION_DENY",
        ("icon_button", "text"): "BUTTON_TEXT",
    }
    for (kind, field), most in limits.TEXTS.items():
        name = names.get((kind, field), f"{kind}_{field}".upper())
        assert getattr(theirs, f"{name}_MAX_LENGTH") == most, name
    pairs = {
        limits.BLOCKS["message"]: theirs.MESSAGE_BLOCKS_MAX_ITEMS,
        limits.BLOCKS["modal"]: theirs.VIEW_BLOCKS_MAX_ITEMS,
        limits.ATTACHMENTS: theirs.MESSAGE_ATTACHMENTS_MAX_ITEMS,
        limits.MARKDOWN_CHARACTERS: theirs.MARKDOWN_TOTAL_TEXT_MAX_LENGTH,
        limits.TITLE: theirs.VIEW_TITLE_MAX_LENGTH,
        limits.PRIVATE_METADATA: theirs.VIEW_PRIVATE_METADATA_MAX_LENGTH,
        limits.BLOCK_ID: theirs.BLOCK_ID_MAX_LENGTH,
        limits.PLACEHOLDER: theirs.SELECT_PLACEHOLDER_MAX_LENGTH,
        limits.FIELDS: theirs.SECTION_FIELDS_MAX_ITEMS,
        limits.FIELD_TEXT: theirs.SECTION_FIELDS_ITEM_MAX_LENGTH,
        limits.SELECT_OPTIONS: theirs.SELECT_OPTIONS_MAX_ITEMS,
        **{most: getattr(theirs, f"{kind.upper()}_ELEMENTS_MAX_ITEMS")
           for kind, most in limits.ELEMENTS.items()},
        **{most: getattr(theirs, f"{kind.upper()}_OPTIONS_MAX_ITEMS")
           for kind, most in limits.OPTIONS.items()},
    }  # fmt: skip
    assert list(pairs) == list(pairs.values())


def test_each_surface_shows_what_slackblocks_knows() -> None:
    known = {str(name): kinds for name, kinds in their_surfaces._BLOCK_TYPES_BY_SURFACE.items()}
    for surface, kinds in limits.SURFACES.items():
        assert kinds <= known[surface], surface
