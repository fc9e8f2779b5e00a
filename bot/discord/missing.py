"""Questions without an answer, each a press or two away from one."""

from collections.abc import Sequence

import discord

from bot.curation.clustering import Cluster
from bot.curation.telling import misses_page
from bot.discord.desk import Desk
from bot.discord.limits import LABEL, OPTION
from bot.discord.outbox import Letter
from bot.discord.rights import actor_of, is_denied
from bot.discord.tags import Tag
from bot.discord.views import Item, stopped_view
from bot.fitting import shorten, visible
from bot.reply import admin_wording
from bot.reply.admin_pages import told
from bot.tags import Kind, key_of


def misses_letter(desk: Desk, missed: Sequence[Cluster], asker: int) -> Letter:
    """List the misses, with a select of them."""
    options = [
        discord.SelectOption(
            label=shorten(visible(each.shown.text), OPTION), value=_value(each)
        )
        for each in missed
    ]
    select: Item = discord.ui.Select(
        custom_id=str(Tag(Kind.MISS, asker)), placeholder=admin_wording.PICK_MISS, options=options
    )
    letter = desk.note(misses_page(missed))
    return Letter(letter.embed, stopped_view([[select]])) if options else letter


async def choose_miss(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Offer what can be done with a miss that was chosen from the list."""
    if await is_denied(desk, interaction, "misses"):
        return
    match interaction.data:
        case {"values": [str(value)]}:
            number, _, entry = value.partition(":")
        case _:
            number, entry = "", ""
    drop = _button(admin_wording.DROP, Tag(Kind.DROP, tag.asker, number))
    adopt = _button(admin_wording.adopt(entry), Tag(Kind.ADOPT, tag.asker, f"{number}:{entry}"))
    buttons = [adopt, drop] if entry else [drop]
    letter = Letter(desk.note(told(admin_wording.CHOSEN)).embed, stopped_view([buttons]))
    await desk.outbox.respond(interaction, letter, privately=True)


async def adopt_miss(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Make a miss a phrasing of its nearest entry."""
