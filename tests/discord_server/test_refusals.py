import pytest

from tests.discord_server import DiscordServer
from tests.discord_server.client import Harbour
from tests.discord_server.raw import Post

REFUSED = [
    ("GET", "/channels/1", 404, 10003),
    ("GET", "/channels/{channel}/messages/1", 404, 10008),
    ("GET", "/users/1", 404, 10013),
    ("GET", "/guilds/1", 404, 10004),
    ("GET", "/guilds/{guild}/members/1", 404, 10007),
    ("PUT", "/channels/{channel}/messages/1/reactions/x/@me", 404, 10008),
    ("POST", "/interactions/1/none/callback", 404, 10062),
    ("POST", "/webhooks/1/none", 404, 10015),
    ("GET", "/nowhere", 404, 0),
    ("GET", "/channels/abc", 400, 50035),
]


@pytest.mark.parametrize(("method", "path", "status", "code"), REFUSED)
async def test_what_is_unknown_is_refused(  # noqa: PLR0913 - fixtures and the case's own four
    api: Post, harbour: Harbour, *, method: str, path: str, status: int, code: int
) -> None:
    actual, answer = await api(
        method, path.format(channel=harbour.channel.id, guild=harbour.guild.id)
    )

    assert (actual, answer["code"]) == (status, code)


async def test_a_wrong_token_and_bad_json_are_refused(api: Post, harbour: Harbour) -> None:
    path = f"/channels/{harbour.channel.id}/messages"

    wrong = await api("GET", "/users/@me", headers={"Authorization": "Bot wrong"})
    bad = await api("POST", path, data="{", headers={"Content-Type": "application/json"})

    assert wrong == (401, {"message": "401: Unauthorized", "code": 0})
    assert (bad[0], bad[1]["code"]) == (400, 50109)


async def test_a_nonce_makes_a_message_once(
    api: Post, discord_server: DiscordServer, harbour: Harbour
) -> None:
    path = f"/channels/{harbour.channel.id}/messages"
    body = {"content": "x", "nonce": "1", "enforce_nonce": True}

    answers = [await api("POST", path, json=body) for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(discord_server.world.posted.all) == 1


async def test_allowed_mentions_decide_who_is_pinged(api: Post, harbour: Harbour) -> None:
    path = f"/channels/{harbour.channel.id}/messages"
    text = f"@everyone {harbour.alice.mention}"

    _, loud = await api("POST", path, json={"content": text})
    _, quiet = await api("POST", path, json={"content": text, "allowed_mentions": {"parse": []}})

    assert (loud["mention_everyone"], len(loud["mentions"])) == (True, 1)
    assert (quiet["mention_everyone"], quiet["mentions"]) == (False, [])
