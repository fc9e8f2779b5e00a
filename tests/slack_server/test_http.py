from aiohttp import web

from tests.slack_server import SlackServer
from tests.slack_server.app import Harbour, Start
from tests.slack_server.forgeries import REFUSED, Forgery, event, forgeries
from tests.slack_server.http_push import JSON, HttpPush


async def test_the_url_is_verified(slack_server: SlackServer, started: Start) -> None:
    running = await started(http=True)

    answer = await slack_server.deliver_to(running.url).verify_url("abc")

    assert (answer.status, answer.body) == (200, {"challenge": "abc"})


async def test_another_secrets_signature_is_refused(
    slack_server: SlackServer, harbour: Harbour, started: Start
) -> None:
    running = await started(http=True)
    slack_server.courier.retry_delays = ()
    slack_server.deliver_to(running.url, "another-secret")

    asked = harbour.alice.dms("hello")
    await slack_server.settled()

    assert [one.failure for one in asked.deliveries[0].attempts] == ["http_error"]
    assert running.heard == []


async def test_a_retry_says_so_in_its_headers(slack_server: SlackServer, started: Start) -> None:
    running = await started(http=True)
    told: list[tuple[list[str], list[str]]] = []

    @running.app.event("emoji_changed")
    async def changed(request: object) -> None:
        headers = getattr(request, "headers", {})
        told.append((headers["x-slack-retry-num"], headers["x-slack-retry-reason"]))

    slack_server.courier.lost = 1
    sent = slack_server.tells({"type": "emoji_changed"})
    assert sent
    await sent.answer()

    assert told == [(["1"], ["connection_failed"])]


async def test_retries_stop_where_the_app_asks_for_it(slack_server: SlackServer) -> None:
    calls = []

    async def refuse(request: web.Request) -> web.Response:
        calls.append(request.headers.get("X-Slack-Retry-Num"))
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    app = web.Application()
    app.router.add_post("/", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack_server.deliver_to(f"http://127.0.0.1:{runner.addresses[0][1]}/")

    sent = slack_server.tells({"type": "emoji_changed"})
    assert sent
    await sent.done.wait()
    await runner.cleanup()

    assert calls == [None]


async def test_the_campaign_finds_what_bolt_alone_takes_or_falls_over(
    slack_server: SlackServer, started: Start
) -> None:
    running = await started(http=True)
    push = slack_server.deliver_to(running.url)

    statuses = {one.name: await _status(push, one) for one in forgeries(push)}
    genuine = event("genuine")
    headers = {"Content-Type": JSON, **push.signature_of(genuine)}
    answer = await push.post(genuine, headers)

    assert answer.status == 200
    assert [body["event"]["text"] for body in running.heard][-1] == "genuine"
    assert {statuses["signature: wrong"], statuses["timestamp: stale"]} <= REFUSED
    fallen = {name for name, status in statuses.items() if status == 500}
    assert {"timestamp: not a number", "signature: not ASCII", "body: not UTF-8"} <= fallen


async def _status(push: HttpPush, forgery: Forgery) -> int:
    return (await push.post(forgery.body, forgery.headers)).status
