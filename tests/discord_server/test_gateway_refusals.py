import aiohttp
import pytest

from tests.discord_server import DiscordServer

RAW = [
    pytest.param([{"op": 2, "d": {"token": "wrong", "intents": 0}}], 4004, id="wrong token"),
    pytest.param([{"op": 2, "d": {"token": "token", "intents": 0}}] * 2, 4005, id="twice"),
    pytest.param([{"op": 2, "d": {"token": "token", "intents": 1 << 40}}], 4013, id="intents"),
    pytest.param([{"op": 2, "d": {"token": "token", "intents": 2}}], 4014, id="privileged"),
    pytest.param([{"op": 3, "d": {}}], 4003, id="before IDENTIFY"),
    pytest.param([{"op": 99}], 4001, id="unknown opcode"),
    pytest.param([{"op": 1, "d": "x" * 5000}], 4002, id="too large"),
    pytest.param([["no object"]], 4002, id="no object"),
    pytest.param([{"op": 1}] * 121, 4008, id="too many"),
    pytest.param(
        [{"op": 2, "d": {"token": "token", "intents": 0, "shard": [2, 2]}}], 4010, id="shard"
    ),
]


@pytest.mark.parametrize(("frames", "code"), RAW)
async def test_what_the_gateway_refuses_closes_with_its_code(
    discord_server: DiscordServer, frames: list[object], code: int
) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await session.ws_connect(f"{discord_server.gateway_url}?v=10&encoding=json")
        for frame in frames:
            await socket.send_json(frame)
        async for _ in socket:
            pass

    assert socket.close_code == code


async def test_another_version_of_the_gateway_is_refused(discord_server: DiscordServer) -> None:
    async with aiohttp.ClientSession() as session:
        socket = await session.ws_connect(f"{discord_server.gateway_url}?v=6")
        await socket.receive(2)

    assert socket.close_code == 4012
