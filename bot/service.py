"""The use cases, one method each; knows no platform."""

import logging
from collections.abc import Awaitable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from bot.channels import AskChannels, Channels
from bot.edition import Edition
from bot.errors import StoreError
from bot.metrics import Metrics
from bot.reply import Reply, about, reply_to
from bot.reply.pages import (
    companies_page,
    comparison_page,
    profile_page,
    sources_page,
    timeline_page,
    topics_page,
)
from bot.seen import Claims, Seen, SharedSeen
from bot.vote import Vote
from knowledge.answerer import Answerer
from knowledge.comparison import compare
from knowledge.corpus import Corpus
from knowledge.outcome import Reason
from knowledge.overview import sources, topics
from knowledge.profiles import company_profile, person_profile
from knowledge.statements import summary_statement
from knowledge.timeline import timeline

if TYPE_CHECKING:
    # To import a database takes longer than to answer a question from the command line.
    from bot.store import Store

log = logging.getLogger(__name__)


MISSES = frozenset({Reason.NOT_COVERED, Reason.UNKNOWN_NAME, Reason.OFF_TOPIC})
"""Reasons of refusals that more knowledge or another wording could turn into an answer."""


class Service:
    """Answers for every platform, each time from one edition of the knowledge.

    What is served is one immutable value, replaced by one assignment: a method looks at it
    once, so that a reply never mixes two editions.
    """

    def __init__(
        self,
        corpus: Corpus,
        answerer: Answerer | None = None,
        channels: Channels | None = None,
        metrics: Metrics | None = None,
        store: "Store | None" = None,
    ) -> None:
        self.edition = Edition(corpus, answerer)
        self.channels: Channels = channels or AskChannels()
        self.metrics = metrics or Metrics()
        self.store = store

    @property
    def corpus(self) -> Corpus:
        """What is known now; take it once for what belongs together."""
        return self.edition.corpus

    def serve(self, edition: Edition) -> None:
        """Answer from another edition from now on."""
        self.edition = edition

    def claims(self) -> Claims:
        """Make what takes up each event once: with all that share the store, if there is one."""
        if self.store is None:
            return Seen()
        return SharedSeen(self.store.events, self.metrics.store_failed)

    def ask(self, question: str, *, platform: str, person: str = "") -> Reply:
        """Answer a question, and log that it was: never what it was, or whose."""
        started = perf_counter()
        self.metrics.asked(platform)
        reply = self.recall(question)
        seconds = perf_counter() - started
        self.metrics.replied(platform, reply, seconds)
        log.info(
            "answered platform=%s outcome=%s match=%s confidence=%.2f ms=%.1f",
            platform,
            reply.status,
            ",".join(reply.matches) or "-",
            reply.confidence,
            1000 * seconds,
        )
        if self.store and reply.reason in MISSES:
            asker = self.store.pseudonym(platform, person)
            self.store.misses.note(question, platform=platform, asker=asker)
        return reply

    def recall(self, question: str) -> Reply:
        """Answer a question that was asked and logged before."""
        edition = self.edition
        return edition.sign(reply_to(edition.answerer.answer(question), edition.corpus))

    async def vote(self, vote: Vote) -> bool:
        """Keep a vote, and log it, never who voted or in what words; tell whether it is kept."""
        log.info(
            "voted platform=%s helpful=%s match=%s words=%s",
            vote.platform,
            vote.is_helpful,
            ",".join(vote.matches) or "-",
            len(vote.missing.split()),
        )
        if self.store:
            return await self._kept(self.store.votes.cast(vote))
        return True

    async def forget(self, platform: str, person: str) -> bool:
        """Delete the votes and misses of a person; tell whether that was possible."""
        if self.store:
            return await self._kept(self.store.forget(self.store.pseudonym(platform, person)))
        return True

    async def _kept(self, writing: Awaitable[object]) -> bool:
        """Write to the store; a fault of its is logged, and not the person's to wait out."""
        try:
            await writing
        except StoreError as error:
            self.metrics.store_failed()
            log.warning("not kept: %s", error)
            return False
        return True

    def warm(self) -> None:
        """Work out beforehand what every question needs: a second, for who answers many."""
        self.edition.answerer.warm()

    def suggest(self, text: str, *, limit: int) -> tuple[str, ...]:
        """Complete what someone is typing to questions that have an answer."""
        return self.edition.answerer.suggest(text, limit)

    def company(self, name: str) -> Reply:
        """Tell what is held about a company."""
        edition = self.edition
        return edition.sign(profile_page(company_profile(edition.corpus, name)))

    def companies(self) -> Reply:
        """List the companies and what they are."""
        edition = self.edition
        corpus = edition.corpus
        companies = corpus.companies.values()
        return edition.sign(companies_page(summary_statement(corpus, each) for each in companies))

    def person(self, name: str) -> Reply:
        """Tell what is held about a person."""
        edition = self.edition
        return edition.sign(profile_page(person_profile(edition.corpus, name)))

    def compare(self, names: Sequence[str]) -> Reply:
        """Set two or three names side by side."""
        edition = self.edition
        return edition.sign(comparison_page(compare(edition.corpus, names)))

    def timeline(self) -> Reply:
        """Tell the dated facts in order."""
        edition = self.edition
        return edition.sign(timeline_page(timeline(edition.corpus)))

    def topics(self) -> Reply:
        """List what there is to ask."""
        edition = self.edition
        return edition.sign(topics_page(topics(edition.corpus)))

    def sources(self) -> Reply:
        """List what the answers rest on."""
        edition = self.edition
        return edition.sign(sources_page(sources(edition.corpus)))

    def about(self) -> Reply:
        """Say what the bot can do."""
        edition = self.edition
        return edition.sign(about(edition.corpus))
