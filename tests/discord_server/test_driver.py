import discord

from tests.discord_server import DiscordServer
from tests.discord_server.client import Harbour, Start


async def test_a_mention_is_replied_to(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    asked = harbour.alice.says(harbour.channel, f"{discord_server.bot.mention} hello")
    reply = await discord_server.next_message()

    assert reply.content == f"echo: {asked.content}"
    assert (reply.reply_to, reply.mentions) == (asked.id, [])


async def test_a_direct_message_is_answered(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    harbour.alice.dms("hello")

    assert (await discord_server.next_message()).content == "echo: hello"


async def test_a_reply_to_the_bot_reaches_it_without_message_content(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()
    harbour.alice.says(harbour.channel, f"{discord_server.bot.mention} hello")
    first = await discord_server.next_message()

    harbour.alice.says(harbour.channel, "and now?", reply_to=first)

    assert (await discord_server.next_message()).content == "echo: and now?"


async def test_a_command_is_answered_and_followed_up(harbour: Harbour, started: Start) -> None:
    await started()

    asked = harbour.alice.slash("ask", harbour.channel, question="why?")
    reply, more = await asked.reply(), await asked.followup()

    assert (reply.content, reply.ephemeral) == ("answer: why?", False)
    assert (more.content, more.ephemeral) == ("and more", True)


async def test_thinking_ends_with_the_first_followup(harbour: Harbour, started: Start) -> None:
    await started()

    asked = harbour.alice.slash("think")
    response, reply = await asked.response(), await asked.reply()

    assert response.kind == 5
    assert (reply.content, reply.ephemeral, reply.loading) == ("thought", True, False)


async def test_typing_is_completed(harbour: Harbour, started: Start) -> None:
    await started()

    typed = harbour.alice.autocomplete("ask", harbour.channel, question="wh")

    assert await typed.choices() == [{"name": "wh?", "value": "wh"}]


async def test_a_menu_sees_the_whole_message(harbour: Harbour, started: Start) -> None:
    await started()
    said = harbour.alice.says(harbour.channel, "is this so?")

    used = harbour.alice.menu("Answer this", said)

    assert (await used.reply()).content == "about: is this so?"


async def test_buttons_selects_and_modals_answer(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()
    harbour.alice.dms("hello")
    message = await discord_server.next_message()

    helpful = await harbour.alice.click(message, "Helpful").reply()
    picked = await harbour.alice.select(message, "Piers").reply()
    pressed = harbour.alice.click(message, "Not helpful")
    modal = await pressed.modal()
    filled = await harbour.alice.submit(pressed, Missing="the price").reply()

    assert (helpful.id, helpful.content) == (message.id, "thanks")
    assert picked.content == "Piers"
    assert modal["title"] == "What was missing?"
    assert filled.content == "noted: the price"


async def test_old_buttons_work_after_a_restart(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    client = await started()
    harbour.alice.dms("hello")
    message = await discord_server.next_message()
    await client.close()

    await started()

    assert (await harbour.alice.click(message, "Helpful").reply()).content == "thanks"


async def test_the_app_works_where_only_a_person_installed_it(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()
    elsewhere = discord_server.channel(discord_server.guild("Elsewhere", bot=False))
    discord_server.join(elsewhere.guild or harbour.guild, harbour.alice)
    group = discord_server.group(harbour.alice, discord_server.user("bob"))

    answers = [
        await harbour.alice.slash("ask", place, question="?").reply()
        for place in (elsewhere, group)
    ]

    assert [one.content for one in answers] == ["answer: ?"] * 2


async def test_files_and_attachments_travel(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    client = await started()
    channel = client.get_channel(harbour.channel.id)
    assert isinstance(channel, discord.TextChannel)

    sent = await channel.send(file=discord.File(__file__, "code.txt"))

    assert (await sent.attachments[0].read()).startswith(b"import discord")
    assert (await discord_server.next_message()).payload["attachments"][0]["filename"] == "code.txt"
