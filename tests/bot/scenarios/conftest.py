"""A stage for each platform, with the bot running on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels import AskChannels
from bot.service import Service
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus
from tests.bot.discord.wire import Place, Start, place, server, start
from tests.slack_server import SlackServer
from tests.slack_server.fixtures import slack_server

from .discord_stage import DiscordStage
from .slack_stage import SlackStage
from .steps import Stage

__all__ = ["place", "server", "slack_server", "start"]


@pytest.fixture
async def discord_stage(place: Place, start: Start) -> DiscordStage:
    stage = DiscordStage(place, start)
    await stage.start()
    return stage


@pytest.fixture
async def slack_stage(
    slack_server: SlackServer,
    harbour: Corpus,
    harbour_answerer: Answerer,
    directory: Path,
    tmp_path: Path,
) -> AsyncIterator[SlackStage]:
    def make_service() -> Service:
        return Service(harbour, harbour_answerer, AskChannels(tmp_path))

    stage = SlackStage(slack_server, make_service, directory)
    await stage.start()
    yield stage
    await stage.stop()


@pytest.fixture
def stages(discord_stage: DiscordStage, slack_stage: SlackStage) -> dict[str, Stage]:
    return {"Discord": discord_stage, "Slack": slack_stage}
