"""Every sentence of the bot's own: nothing in it is from a source or from a person."""

from collections.abc import Mapping, Sequence

from knowledge.outcome import Reason, Refusal

MAX_SUBJECT_CHARACTERS = 40
"""Of a word that is said back: longer ones are no word that helps anyone."""

CHOOSE = "That can be read in more than one way. Which do you mean?"
NOTHING_DATED = "No date is given for anything that the sources tell."
NOT_GIVEN = "not given in the sources."
NOT_COMPARABLE = "I compare two or three different names; please give me that many."
NO_TOPICS = "There are no topics yet: the knowledge holds no questions."
NO_LAST_ANSWER = "Ask me something first, then I can tell how I came to the answer."
WENT_WRONG = "Sorry, something went wrong here. It has been noted; please try again."

ON_COOLDOWN = "One question at a time, please: try again in a moment."
RESTARTING = "I am restarting; please ask again in a minute."
TOO_OLD = "That one is too old for me: please ask again, then it works."
NOT_YOURS = "Only who asked can do that."
NOT_ALLOWED = "That is for those who manage this server."
CANNOT_WRITE = "I may not write where you asked, so here it is."
VOTE_THANKS = "Thank you, that helps."
NOT_KEPT = "Sorry, that could not be kept just now; please try again in a minute."
FORGOTTEN = "Done: your votes, and the questions of yours that found no answer, are deleted."
NOT_FORGOTTEN = "Sorry, that could not be deleted just now; please try again in a minute."
WHAT_WAS_MISSING = "What was missing?"
MISSING_HINT = "What did you want to know? (optional)"
CHOOSE_TOPIC = "Choose a topic to see its questions"
CHOOSE_QUESTION = "Choose a question"
NEEDS_CONTENT = (
    "I cannot read this channel yet: turn on the message content intent in the developer "
    "portal, set BOT_DISCORD__MESSAGE_CONTENT=true and restart me."
)
LISTENING = "From now on I answer the questions asked here, when I am sure of the answer."
NOT_LISTENING = "I no longer listen here; mention me or use /ask."
CHECKING_PASSED = "All is well."
CHECKING_FAILED = "This is to be mended:"

NOT_AN_ADMIN = "That is for the admins of this workspace."
INVITE_ME = "I am not in this channel yet, so I hear nothing here: invite me with /invite first."
KB_CHANNEL = "kb channel listen, kb channel stop"
LOOKING = "is looking it up..."
CHOOSE_NAME = "Begin to type a name"
NAME = "Name"
NAMES_TO_COMPARE = "Two or three names"
LOOK_UP = "Look up"
COMPARE = "Compare"
ANSWER = "Answer"
SEND = "Send"
CLOSE = "Close"
NO_SUCH_NAME = "Choose one of the names that are offered."
TOO_FEW_NAMES = "Choose at least two."
ASK_HERE = "Your question"
ASK_HINT = "Type a question and press Enter"
HOME_TOPICS = "Topics"
HOME_COMPANIES = "Companies and other bodies"

HELPFUL = "Helpful"
NOT_HELPFUL = "Not helpful"
WHY = "Why this answer"
SHARE = "Share"
SHARE_WITH_EVERYONE = "Share with everyone"
DELETE = "Delete"
PREVIOUS = "Previous"
NEXT = "Next"

COMPANIES = "Companies and other bodies"
SHARED = "The same for all of them"
NOTE = "Note"
CONTINUED = "(continued)"
PEOPLE = "People"
RELATED = "See also"
LEFT_OPEN = "What the sources leave open"
IN_ORDER = "In order"
WITHOUT_YEAR = "Dated without a year, so their place in the order is not known"

OFFER_NEXT = "You could also ask"
OFFER_NEARBY = "What the sources do answer"
OFFER_CHOICES = "Choose one"
OFFER_EXAMPLES = "For example"

_SMALLTALK: Mapping[str, str] = {
    "greeting": "Hello! What would you like to know?",
    "thanks": "You're welcome. Ask away if there is more.",
    "farewell": "Goodbye, and come back any time.",
    "praise": "Thank you, that is kind. Anything else you would like to know?",
    "insult": "Sorry that this was no help. Other words may find the answer.",
    "mood": "All well here, thanks. What would you like to know?",
}

