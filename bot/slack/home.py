"""The App Home: a question box, the topics and the companies; pure but for its publishing."""

from collections.abc import Iterator

from slack_sdk.models.blocks import (
    Block,
    ExternalDataSelectElement,
    HeaderBlock,
    InputBlock,
    PlainTextInputElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.views import View

from bot.fitting import shorten
from bot.reply import render_text, wording
from bot.service import Service
from bot.slack.buttons import topics_selects
from bot.slack.elements import actions, context, section, words
from bot.slack.escaping import escape
from bot.slack.limits import INPUT, PLACEHOLDER, SECTION
from bot.slack.modals import NAMES
from knowledge.overview import topics

QUESTION = "question"
"""The box in which a question is typed."""

HEADER = 150


def home_view(service: Service, user: str) -> View:
    """Make the home of a person."""
    return View(type="home", blocks=list(_blocks(service, user)))


def _blocks(service: Service, user: str) -> Iterator[Block]:
    yield section(shorten(escape(render_text(service.about())), SECTION))
    yield InputBlock(
        label=words(wording.ASK_HERE, HEADER),
        element=PlainTextInputElement(
            action_id=QUESTION,
            placeholder=words(wording.ASK_HINT, PLACEHOLDER),
            max_length=INPUT,
            dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_enter_pressed"]),
        ),
        dispatch_action=True,
    )
    listed = topics(service.corpus)
    if listed:
        yield HeaderBlock(text=words(wording.HOME_TOPICS, HEADER))
        yield from topics_selects(listed, user)
    yield HeaderBlock(text=words(wording.HOME_COMPANIES, HEADER))
    hint = words(wording.CHOOSE_NAME, PLACEHOLDER)
    yield actions(
        [
            ExternalDataSelectElement(
                action_id=f"{NAMES}:/company", placeholder=hint, min_query_length=0
            )
        ]
    )
    yield context(escape(wording.knowledge_version(service.corpus.version)))
