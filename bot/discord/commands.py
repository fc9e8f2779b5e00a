"""The commands that everyone has."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot import requests
from bot.discord import choices
from bot.discord.addressing import question_in
from bot.discord.desk import PLATFORM, Desk
from bot.reply import wording

Tree = app_commands.CommandTree[discord.AutoShardedClient]
Interaction = discord.Interaction[discord.AutoShardedClient]

Question = Range[str, 1, 4000]
Name = Range[str, 1, 100]


def add_commands(tree: Tree, desk: Desk) -> None:
    """Add what members use to a tree."""
    _add_asking(tree, desk)
    _add_profiles(tree, desk)
    _add_pages(tree, desk)
    _add_forgetting(tree, desk)


def _add_asking(tree: Tree, desk: Desk) -> None:
    @tree.command(description="Ask a question; the answer names its sources.")
    @app_commands.describe(
        question="Your question, in your own words.",
        private="Whether only you see the answer; you can share it afterwards.",
    )
    async def ask(
        interaction: Interaction,
        question: Question,
        private: bool = False,  # noqa: FBT001, FBT002 - Discord passes options by name
    ) -> None:
        asked = choices.question_of(desk.service, question)
        await desk.ask(interaction, asked, privately=private)

    @ask.autocomplete("question")
    async def complete(interaction: Interaction, typed: str) -> list[Choice[str]]:
        del interaction
        return choices.question_choices(desk.service, typed)

    @tree.context_menu(name="Answer this")
    async def answer_this(interaction: Interaction, message: discord.Message) -> None:
        asked = question_in(message, interaction.application_id)
        await desk.ask(interaction, asked)


def _add_profiles(tree: Tree, desk: Desk) -> None:
    async def companies(interaction: Interaction, typed: str) -> list[Choice[str]]:
        del interaction
        return choices.company_choices(desk.service, typed)

    async def people(interaction: Interaction, typed: str) -> list[Choice[str]]:
        del interaction
        return choices.person_choices(desk.service, typed)

    async def names(interaction: Interaction, typed: str) -> list[Choice[str]]:
        del interaction
        return choices.name_choices(desk.service, typed)

    @tree.command(description="What the sources tell about a company.")
    @app_commands.describe(name="A company, also by a nickname or misspelt.")
    @app_commands.autocomplete(name=companies)
    async def company(interaction: Interaction, name: Name) -> None:
        await desk.ask(interaction, requests.company(name))

    @tree.command(description="What the sources tell about a person.")
    @app_commands.describe(name="A person, also by surname or misspelt.")
    @app_commands.autocomplete(name=people)
    async def person(interaction: Interaction, name: Name) -> None:
        await desk.ask(interaction, requests.person(name))

    @tree.command(description="Two or three companies or people side by side.")
    @app_commands.describe(first="The first.", second="The second.", third="A third, if any.")
    @app_commands.autocomplete(first=names, second=names, third=names)
    async def compare(
        interaction: Interaction, first: Name, second: Name, third: Name | None = None
    ) -> None:
        compared = [name for name in (first, second, third) if name]
        await desk.ask(interaction, requests.compare(compared))


def _add_pages(tree: Tree, desk: Desk) -> None:
    for name, description in requests.PAGES.items():
        tree.add_command(_page(desk, name, description))

    @tree.command(description="The questions that I can answer, by topic.")
    async def topics(interaction: Interaction) -> None:
        letter = desk.topics_letter(interaction.user.id)
        await desk.outbox.respond(interaction, letter, privately=True)


def _add_forgetting(tree: Tree, desk: Desk) -> None:
    @tree.command(name="forget-me", description="Delete your votes and missed questions.")
    async def forget(interaction: Interaction) -> None:
        is_done = await desk.service.forget(PLATFORM, str(interaction.user.id))
        told = wording.FORGOTTEN if is_done else wording.NOT_FORGOTTEN
        await desk.outbox.whisper(interaction, told)


def _page(desk: Desk, name: str, description: str) -> app_commands.Command[Any, ..., None]:
    async def show(interaction: Interaction) -> None:
        await desk.ask(interaction, f"/{name}")

    return app_commands.Command(name=name, description=description, callback=show)
