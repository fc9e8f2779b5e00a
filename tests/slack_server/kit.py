"""Blocks and views that the tests of the server send."""

from .model import Json


def button(label: str, action_id: str, value: str = "-") -> Json:
    """Return a button."""
    text = {"type": "plain_text", "text": label}
    return {"type": "button", "text": text, "action_id": action_id, "value": value}


BUTTONS: list[Json] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "an answer"}},
    {"type": "actions", "elements": [button("Helpful", "helpful"), button("Tell", "tell")]},
]
FEEDBACK: Json = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "up"},
            "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "down"},
        }
    ],
}
MODAL: Json = {
    "type": "modal",
    "callback_id": "missing",
    "title": {"type": "plain_text", "text": "What was missing?"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "missing",
            "label": {"type": "plain_text", "text": "Missing"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "company",
            "optional": True,
            "label": {"type": "plain_text", "text": "Company"},
            "element": {"type": "external_select", "action_id": "name", "min_query_length": 1},
        },
    ],
}

ANSWERS: dict[str, Json] = {
    "?": {"response_action": "errors", "errors": {"missing": "say more"}},
    "push": {"response_action": "push", "view": MODAL},
    "update": {"response_action": "update", "view": {**MODAL, "blocks": BUTTONS}},
    "clear": {"response_action": "clear"},
    "broken": {"response_action": "errors", "errors": {"colour": "no such input"}},
}
"""What a submission is acknowledged with, by what was filled in."""
