"""How Slack signs what it sends to a URL."""

import hashlib
import hmac

TIMESTAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body, version included."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed(secret: str, timestamp: str, body: bytes) -> dict[str, str]:
    """Return the headers that prove a body to be Slack's."""
    return {TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, body)}
