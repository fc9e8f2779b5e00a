"""Knowledge files going out as a zip and coming in as one, or as a single file."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from bot.curation.examining import Unfit
from knowledge.reading import QUESTIONS

MOST_UPLOADED = 10 * 2**20
"""Bytes of an upload: what Discord lets anyone attach, and four times the packaged knowledge."""

MOST_UNPACKED = 64 * 2**20
"""Bytes in all files of a zip: twice the largest single file that is ever read."""

MOST_FILES = 200
"""Files in a zip: five tables, the suite, and more sources than anyone cites."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every packed file, so that the same knowledge gives the same zip."""

TABLES = ("companies.toml", "people.toml", "facts.toml", "faq.toml", "lexicon.toml", QUESTIONS)
_SOURCE = re.compile(r"sources/\w[\w.-]*\.toml", re.ASCII)
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError)

NOT_KNOWLEDGE = f"no knowledge file; known are {', '.join(TABLES)} and sources/NAME.toml"


class UploadError(Exception):
    """An upload that is not taken; the message says what is wrong with it."""


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """Write a version as a zip, to be unpacked over the directory in version control."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), files[name], zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def read_upload(name: str, content: bytes, held: Mapping[str, bytes]) -> dict[str, bytes] | Unfit:
    """Take a zip for all files, or one file in the place of the one that is held."""
    if len(content) > MOST_UPLOADED:
        return too_large(name)
    try:
        if zipfile.is_zipfile(io.BytesIO(content)) or name.endswith(".zip"):
            return _unzip(content)
        return {**held, _place(name): content}
    except UploadError as error:
        return Unfit((f"{name[:80]!a}: {error}",))


def too_large(name: str) -> Unfit:
    """Say that an upload is too large: also of one that was not even fetched."""
    return Unfit((f"{name[:80]!a}: larger than {MOST_UPLOADED // 2**20} MB",))


def _place(name: str) -> str:
    """Give the path of a single file: a TOML file that is no table is a source."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    place = plain if plain in TABLES else f"sources/{plain}"
    if not _is_known(place):
        raise UploadError(NOT_KNOWLEDGE)
    return place


def _unzip(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_all(archive)
    except _BROKEN as error:
        problem = "not a zip that can be read; pack it again"
        raise UploadError(problem) from error


def _read_all(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [each for each in archive.infolist() if not each.is_dir()]
    if len(entries) > MOST_FILES:
        problem = f"more than {MOST_FILES} files"
        raise UploadError(problem)
    files: dict[str, bytes] = {}
    room = MOST_UNPACKED
    for name, entry in zip(_names(entries), entries, strict=True):
        if name in files:
            problem = f"{name} is in it twice"
            raise UploadError(problem)
        files[name] = _read(archive, entry, room)
        room -= len(files[name])
    return files


def _names(entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Give the names within the directory that was packed: sites pack it with its name."""
    names = [each.filename for each in entries]
    tops = {name.partition("/")[0] for name in names}
    wrapped = len(tops) == 1 and not any(map(_is_known, names))
    for name in names:
        inner = name.partition("/")[2] if wrapped else name
        if not _is_known(inner):
            # The name is a stranger's: what steers a terminal stays out of the message.
            problem = f"{name[:80]!a} is {NOT_KNOWLEDGE}"
            raise UploadError(problem)
        yield inner


def _is_known(name: str) -> bool:
    """Tell whether a path is one of ours: no other is ever read, so none leads elsewhere."""
    return name in TABLES or bool(_SOURCE.fullmatch(name))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """Read one file as far as there is room, whatever size its entry claims."""
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if is_link or entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PLAIN:
        problem = f"{entry.filename} is a link, encrypted or packed in a way that is not read"
        raise UploadError(problem)
    with archive.open(entry) as packed:
        content = packed.read(room + 1)
    if len(content) > room:
        problem = f"it unpacks to more than {MOST_UNPACKED // 2**20} MB"
        raise UploadError(problem)
    return content
