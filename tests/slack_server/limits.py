"""The sizes that Slack allows, each where its checks read it."""

BLOCKS = {"message": 50, "modal": 100, "home": 100}
TOTAL_CHARACTERS = 13_200  # over a message's blocks: undocumented, as bots have met it
MARKDOWN_CHARACTERS = 12_000  # over a message's markdown blocks
TEXT = 40_000  # what is longer is cut
UPDATED_TEXT = 4_000  # chat.update refuses more
ATTACHMENTS = 100
PROMPTS = 4
MODALS = 3  # that lie over one another
BLOCK_ID = ACTION_ID = CALLBACK_ID = 255
PRIVATE_METADATA = 3_000
TITLE = 24  # of a modal, and its buttons

TEXTS = {
    ("section", "text"): 3_000,
    ("header", "text"): 150,
    ("markdown", "text"): MARKDOWN_CHARACTERS,
    ("image", "title"): 2_000,
    ("image", "alt_text"): 2_000,
    ("image", "image_url"): 3_000,
    ("input", "label"): 2_000,
    ("input", "hint"): 2_000,
    ("button", "text"): 75,
    ("button", "value"): 2_000,
    ("button", "url"): 3_000,
    ("button", "accessibility_label"): 75,
    ("icon_button", "text"): 75,
    ("icon_button", "value"): 2_000,
    ("icon_button", "accessibility_label"): 75,
    ("feedback_button", "text"): 75,
    ("feedback_button", "value"): 2_000,
    ("feedback_button", "accessibility_label"): 75,
    ("option", "text"): 75,
    ("option", "value"): 150,
    ("option", "description"): 75,
    ("option", "url"): 3_000,
    ("option_group", "label"): 75,
    ("confirm", "title"): 100,
    ("confirm", "text"): 300,
    ("confirm", "confirm"): 30,
    ("confirm", "deny"): 30,
}
"""Characters by kind of object and field."""

PLACEHOLDER = 150
FIELDS, FIELD_TEXT = 10, 2_000
ELEMENTS = {"actions": 25, "context": 10, "context_actions": 5}
OPTIONS = {"overflow": 5, "checkboxes": 10, "radio_buttons": 10}
SELECT_OPTIONS = OPTION_GROUPS = 100

SURFACES = {
    "message": frozenset(
        "actions context context_actions divider file header image input markdown rich_text"
        " section table video".split()
    ),
    "modal": frozenset(
        "actions context divider header image input rich_text section video".split()
    ),
    "home": frozenset("actions context divider header image input rich_text section video".split()),
}
"""Kinds of block that each surface shows, of those that the tests know."""

PLAIN_ONLY = frozenset(
    [
        ("header", "text"),
        ("image", "title"),
        ("input", "label"),
        ("input", "hint"),
        ("button", "text"),
        ("icon_button", "text"),
        ("feedback_button", "text"),
        ("option_group", "label"),
        ("confirm", "title"),
        ("confirm", "confirm"),
        ("confirm", "deny"),
    ]
)
"""Where mrkdwn is refused."""

REQUIRED = {
    "header": ("text",),
    "image": ("alt_text",),
    "markdown": ("text",),
    "actions": ("elements",),
    "context": ("elements",),
    "context_actions": ("elements",),
    "input": ("label", "element"),
    "button": ("text", "action_id"),
    "icon_button": ("text", "icon", "action_id"),
    "feedback_button": ("text", "value"),
    "feedback_buttons": ("positive_button", "negative_button", "action_id"),
    "static_select": ("action_id",),
    "external_select": ("action_id",),
    "overflow": ("options", "action_id"),
    "plain_text_input": ("action_id",),
    "option": ("text",),
    "confirm": ("title", "text", "confirm", "deny"),
}
"""Fields that an object must have."""
