"""Discord's refusals: status, code and words as the API sends them."""

from typing import Any

Json = dict[str, Any]

_KNOWN = {
    0: (401, "401: Unauthorized"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10014: (400, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    30032: (400, "Maximum number of application commands reached (100)."),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged."),
    40094: (400, "This interaction has reached the maximum number of follow up messages"),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160002: (403, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
}


class ApiError(Exception):
    """A request that Discord refuses."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body


def refusal(code: int) -> ApiError:
    """Build the refusal of this JSON error code."""
    status, message = _KNOWN[code]
    return ApiError(status, {"message": message, "code": code})


def http_refusal(status: int, words: str) -> ApiError:
    """Build a refusal that has no code of its own."""
    return ApiError(status, {"message": f"{status}: {words}", "code": 0})


class Problems:
    """The fields of one request that break a limit, gathered into Discord's tree."""

    def __init__(self) -> None:
        self._errors: Json = {}

    def add(self, path: tuple[str | int, ...], code: str, message: str) -> None:
        """Note one problem of one field."""
        node = self._errors
        for key in path:
            node = node.setdefault(str(key), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def required(self, path: tuple[str | int, ...]) -> None:
        """Note a field that is missing."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def length(
        self, path: tuple[str | int, ...], value: Any, most: int, least: int | None = None
    ) -> None:
        """Check the length of a text or list; absent is well unless there is a least."""
        if value is None or (not value and least):
            if least:
                self.required(path)
            return
        if least is not None and not least <= len(value) <= most:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        elif len(value) > most:
            self.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")

    def choice(self, path: tuple[str | int, ...], value: Any, allowed: tuple[Any, ...]) -> None:
        """Check that a value is one of those allowed."""
        if value not in allowed:
            words = ", ".join(map(str, allowed))
            self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{words}}}.")

    def url(self, path: tuple[str | int, ...], value: str, schemes: tuple[str, ...]) -> None:
        """Check the scheme of an address."""
        if value.partition("://")[0] not in schemes:
            self.add(path, "URL_TYPE_INVALID_SCHEME", f"Scheme must be one of {schemes}.")

    def settle(self) -> None:
        """Raise 50035 when there was any problem."""
        if self._errors:
            body = {"message": "Invalid Form Body", "code": 50035, "errors": self._errors}
            raise ApiError(400, body)
