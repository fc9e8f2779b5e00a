from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.store.address import read_address


def test_without_a_setting_the_store_lies_in_the_data_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert read_address(None).path == tmp_path / "rigwire" / "rigwire.db"


@pytest.mark.parametrize("given", ["/srv/a.db", "sqlite:////srv/a.db", Path("/srv/a.db")])
def test_a_path_is_a_file(given: str | Path) -> None:
    assert read_address(given).path == Path("/srv/a.db")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg"])
def test_a_server_is_shown_without_user_and_password(scheme: str) -> None:
    address = read_address(f"{scheme}://rig:s3cret@db.example:5433/rigwire?sslmode=require")

    assert address.shown == "postgresql://db.example:5433/rigwire"
    assert address.url.drivername == "postgresql+asyncpg"
    assert address.url.query == {"ssl": "require"}
    assert "s3cret" not in repr(address)


@pytest.mark.parametrize(
    "given",
    [
        "mysql://rig:s3cret@db/rigwire",
        "postgresql://rig:s3cret@db:port/rigwire",
        "postgresql://db/rigwire?password=s3cret",
        "sqlite://",
        "://s3cret",
    ],
)
def test_what_cannot_be_used_is_refused_without_its_value(given: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^BOT_STORE: [^\n]+$") as raised:
        read_address(given)

    assert "s3cret" not in str(raised.value)
