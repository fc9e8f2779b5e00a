"""What the Web API says when it refuses."""

from typing import Any, NoReturn


class ApiError(Exception):
    """A refusal: HTTP 200 with `ok: false`, the error's name and what explains it."""

    def __init__(self, error: str, *messages: str, **extra: Any) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.body: dict[str, Any] = {"ok": False, "error": error, **extra}
        if messages:
            self.body["response_metadata"] = {"messages": [f"[ERROR] {one}" for one in messages]}


def refuse(error: str, *messages: str, **extra: Any) -> NoReturn:
    """Refuse by the error's name, such as "channel_not_found"."""
    raise ApiError(error, *messages, **extra)
