import discord
import pytest

from tests.discord_server import DiscordServer
from tests.discord_server.client import Echo, Harbour, Start, echoed

IDENTIFY, RESUME = 2, 6


async def test_login_reads_the_application_and_registers_the_commands_once(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    client = await started()

    assert client.application_id == discord_server.world.application_id
    assert client.get_guild(harbour.guild.id).me.id == discord_server.bot.id
    assert [one["name"] for one in discord_server.world.commands[None]] == [
        "ask",
        "think",
        "Answer this",
    ]
    assert len(discord_server.gateway.sent(IDENTIFY)) == 1


async def test_a_mention_missed_while_away_is_answered_once_after_resume(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    discord_server.gateway.drop()
    reply = await echoed(discord_server, harbour)
    await discord_server.gateway.resumed.next(5)
    later = await echoed(discord_server, harbour, "again")

    assert reply.endswith("hello")
    assert later.endswith("again")
    assert len(discord_server.gateway.sent(IDENTIFY)) == 1


async def test_a_request_to_reconnect_is_followed_by_resume(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    discord_server.gateway.reconnect()
    await discord_server.gateway.resumed.next(5)

    assert await echoed(discord_server, harbour)


async def test_an_invalid_session_that_may_be_resumed_is_resumed(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    discord_server.gateway.invalidate(resumable=True)
    await discord_server.gateway.resumed.next(5)

    assert await echoed(discord_server, harbour)


async def test_an_invalid_session_that_is_gone_is_identified_anew(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()
    await discord_server.gateway.ready.next()

    discord_server.gateway.invalidate(resumable=False)
    await discord_server.gateway.ready.next(5)

    assert await echoed(discord_server, harbour)
    assert len(discord_server.gateway.sent(IDENTIFY)) == 2


@pytest.mark.usefixtures("harbour")
async def test_an_unknown_session_cannot_be_resumed(
    discord_server: DiscordServer, started: Start
) -> None:
    await started()
    await discord_server.gateway.ready.next()
    discord_server.gateway.sessions.clear()

    discord_server.gateway.drop()

    await discord_server.gateway.received(RESUME, 5)
    await discord_server.gateway.ready.next(5)
    assert len(discord_server.gateway.sent(IDENTIFY)) == 2


async def test_lost_heartbeat_acks_make_the_client_resume(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    discord_server.gateway.heartbeat_ms = 100
    await started(Echo(heartbeat_timeout=0.3))

    discord_server.gateway.acks = False
    await discord_server.gateway.received(RESUME, 5)
    discord_server.gateway.acks = True

    assert await echoed(discord_server, harbour)


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize("code", [4000, 4001, 4002, 4008])
async def test_a_close_that_heals_is_followed_by_resume(
    discord_server: DiscordServer, started: Start, code: int
) -> None:
    await started()

    discord_server.gateway.close(code)

    await discord_server.gateway.resumed.next(5)
    assert len(discord_server.gateway.sent(IDENTIFY)) == 1


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize("code", [4007, 4009])
async def test_a_close_that_ends_the_session_is_followed_by_a_new_one(
    discord_server: DiscordServer, started: Start, code: int
) -> None:
    await started()
    await discord_server.gateway.ready.next()

    discord_server.gateway.close(code)

    await discord_server.gateway.ready.next(5)
    assert len(discord_server.gateway.sent(IDENTIFY)) == 2


async def test_a_token_revoked_after_login_is_fatal(
    discord_server: DiscordServer, started: Start
) -> None:
    client = Echo()

    async def revoke() -> None:
        discord_server.world.token = "another"

    client.setup_hook = revoke  # type: ignore[method-assign]
    with pytest.raises(discord.ConnectionClosed) as closed:
        await started(client)

    assert closed.value.code == 4004


@pytest.mark.usefixtures("discord_server")
async def test_an_intent_not_switched_on_is_fatal(started: Start) -> None:
    intents = discord.Intents.default()
    intents.message_content = True

    with pytest.raises(discord.PrivilegedIntentsRequired):
        await started(Echo(intents=intents))


async def test_a_wrong_token_fails_the_login(discord_server: DiscordServer) -> None:
    discord_server.world.token = "another"
    client = Echo()

    with pytest.raises(discord.LoginFailure):
        await client.login("token")

    await client.close()


async def test_a_refused_reconnection_is_tried_again(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    discord_server.gateway.refuse = 1
    discord_server.gateway.drop()

    await discord_server.gateway.resumed.next(8)

    assert await echoed(discord_server, harbour)


async def test_an_outage_is_outlived(
    discord_server: DiscordServer, harbour: Harbour, started: Start
) -> None:
    await started()

    await discord_server.down()
    missed = harbour.alice.says(harbour.channel, f"{discord_server.bot.mention} missed")
    await discord_server.up()
    reply = await discord_server.next_message(8)

    assert reply.reply_to == missed.id
    assert len(discord_server.gateway.sent(IDENTIFY)) == 1


async def test_a_refused_first_connection_ends_the_client(
    discord_server: DiscordServer, started: Start
) -> None:
    client = Echo()
    client.setup_hook = discord_server.down  # type: ignore[method-assign]

    with pytest.raises(AttributeError, match="sequence"):
        await started(client)
