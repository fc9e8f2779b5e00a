"""The JSON object of `ask --json`: a contract, to which keys may only be added."""

import json
from dataclasses import asdict

from bot.reply import Reply, render_text


def to_json(question: str, reply: Reply, *, knowledge: str, explain: bool = False) -> str:
    """Write a question and its reply as one line of JSON."""
    told: dict[str, object] = {
        "question": question,
        "status": reply.status,
        "text": render_text(reply),
        "citations": [asdict(citation) for citation in reply.citations],
        "confidence": reply.confidence,
        "matches": reply.matches,
        "suggestions": reply.suggestions,
        "knowledge": knowledge,
    }
    if explain:
        told["trace"] = asdict(reply.trace)
    # Only ASCII goes out, so that no terminal's encoding can spoil or stop it.
    return json.dumps(told)