_REFUSALS: Mapping[Reason, str] = {
    Reason.EMPTY: "There is no question in this that I can read. What is yours?",
    Reason.TOO_LONG: "That is too long for me. Please ask it in a few sentences.",
    Reason.LANGUAGE: "Sorry, I only understand questions in English.",
    Reason.INSTRUCTION: "I only answer questions about what my sources say.",
    Reason.UNKNOWN_NAME: "The sources say nothing about that name.",
    Reason.LEFT_OPEN: "The sources leave this open.",
    Reason.ADVICE: "I give no advice: I only tell what my sources say.",
    Reason.NOT_COVERED: "The sources do not tell this.",
    Reason.OFF_TOPIC: "That is outside what my sources are about, so I cannot tell.",
}


def smalltalk(kind: str) -> str:
    """Give a short friendly line for what is no question."""
    return _SMALLTALK.get(kind, "I am here for your questions. What is yours?")


def about(titles: Sequence[str]) -> str:
    """Say what the bot is for."""
    return (
        f"I am a bot that answers questions from {_listed(titles)}. I name the "
        "paragraph behind each statement, and I say so when the sources do not tell."
    )


def refusal(refused: Refusal) -> str:
    """Say why there is no answer; of what the person wrote, one word at most."""
    subject = safe_subject(refused.subject)
    match refused.reason:
        case Reason.UNKNOWN_NAME if subject:
            return f'The sources say nothing about "{subject}".'
        case Reason.NOT_COVERED if subject:
            return f'The sources do not tell this: nothing in them is on "{subject}".'
        case Reason.LEFT_OPEN if refused.note:
            return f"The sources leave this open. {refused.note}"
        case reason:
            return _REFUSALS[reason]


def missing(count: int) -> str:
    """Say that parts of a question stay without an answer."""
    if count == 1:
        return "One part of your question is not answered by the sources."
    return f"{count} parts of your question are not answered by the sources."


def unknown_name(near: Sequence[str], position: int = 0) -> str:
    """Say that a name is not held; `position` tells which of several it was."""
    which = ("that", "the first", "the second", "the third")[position]
    text = f"The sources hold nothing under {which} name."
    return f"{text} Did you mean {_either(near)}?" if near else text


def shared_by(name: str) -> str:
    """Say who made a private answer public."""
    return f"Shared by {name}"


def knowledge_version(version: str, page: int = 1, pages: int = 1) -> str:
    """Name the knowledge behind a reply, and the page where there are several."""
    told = f"Knowledge {version}"
    return f"{told}, page {page} of {pages}" if pages > 1 else told


def and_more(count: int) -> str:
    """Say how many do not fit."""
    return f"and {count} more"


def undated(count: int) -> str:
    """Say how much has no date."""
    if count == 1:
        return "One more fact has no date in the sources."
    return f"{count} more facts have no date in the sources."


def says(name: str) -> str:
    """Head what a company or person says."""
    return f"What {name} says"


def said_of(name: str) -> str:
    """Head what others say of a company or person."""
    return f"What others say of {name}"


def only(name: str) -> str:
    """Head what is told of one name and not of those beside it."""
    return f"Told of {name} only"


def sections(titles: Sequence[str]) -> str:
    """Name the sections of a source."""
    return f"Sections: {', '.join(titles)}."


def source_size(paragraphs: int, facts: int) -> str:
    """Say how much a source holds."""
    return f"{_count(paragraphs, 'paragraph')}, {_count(facts, 'fact')} taken from it."


def safe_subject(subject: str) -> str:
    """Strip a person's word to letters, digits and spaces: no mention, link or mark."""
    kept = "".join(character for character in subject if character.isalnum() or character == " ")
    return " ".join(kept.split())[:MAX_SUBJECT_CHARACTERS].rstrip()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _listed(titles: Sequence[str]) -> str:
    return " and ".join(f'"{title}"' for title in titles)


def _either(names: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
