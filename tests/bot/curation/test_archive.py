"""Zips that go out, and those that come in, hostile ones too."""

import io
import zipfile

import pytest

from bot.curation.archive import MOST_FILES, MOST_UNPACKED, MOST_UPLOADED, pack_files, read_upload
from bot.curation.examining import Unfit
from tests.harbour import harbour_files


def zipped(files: dict[str, bytes], **changed: object) -> bytes:
    """Pack files, with the attributes of each entry changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for key, value in changed.items():
                setattr(entry, key, value)
            archive.writestr(entry, content)
    return packed.getvalue()


def refusal(name: str, content: bytes) -> str:
    unfit = read_upload(name, content, harbour_files())
    assert isinstance(unfit, Unfit)
    [line] = unfit.problems
    return line


def test_what_is_exported_can_be_uploaded() -> None:
    files = harbour_files()

    assert read_upload("knowledge.zip", pack_files(files), {}) == files


def test_the_same_knowledge_gives_the_same_zip() -> None:
    files = harbour_files()

    assert pack_files(files) == pack_files(dict(reversed(files.items())))


def test_a_zip_of_a_directory_is_read_from_within_it() -> None:
    files = harbour_files()

    packed = zipped({f"base-main/{name}": content for name, content in files.items()})

    assert read_upload("base-main.zip", packed, {}) == files


def test_one_file_takes_the_place_of_the_one_that_is_held() -> None:
    files = harbour_files()

    taken = read_upload("faq.toml", b"new = 1", files)

    assert taken == {**files, "faq.toml": b"new = 1"}


def test_a_toml_file_that_is_no_table_is_a_source() -> None:
    assert read_upload("C:\\new\\pier.toml", b"", {}) == {"sources/pier.toml": b""}


@pytest.mark.parametrize(
    "name",
    [
        "../facts.toml",
        "/etc/facts.toml",
        "sources/../../facts.toml",
        "sources/..toml",
        "sources\\..\\x.toml",
        "C:/facts.toml",
        "notes.txt",
        "sources/deep/x.toml",
        "FAQ.toml",
    ],
)
def test_a_path_that_is_none_of_ours_is_refused(name: str) -> None:
    packed = zipped({name: b"", "faq.toml": b""})

    assert "no knowledge file" in refusal("up.zip", packed)


def test_no_name_of_a_stranger_steers_the_terminal() -> None:
    assert "\x1b" not in refusal("up.zip", zipped({"\x1b[2J": b"", "faq.toml": b""}))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = zipped({"faq.toml": bytes(MOST_UNPACKED + 1)})

    assert len(packed) < MOST_UPLOADED
    assert "unpacks to more than 64 MB" in refusal("up.zip", packed)


def test_a_bomb_in_parts_is_refused() -> None:
    half = bytes(MOST_UNPACKED // 2 + 1)

    assert "more than 64 MB" in refusal("up.zip", zipped({"faq.toml": half, "facts.toml": half}))


def test_a_size_that_lies_is_not_believed() -> None:
    packed = bytearray(zipped({"faq.toml": bytes(100_000)}))
    directory = packed.rindex(b"PK\x01\x02")
    packed[directory + 24 : directory + 28] = (10).to_bytes(4, "little")

    assert refusal("up.zip", bytes(packed))


def test_too_many_files_are_refused() -> None:
    files = {f"sources/s{number}.toml": b"" for number in range(MOST_FILES + 1)}

    assert "more than 200 files" in refusal("up.zip", zipped(files))


def test_a_link_is_refused() -> None:
    packed = zipped({"faq.toml": b"/etc/passwd"}, external_attr=0o120777 << 16)

    assert "a link" in refusal("up.zip", packed)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"", zipped({"faq.toml": b"x" * 1000})[:-30], b"\xff" * 100]
)
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert "not a zip" in refusal("up.zip", content)


def test_a_damaged_entry_is_refused() -> None:
    packed = bytearray(zipped({"faq.toml": b"some content " * 50}))
    packed[45] ^= 0xFF

    assert "not a zip" in refusal("up.zip", bytes(packed))


def test_too_large_an_upload_is_refused_unread() -> None:
    assert "larger than 10 MB" in refusal("faq.toml", bytes(MOST_UPLOADED + 1))


def test_a_file_in_it_twice_is_refused() -> None:
    # Python warns of a name written twice, so another one is made the same afterwards.
    packed = zipped({"faq.toml": b"a = 1", "fbq.toml": b"a = 2"}).replace(b"fbq", b"faq")

    assert "in it twice" in refusal("up.zip", packed)
