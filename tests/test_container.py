"""What the Dockerfile, its lock and compose.yaml claim is so."""

import asyncio
import json
import os
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.config import WebSettings
from bot.metrics import Metrics
from bot.web import Readiness, WebServer

ROOT = Path(__file__).parents[1]

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
STEPS = re.sub(r"\\\n\s*", "", DOCKERFILE)
"""Its instructions, one a line."""
LAST_STAGE = STEPS.rpartition("\nFROM ")[2]

LOCKS = sorted((ROOT / ".docker").glob("*.lock"))

COMPOSE: Mapping[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: Mapping[str, Any] = COMPOSE["services"]


def locked(lock: Path) -> Mapping[str, tuple[str, int]]:
    """Read the version and the number of hashes of each package in a lock."""
    text = lock.read_text(encoding="utf-8")
    found = re.finditer(r"^([\w.-]+)==(\S+)((?:\s+(?:\\\s+)?--hash=\S+)*)", text, re.MULTILINE)
    return {each[1]: (each[2], each[3].count("--hash=sha256:")) for each in found}


def test_the_process_runs_as_nobody_in_particular() -> None:
    assert re.findall(r"^USER (.+)$", LAST_STAGE, re.MULTILINE) == ["10001:10001"]


def test_signals_reach_python_itself() -> None:
    [command] = re.findall(r"^CMD (.+)$", LAST_STAGE, re.MULTILINE)

    assert json.loads(command) == ["python", "-m", "bot"]
    assert "\nSTOPSIGNAL SIGTERM\n" in LAST_STAGE
    assert "ENTRYPOINT" not in DOCKERFILE


async def health_check(port: int) -> int:
    """Run the health check as Docker does, and give its exit code."""
    [command] = re.findall(r"^HEALTHCHECK .*?CMD (.+)$", LAST_STAGE, re.MULTILINE)
    _, *arguments = json.loads(command)
    environment = {**os.environ, "BOT_WEB__PORT": str(port)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait()


async def test_the_health_check_asks_the_process(unused_tcp_port: int) -> None:
    async with WebServer(WebSettings(port=0), Readiness(), Metrics()) as server:
        assert await health_check(server.port) == 0

    assert await health_check(unused_tcp_port) != 0


def test_nothing_is_written_but_under_the_volume() -> None:
    for place in ("CACHE", "DATA", "STATE"):
        assert re.search(rf"XDG_{place}_HOME=/data\b", LAST_STAGE)
    assert "\nVOLUME /data\n" in LAST_STAGE


def test_no_secret_is_built_in() -> None:
    assert not re.search(r"TOKEN|SECRET|PASSWORD|^ARG ", DOCKERFILE, re.MULTILINE)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored[0] == "*"
    assert "!.env" not in ignored
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_all_that_is_installed_is_locked() -> None:
    for installs in re.findall(r"pip install ([^&\n]+)", STEPS):
        assert "--require-hashes" in installs or "--no-deps --no-index" in installs


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_hashes_and_names_only(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert all(hashes for _, hashes in locked(lock).values())
    assert text.count("==") == len(locked(lock))
    assert not re.search(r"://|--\w*index|--find-links|/tmp|/opt", text)


def test_the_lock_fits_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = {canonicalize_name(name): version for name, (version, _) in locked(LOCKS[1]).items()}

    for needed in map(Requirement, project["dependencies"]):
        name = canonicalize_name(needed.name)
        assert name in versions, f"{name} is not locked: run .docker/lock"
        assert needed.specifier.contains(versions[name]), f"{name}: run .docker/lock"


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES.keys())
def test_a_service_may_do_no_more_than_it_must(service: Mapping[str, Any]) -> None:
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service.get("user", "10001:10001").partition(":")[0] not in ("root", "0")


def test_the_database_is_out_of_reach_from_outside() -> None:
    database = SERVICES["database"]

    assert "ports" not in database
    assert [COMPOSE["networks"][name] for name in database["networks"]] == [{"internal": True}]


def test_the_web_server_is_open_to_this_machine_alone() -> None:
    assert SERVICES["bot"]["ports"] == ["127.0.0.1:8080:8080"]


def test_secrets_come_from_the_environment_file() -> None:
    assert SERVICES["bot"]["env_file"] == ".env"
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert len(re.findall(r"\$\{DATABASE_PASSWORD:\?", text)) == 2
    assert not re.search(r"(TOKEN|PASSWORD|SECRET)\s*[:=]\s*\w", text)


def test_a_stop_takes_longer_than_the_bot_needs() -> None:
    assert SERVICES["bot"]["stop_grace_period"] == "10s"
