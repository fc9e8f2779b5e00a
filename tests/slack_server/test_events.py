from tests.slack_server import SlackServer
from tests.slack_server.app import Harbour
from tests.slack_server.delivery import EVENT
from tests.slack_server.model import Json


def told(server: SlackServer) -> list[Json]:
    return [one.payload["event"] for one in server.courier.sent.all if one.kind == EVENT]


def kinds(server: SlackServer) -> list[tuple[str, str | None]]:
    return [(event["type"], event.get("subtype")) for event in told(server)]


async def test_posts_are_told_where_the_app_is(slack_server: SlackServer) -> None:
    inside, outside = slack_server.channel(), slack_server.channel("other", bot=False)
    alice, bob = slack_server.person("alice", inside, outside), slack_server.person("bob")

    for place in (inside, outside, slack_server.direct(alice, bob), slack_server.group(alice, bob)):
        alice.mentions(place, "hello")
    alice.mentions(alice.dm, "hello")

    seen = [(event["type"], event.get("channel_type")) for event in told(slack_server)]
    assert seen == [
        ("app_mention", None),
        ("message", "channel"),
        ("app_mention", None),
        ("message", "mpim"),
        ("message", "im"),
    ]


async def test_edits_previews_and_deletions_are_told(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    said = harbour.alice.posts(harbour.channel, "one")

    harbour.alice.edits(said, "two")
    harbour.alice.unfurls(said)
    harbour.alice.deletes(said)

    _, edit, preview, deletion = told(slack_server)
    assert edit["message"]["text"] == "two"
    assert edit["previous_message"]["text"] == "one"
    assert edit["message"]["edited"]["user"] == harbour.alice.id
    assert preview["message"]["text"] == preview["previous_message"]["text"] == "two"
    assert (deletion["subtype"], deletion["deleted_ts"]) == ("message_deleted", said.ts)


async def test_joins_files_and_threads_are_told(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    bob = slack_server.person("bob")

    bob.joins(harbour.channel)
    first = bob.shares(harbour.channel, "look")
    harbour.alice.posts(harbour.channel, "nice", thread=first)

    assert kinds(slack_server) == [
        ("member_joined_channel", None),
        ("message", "channel_join"),
        ("message", "file_share"),
        ("message", None),
    ]
    reply = told(slack_server)[-1]
    assert (reply["thread_ts"], reply["parent_user_id"]) == (first.ts, bob.id)


async def test_bots_strangers_and_the_app_itself_are_known_as_such(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    jenkins = slack_server.other_bot("jenkins", harbour.channel)
    stranger = slack_server.person("stranger", harbour.channel, is_stranger=True)

    jenkins.posts(harbour.channel, "built")
    jenkins.posts(harbour.channel, "built", subtype="bot_message")
    stranger.posts(harbour.channel, "hello")

    deliveries = [one.payload for one in slack_server.courier.sent.all]
    assert [bool(one["event"].get("bot_id")) for one in deliveries] == [True, True, False]
    assert deliveries[2]["event"]["team"] != slack_server.world.team
    assert deliveries[2]["is_ext_shared_channel"]


async def test_only_what_the_manifest_subscribes_to_is_told(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    slack_server.install(
        {
            "features": {"agent_view": {}},
            "oauth_config": {"scopes": {"bot": ["chat:write"]}},
            "settings": {"event_subscriptions": {"bot_events": ["app_mention", "message.im"]}},
        }
    )

    harbour.alice.mentions(harbour.channel, "hello")
    harbour.alice.dms("hello")
    harbour.alice.opens_home()

    assert kinds(slack_server) == [("app_mention", None), ("message", None)]


async def test_what_is_typed_is_escaped_and_mentions_are_not(
    slack_server: SlackServer, harbour: Harbour
) -> None:
    bob = slack_server.person("bob", harbour.channel)

    harbour.alice.posts(harbour.channel, f"{bob.mention} & <!channel> \N{ROCKET}")
    harbour.alice.posts(harbour.channel, "<!here>", raw=True)
    command = harbour.alice.slash("/ask", "1 < 2")

    texts = [event["text"] for event in told(slack_server)[:2]]
    assert texts == [f"{bob.mention} &amp; &lt;!channel&gt; \N{ROCKET}", "<!here>"]
    assert command.payload["text"] == "1 &lt; 2"
