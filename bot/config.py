"""Settings from the environment: BOT_..., with __ between the levels."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    SecretStr,
    ValidationError,
    WebsocketUrl,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import ConfigurationError
from knowledge.corpus import PACKAGED

PREFIX = "BOT_"

DEFAULT_PORT = 8080
"""Where Slack calls over HTTP, unless a port is given."""

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


def _split(given: object) -> object:
    """Read "1, 2" as a list: people write no JSON into an environment."""
    return given.replace(",", " ").split() if isinstance(given, str) else given


Ids = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_split)]
"""Numbers apart by commas or spaces."""


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
"""Ids of letters and digits, apart by commas or spaces."""


def _sendable(token: SecretStr) -> SecretStr:
    """Refuse what no platform gives out: it would fail later, and less clearly."""
    held = token.get_secret_value().strip()
    if not held:
        problem = "is blank: give the token, or do not set it"
        raise ValueError(problem)
    if not (held.isascii() and held.isprintable()) or " " in held:
        problem = "is no token: copy it anew, in one piece"
        raise ValueError(problem)
    return SecretStr(held)


Token = Annotated[SecretStr, AfterValidator(_sendable)]


class DiscordSettings(BaseModel):
    """All that an operator can set for Discord."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    token: Token | None = None
    """The bot's token; without it, Discord is left alone."""

    api_url: HttpUrl | None = None
    """A REST proxy in place of Discord's own address, with the API's version."""

    gateway_url: WebsocketUrl | None = None
    """A gateway proxy in place of Discord's own."""

    shard_count: int | None = Field(default=None, ge=1)
    """Shards in all; without it, as many as Discord advises."""

    shard_ids: Ids = ()
    """The shards that this process runs; without it, all."""

    guild_ids: Ids = ()
    """Servers that get the commands, at once and alone; without it, everywhere."""

    message_content: bool = False
    """Whether to read messages that do not address the bot, as ask-channels need."""

    admin_roles: Ids = ()
    """Roles that may use /kb beside those who manage the server."""

    admin_users: Ids = ()
    """People who may use /kb beside those who manage the server."""

    cooldown: float = Field(default=2.0, ge=0)
    """Seconds between two questions of one person; 0 is none."""

    @field_validator("token")
    @classmethod
    def _is_not_slacks(cls, token: SecretStr | None) -> SecretStr | None:
        if token and token.get_secret_value().startswith(("xox", "xapp-")):
            problem = "is a token of Slack: BOT_SLACK__... takes it"
            raise ValueError(problem)
        return token

    @model_validator(mode="after")
    def _shards_fit(self) -> Self:
        if self.shard_ids and not self.shard_count:
            problem = "shard_ids needs shard_count"
            raise ValueError(problem)
        if self.shard_count and any(n not in range(self.shard_count) for n in self.shard_ids):
            problem = "shard_ids count from 0 to shard_count - 1"
            raise ValueError(problem)
        return self


class SlackSettings(BaseModel):
    """All that an operator can set for Slack."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bot_token: Token | None = None
    """The bot user's token (xoxb-); without it, Slack is left alone."""

    app_token: Token | None = None
    """The app-level token (xapp-) that opens Socket Mode's connections."""

    signing_secret: Token | None = None
    """Proves that a request over HTTP is from Slack."""

    mode: Literal["socket", "http"] = "socket"
    """Whether Slack is connected to, or calls a public address of ours."""

    api_url: HttpUrl | None = None
    """Another Web API, such as GovSlack's: https://slack-gov.com/api/."""

    admin_users: Words = ()
    """People who may use /rigwire kb beside the workspace's admins and owners."""

    cooldown: float = Field(default=2.0, ge=0)
    """Seconds between two questions of one person; 0 is none."""

    @model_validator(mode="after")
    def _tokens_fit(self) -> Self:
        given = (("bot_token", self.bot_token, "xoxb-"), ("app_token", self.app_token, "xapp-"))
        for name, token, start in given:
            if token and not token.get_secret_value().startswith(start):
                problem = f"{name} begins with {start}; another token stands there"
                raise ValueError(problem)
        needed = "signing_secret" if self.mode == "http" else "app_token"
        if self.bot_token and not getattr(self, needed):
            problem = f"mode {self.mode} needs {needed}"
            raise ValueError(problem)
        return self


class WebSettings(BaseModel):
    """All that an operator can set for the web server."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    host: str = "127.0.0.1"
    """The address to listen on; 0.0.0.0 is every one, as in a container."""

    port: int | None = Field(default=None, ge=0, le=65535)
    """The port of /healthz, /readyz and /metrics; without it, no web server, unless Slack is
    to call over HTTP."""


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

    store: SecretStr | None = None
    """The database: a path, or postgresql://...; without it, a file in the data directory."""

    misses: Literal["off", "counts", "text"] = "text"
    """What is kept of a question without an answer."""

    log_level: Level = "WARNING"
    """INFO logs one line a question, without its text."""

    discord: DiscordSettings = DiscordSettings()

    slack: SlackSettings = SlackSettings()

    web: WebSettings = WebSettings()

    @property
    def served(self) -> WebSettings:
        """The web server's settings, with a port if Slack needs one."""
        is_called = self.slack.bot_token and self.slack.mode == "http"
        if self.web.port is None and is_called:
            return self.web.model_copy(update={"port": DEFAULT_PORT})
        return self.web


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
