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
