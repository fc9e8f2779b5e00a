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
        ("TOKEN", "", "BOT_DISCORD__TOKEN: "),
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
