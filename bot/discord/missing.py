"""Questions without an answer, each a press or two away from one."""

from collections.abc import Awaitable, Callable, Sequence

import discord

from bot.curation.clustering import Cluster
from bot.curation.curator import Curator
from bot.curation.model import Actor
from bot.curation.telling import misses_page
from bot.discord.desk import Desk
from bot.discord.limits import OPTION
from bot.discord.outbox import Letter
from bot.discord.rights import actor_of, is_denied
from bot.discord.tags import Tag, chosen_in
from bot.discord.views import Item, button, stopped_view
from bot.fitting import shorten, visible
from bot.reply import Reply, admin_wording
from bot.reply.admin_pages import told
from bot.tags import Kind, key_of

Work = Callable[[Curator, Actor], Awaitable[Reply]]


def misses_letter(desk: Desk, missed: Sequence[Cluster], asker: int) -> Letter:
    """List the misses, with a select of them."""
    options = [
        discord.SelectOption(
            label=shorten(visible(each.shown.text), OPTION), value=str(each.shown.number)
        )
        for each in missed
    ]
    letter = desk.note(misses_page(missed))
    if not options:
        return letter
    select: Item = discord.ui.Select(
        custom_id=str(Tag(Kind.MISS, asker)), placeholder=admin_wording.PICK_MISS, options=options
    )
    return Letter(letter.embed, stopped_view([[select]]))


async def choose_miss(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Offer what can be done with a miss that was chosen from the list."""
    curator = await _curator(desk, interaction)
    if curator is None:
        return
    number = chosen_in(interaction)
    near = await curator.attempt(curator.near(int(number))) if number.isdecimal() else None
    match near:
        case Reply() as failed:
            await _tell(desk, interaction, failed)
        case None:
            await _tell(desk, interaction, told(admin_wording.NO_SUCH_MISS))
        case entries:
            rows = [[_adopting(tag.asker, number, each)] for each in entries]
            drop = button(admin_wording.DROP, Tag(Kind.DROP, tag.asker, number))
            embed = desk.note(told(admin_wording.CHOSEN)).embed
            letter = Letter(embed, stopped_view([*rows, [drop]]))
            await desk.outbox.respond(interaction, letter, privately=True)


async def adopt_miss(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Make a miss a phrasing of an entry."""
    number, _, key = tag.argument.partition(":")
    entries = desk.service.corpus.entries
    entry = next((each for each in entries if key_of(each) == key), "")
    await _deal(
        desk,
        interaction,
        number,
        lambda curator, actor: curator.add_phrasing(actor, int(number), entry),
    )


async def drop_miss(desk: Desk, interaction: discord.Interaction, tag: Tag) -> None:
    """Mark a miss as out of scope."""
    number = tag.argument
    await _deal(
        desk,
        interaction,
        number,
        lambda curator, actor: curator.mark_out_of_scope(actor, int(number)),
    )


async def _deal(desk: Desk, interaction: discord.Interaction, number: str, work: Work) -> None:
    """Do something about a miss, for longer than Discord waits."""
    curator = await _curator(desk, interaction)
    if curator is None:
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    reply = told(admin_wording.NO_SUCH_MISS)
    if number.isdecimal():
        reply = await curator.attempt(work(curator, actor_of(interaction)))
    for letter in desk.notes(reply):
        await desk.outbox.follow(interaction, letter)


async def _curator(desk: Desk, interaction: discord.Interaction) -> Curator | None:
    """Give the curator to who has the right; whoever has not is told so."""
    if await is_denied(desk, interaction, "misses"):
        return None
    if desk.curator is None:
        await _tell(desk, interaction, told(admin_wording.NO_STORE))
    return desk.curator


async def _tell(desk: Desk, interaction: discord.Interaction, reply: Reply) -> None:
    await desk.outbox.respond(interaction, desk.note(reply), privately=True)


def _adopting(asker: int, number: str, entry: str) -> Item:
    tag = Tag(Kind.ADOPT, asker, f"{number}:{key_of(entry)}")
    return button(admin_wording.adopt(entry), tag, style=discord.ButtonStyle.primary)
