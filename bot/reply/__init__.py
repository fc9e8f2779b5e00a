"""Reply: all that the bot can say, platform-free."""

from bot.reply.model import Part, Reply, Status
from bot.reply.outcomes import about, notice, reply_to
from bot.reply.text import (
    Kind,
    citation_lines,
    lay_out,
    render_page,
    render_text,
    suggestion_lines,
)
from bot.reply.trace import explain

__all__ = [
    "Kind",
    "Part",
    "Reply",
    "Status",
    "about",
    "citation_lines",
    "explain",
    "lay_out",
    "notice",
    "render_page",
    "render_text",
    "reply_to",
    "suggestion_lines",
]
