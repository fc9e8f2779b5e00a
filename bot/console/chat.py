"""A chat: a line typed -> the reply, and what the chat remembers of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.console.commands import help_lines
from bot.reply import Reply, explain, notice
from bot.reply.wording import NO_LAST_ANSWER
from bot.service import Service
from knowledge.lookup import split_names
from knowledge.outcome import Trace

PLATFORM = "console"


@dataclass(frozen=True, slots=True)
class Ended:
    """The person has left."""


@dataclass(slots=True)
class Chat:
    """A conversation with one person."""

    service: Service
    admin: Callable[[str], Reply] | None = None
    """Does what is typed behind /kb, where that is possible."""
    _offered: dict[str, str] = field(default_factory=dict)
    """The suggestions of the last reply that had any, by number."""
    _trace: Trace | None = None

    def respond(self, line: str) -> Reply | Ended:
        """Reply to a line: a command, the number of a suggestion, or a question."""
        command, _, rest = line.strip().partition(" ")
        match command.casefold(), rest.strip():
            case "/quit" | "/exit", _:
                return Ended()
            case word, _ if word in self._pages:
                return self._pages[word]()
            case "/kb", line if self.admin:
                return self.admin(line)
            case word, argument if word in self._lookups and argument:
                return self._lookups[word](argument)
            case word, _ if word.startswith("/"):
                return notice(help_lines())
            case _:
                return self._ask(line.strip())

    @property
    def _pages(self) -> Mapping[str, Callable[[], Reply]]:
        return {
            "/timeline": self.service.timeline,
            "/topics": self.service.topics,
            "/sources": self.service.sources,
            "/why": self._why,
        }

    @property
    def _lookups(self) -> Mapping[str, Callable[[str], Reply]]:
        return {
            "/company": self.service.company,
            "/person": self.service.person,
            "/compare": self._compare,
        }

    def _compare(self, names: str) -> Reply:
        return self.service.compare(split_names(self.service.corpus.names, names))

    def _ask(self, line: str) -> Reply:
        question = self._offered.get(line, line)
        reply = self.service.ask(question, platform=PLATFORM)
        self._trace = reply.trace
        if reply.suggestions:
            numbered = enumerate(reply.suggestions, start=1)
            self._offered = {str(number): asked for number, asked in numbered}
        return reply

    def _why(self) -> Reply:
        return notice(explain(self._trace) if self._trace else [NO_LAST_ANSWER])
