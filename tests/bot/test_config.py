import pytest

from bot.config import read_settings
from bot.errors import ConfigurationError, ExitCode
from knowledge.corpus import PACKAGED


def test_settings_have_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_KNOWLEDGE", "BOT_LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)

    settings = read_settings()

    assert settings.knowledge == PACKAGED
    assert settings.log_level == "WARNING"


def test_an_error_names_the_variable_and_never_its_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_LOG_LEVEL", "hunter2")

    with pytest.raises(ConfigurationError) as caught:
        read_settings()

    assert str(caught.value).startswith("BOT_LOG_LEVEL: ")
    assert "hunter2" not in str(caught.value)
    assert caught.value.exit_code is ExitCode.BAD_CONFIGURATION


def test_discord_is_read_from_nested_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DISCORD__TOKEN", "hunter2")
    monkeypatch.setenv("BOT_DISCORD__GUILD_IDS", "1, 2")
    monkeypatch.setenv("BOT_DISCORD__SHARD_COUNT", "4")
    monkeypatch.setenv("BOT_DISCORD__SHARD_IDS", "0 3")

    discord = read_settings().discord

    assert discord.token
    assert discord.token.get_secret_value() == "hunter2"
    assert discord.guild_ids == (1, 2)
    assert discord.shard_ids == (0, 3)
    assert "hunter2" not in repr(discord)


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("TOKN", "hunter2", "BOT_DISCORD__TOKN: "),
        ("TOKEN", "", "BOT_DISCORD__TOKEN: Value error, is blank"),
        ("TOKEN", "  ", "BOT_DISCORD__TOKEN: Value error, is blank"),
        ("TOKEN", "hunter2 hunter2", "BOT_DISCORD__TOKEN: Value error, is no token"),
        ("TOKEN", "hunter2\nhunter2", "BOT_DISCORD__TOKEN: Value error, is no token"),
        ("TOKEN", "hünter hunter2", "BOT_DISCORD__TOKEN: Value error, is no token"),
        ("TOKEN", "xoxb-hunter2", "BOT_DISCORD__TOKEN: Value error, is a token of Slack"),
        ("TOKEN", "xapp-hunter2", "BOT_DISCORD__TOKEN: Value error, is a token of Slack"),
        ("COOLDOWN", "-1", "BOT_DISCORD__COOLDOWN: "),
        ("SHARD_IDS", "0", "shard_ids needs shard_count"),
        ("GUILD_IDS", "hunter2", "BOT_DISCORD__GUILD_IDS"),
        ("API_URL", "hunter2", "BOT_DISCORD__API_URL: "),
    ],
)
def test_a_wrong_variable_of_discord_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, problem: str
) -> None:
    monkeypatch.setenv(f"BOT_DISCORD__{name}", value)

    with pytest.raises(ConfigurationError) as caught:
        read_settings()

    assert problem in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_spaces_around_a_token_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DISCORD__TOKEN", " hunter2\n")

    token = read_settings().discord.token

    assert token
    assert token.get_secret_value() == "hunter2"


def test_the_web_server_is_read_from_nested_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().web.port is None
    monkeypatch.setenv("BOT_WEB__HOST", "192.0.2.1")
    monkeypatch.setenv("BOT_WEB__PORT", "8080")

    web = read_settings().web

    assert (web.host, web.port) == ("192.0.2.1", 8080)


@pytest.mark.parametrize("port", ["hunter2", "-1", "65536", ""])
def test_a_wrong_port_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    monkeypatch.setenv("BOT_WEB__PORT", port)

    with pytest.raises(ConfigurationError, match="BOT_WEB__PORT: ") as caught:
        read_settings()

    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("mode", "port", "served"), [("http", "", 8080), ("http", "90", 90), ("socket", "", None)]
)
def test_slack_over_http_needs_a_port(
    monkeypatch: pytest.MonkeyPatch, mode: str, port: str, served: int | None
) -> None:
    held = {
        "BOT_SLACK__BOT_TOKEN": "xoxb-hunter2",
        "BOT_SLACK__APP_TOKEN": "xapp-hunter2",
        "BOT_SLACK__SIGNING_SECRET": "hunter2",
        "BOT_SLACK__MODE": mode,
    }
    for name, value in {**held, **({"BOT_WEB__PORT": port} if port else {})}.items():
        monkeypatch.setenv(name, value)

    assert read_settings().served.port == served
