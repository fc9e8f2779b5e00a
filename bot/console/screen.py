"""A reply on a terminal, in colours.

Everything is shown as Text, which rich takes literally: brackets in knowledge stay.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from bot.reply import Kind, Reply, citation_lines, lay_out, suggestion_lines
from bot.reply.wording import NOTE

STYLES = {
    Kind.HEADING: "bold",
    Kind.STATEMENT: "",
    Kind.ITEM: "",
    Kind.NOTE: "italic yellow",
}
CITATION = "dim"
SUGGESTION = "cyan"


def show(console: Console, reply: Reply) -> None:
    """Print a reply: what is said, what it rests on, what to ask next."""
    for block in blocks(reply):
        console.print(block)
        console.print()


def blocks(reply: Reply) -> Iterator[Text]:
    """Style a reply, one text for each part that stands apart."""
    for part in lay_out(reply):
        lines = [Text(_shape(line.kind, line.text), STYLES[line.kind]) for line in part]
        yield Text("\n").join(lines)
    for written, style in (
        (citation_lines(reply), CITATION),
        (suggestion_lines(reply), SUGGESTION),
    ):
        if written:
            yield Text("\n".join(written), style)


def _shape(kind: Kind, text: str) -> str:
    match kind:
        case Kind.ITEM:
            return f"• {text}"
        case Kind.NOTE:
            return f"  {NOTE}: {text}"
        case Kind.HEADING | Kind.STATEMENT:
            return text
