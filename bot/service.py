"""The use cases, one method each; knows no platform."""

import logging
from collections.abc import Sequence
from functools import cached_property
from time import perf_counter

from bot.channels import AskChannels
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
from bot.vote import Vote
from knowledge.answerer import Answerer
from knowledge.comparison import compare
from knowledge.corpus import Corpus
from knowledge.overview import sources, topics
from knowledge.profiles import company_profile, person_profile
from knowledge.statements import summary_statement
from knowledge.timeline import timeline

log = logging.getLogger(__name__)


class Service:
    """Answers for every platform from one corpus."""

    def __init__(
        self,
        corpus: Corpus,
        answerer: Answerer | None = None,
        channels: AskChannels | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self.corpus = corpus
        self.channels = channels or AskChannels()
        self.metrics = metrics or Metrics()
        self._built = answerer

    def ask(self, question: str, *, platform: str) -> Reply:
        """Answer a question, and log that it was: never what it was."""
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
        return reply

    def recall(self, question: str) -> Reply:
        """Answer a question that was asked and logged before."""
        return reply_to(self._answerer.answer(question), self.corpus)

    def vote(self, vote: Vote) -> None:
        """Take note of a vote: never of who voted, or in what words."""
        log.info(
            "voted platform=%s helpful=%s match=%s words=%s",
            vote.platform,
            vote.is_helpful,
            ",".join(vote.matches) or "-",
            len(vote.missing.split()),
        )

    def warm(self) -> None:
        """Work out beforehand what every question needs: a second, for who answers many."""
        self._answerer.warm()

    def suggest(self, text: str, *, limit: int) -> tuple[str, ...]:
        """Complete what someone is typing to questions that have an answer."""
        return self._answerer.suggest(text, limit)

    def company(self, name: str) -> Reply:
        """Tell what is held about a company."""
        return profile_page(company_profile(self.corpus, name))

    def companies(self) -> Reply:
        """List the companies and what they are."""
        companies = self.corpus.companies.values()
        return companies_page(summary_statement(self.corpus, each) for each in companies)

    def person(self, name: str) -> Reply:
        """Tell what is held about a person."""
        return profile_page(person_profile(self.corpus, name))

    def compare(self, names: Sequence[str]) -> Reply:
        """Set two or three names side by side."""
        return comparison_page(compare(self.corpus, names))

    def timeline(self) -> Reply:
        """Tell the dated facts in order."""
        return timeline_page(timeline(self.corpus))

    def topics(self) -> Reply:
        """List what there is to ask."""
        return topics_page(topics(self.corpus))

    def sources(self) -> Reply:
        """List what the answers rest on."""
        return sources_page(sources(self.corpus))

    def about(self) -> Reply:
        """Say what the bot can do."""
        return about(self.corpus)

    @cached_property
    def _answerer(self) -> Answerer:
        """Built when first asked: profiles and lists need no index."""
        return self._built or Answerer(self.corpus)
