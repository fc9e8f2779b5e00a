"""The limits of a message and its embeds."""

from .components import check_components, check_layout_v2
from .errors import Json, Problems, refusal
from .model import COMPONENTS_V2

CONTENT = 2000
EMBEDS = 10
EMBED_TOTAL = 6000
FILES = 10
FILE_BYTES = 10 * 1024 * 1024
REQUEST_BYTES = 25 * 1024 * 1024
NONCE = 25
_EMBED_TEXTS = {"title": 256, "description": 4096}


def check_message(body: Json) -> None:
    """Refuse a message that breaks a limit."""
    problems = Problems()
    problems.length(("content",), body.get("content"), CONTENT)
    problems.length(("nonce",), str(body.get("nonce") or ""), NONCE)
    problems.length(("attachments",), body.get("attachments"), FILES)
    _check_embeds(problems, body.get("embeds") or [])
    _check_mentions(problems, body.get("allowed_mentions") or {})
    if (body.get("flags") or 0) & COMPONENTS_V2:
        _check_v2(problems, body)
    else:
        check_components(problems, body.get("components") or [])
    problems.settle()


def check_not_empty(body: Json) -> None:
    """Refuse a message with nothing in it."""
    said = (body.get("content") or "").strip()
    embeds = any(_has_text(embed) for embed in body.get("embeds") or ())
    rest = any(body.get(key) for key in ("attachments", "components", "sticker_ids", "poll"))
    if not (said or embeds or rest):
        raise refusal(50006)


def _has_text(embed: Json) -> bool:
    return any(value for key, value in embed.items() if key not in {"type", "color", "timestamp"})


def _check_embeds(problems: Problems, embeds: list[Json]) -> None:
    problems.length(("embeds",), embeds, EMBEDS)
    for number, embed in enumerate(embeds):
        _check_embed(problems, ("embeds", number), embed)
    if sum(map(_size, embeds)) > EMBED_TOTAL:
        words = f"Embed size exceeds maximum size of {EMBED_TOTAL}"
        problems.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", words)


def _check_embed(problems: Problems, path: tuple[str | int, ...], embed: Json) -> None:
    for key, most in _EMBED_TEXTS.items():
        problems.length((*path, key), embed.get(key), most)
    problems.length((*path, "fields"), embed.get("fields"), 25)
    for number, field in enumerate(embed.get("fields") or ()):
        problems.length((*path, "fields", number, "name"), field.get("name"), 256, 1)
        problems.length((*path, "fields", number, "value"), field.get("value"), 1024, 1)
    if footer := embed.get("footer"):
        problems.length((*path, "footer", "text"), footer.get("text"), 2048, 1)
    if author := embed.get("author"):
        problems.length((*path, "author", "name"), author.get("name"), 256, 1)
    if url := embed.get("url"):
        problems.url((*path, "url"), url, ("http", "https"))


def _size(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    for field in embed.get("fields") or ():
        texts += [field.get("name"), field.get("value")]
    return sum(len(text or "") for text in texts)


def _check_mentions(problems: Problems, allowed: Json) -> None:
    for kind in ("users", "roles"):
        problems.length(("allowed_mentions", kind), allowed.get(kind), 100)
        if allowed.get(kind) and kind in (allowed.get("parse") or ()):
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            words = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            problems.add(("allowed_mentions",), code, words)


def _check_v2(problems: Problems, body: Json) -> None:
    for key in ("content", "embeds"):
        if body.get(key):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            words = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            problems.add((key,), code, words)
    check_layout_v2(problems, body.get("components") or [])
