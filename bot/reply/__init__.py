"""Reply: all that the bot can say, platform-free."""

from bot.reply.model import Part, Reply, Status
from bot.reply.outcomes import about, reply_to
from bot.reply.text import citation_lines, render_text

__all__ = ["Part", "Reply", "Status", "about", "citation_lines", "render_text", "reply_to"]
