"""Settings from the environment: BOT_..., with __ between the levels."""

from pathlib import Path
from typing import Literal

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import ConfigurationError
from knowledge.corpus import PACKAGED

PREFIX = "BOT_"

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """All that an operator can set."""

    # A misspelt token must not show in the error that names its variable.
    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        frozen=True,
        hide_input_in_errors=True,
    )

    knowledge: Path = PACKAGED
    """The knowledge directory to answer from."""

    log_level: Level = "WARNING"
    """INFO logs one line a question, without its text."""


def read_settings() -> Settings:
    """Read the settings; raise ConfigurationError with every fault."""
    try:
        return Settings()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise ConfigurationError(
            f"{_variable(fault['loc'])}: {fault['msg']}" for fault in faults
        ) from None


def _variable(location: tuple[int | str, ...]) -> str:
    return PREFIX + "__".join(str(part) for part in location).upper()
