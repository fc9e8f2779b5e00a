"""What is written where the bot can read it, and when it keeps quiet."""

from typing import Any

import pytest

from bot.discord.desk import PLATFORM
from tests.bot.discord.conftest import OTHER_QUESTION, QUESTION
from tests.bot.discord.wire import LATE, Place, Start
from tests.discord_server import Message
from tests.discord_server.gateway_intents import MESSAGE_CONTENT
from tests.discord_server.posting import File

ANSWER = "$9 by 2030"
FORUM = 15
JOIN, PIN, BOOST, THREAD_STARTER = 7, 6, 8, 21

PICTURE = File("plan.png", b"\x89PNG", "image/png")


def told(message: Message) -> str:
    return str(message.embeds[0]["description"])


@pytest.fixture
async def bot(place: Place, start: Start) -> Any:
    place.server.approve(MESSAGE_CONTENT)
    return await start(message_content=True)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("kind", [JOIN, PIN, BOOST, THREAD_STARTER])
async def test_what_discord_itself_writes_is_left_alone(place: Place, kind: int) -> None:
    mention = place.server.bot.mention

    place.alice.says(place.channel, f"{mention} {QUESTION}", payload={"type": kind})

    await place.server.silence()


@pytest.mark.usefixtures("bot")
async def test_a_deleted_question_changes_nothing(place: Place) -> None:
    asked = place.asks()
    await place.server.next_message()

    place.alice.deletes(asked)
    place.asks(OTHER_QUESTION)

    assert "March" in told(await place.server.next_message())
    assert len(place.server.world.posted.all) == 2


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("said", ["", "<:tada:123456789012345678>", "\U0001f389"])
async def test_a_file_or_an_emoji_alone_gets_a_reason(place: Place, said: str) -> None:
    place.alice.says(place.channel, f"{place.server.bot.mention} {said}", files=[PICTURE])

    assert "no question" in told(await place.server.next_message())


@pytest.mark.parametrize("kind", [0, FORUM], ids=["channel", "forum"])
async def test_a_thread_is_heard_where_its_channel_is(place: Place, bot: Any, kind: int) -> None:
    heard = place.server.channel(place.guild, "heard", kind)
    unheard = place.server.channel(place.guild, "unheard", kind)
    await bot.desk.service.channels.add(PLATFORM, heard.id)
    threads = [place.server.thread(each, "talk", place.alice) for each in (heard, unheard)]

    for thread in threads[::-1]:
        place.alice.says(thread, QUESTION)

    answer = await place.server.next_message(LATE)
    assert answer.channel is threads[0]
    assert ANSWER in told(answer)
    await place.server.silence()


async def test_what_it_writes_itself_does_not_address_it(place: Place, bot: Any) -> None:
    await bot.desk.service.channels.add(PLATFORM, place.channel.id)
    place.asks()
    await place.server.next_message()

    await bot.get_channel(place.channel.id).send(f"<@{bot.user.id}> {QUESTION}")
    await place.server.next_message()

    await place.server.silence()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "name",
    ["@everyone", "@\u202eeveryone", "<@&1>", "[x](https://evil.example)", "https://evil.example"],
)
async def test_a_name_pings_and_links_nothing(place: Place, name: str) -> None:
    person = place.server.member(place.guild, name)
    private = await person.slash("ask", place.channel, question=QUESTION, private=True).reply()

    shared = await person.click(private, "Share").reply()

    assert shared.mentions == []
    assert not shared.payload["mention_everyone"]
    assert "@everyone" not in shared.content
    assert "://" not in shared.content
    assert "](" not in shared.content.replace("\\]", "")
