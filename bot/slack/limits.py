"""Slack's limits."""

BLOCKS = 50
SECTION = 3000
BUTTON = 75
VALUE = 2000
OPTION = 75
OPTION_VALUE = 150
OPTIONS = 100
PLACEHOLDER = 150
TITLE = 24
METADATA = 3000
INPUT = 3000
PROMPTS = 4

TEXT = 4000
"""Of a message's text: what chat.update takes, and what Slack advises elsewhere."""

TOTAL = 13_200
"""Over all blocks of a message. Slack documents no such limit and refuses what is longer."""
