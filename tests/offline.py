"""Keeps what runs here on this machine: whatever reaches for another one fails at once."""

import socket
import sys
from ipaddress import ip_address
from typing import Any

INTERNET = (socket.AF_INET, socket.AF_INET6)


class ReachedOutError(AssertionError):
    """Something tried to reach another machine; no code that handles OSError hides it."""


def stay_on_this_machine() -> None:
    """Refuse every connection and name look-up that leads elsewhere, to the process's end."""
    sys.addaudithook(_refuse_others)


def stay_without_sockets() -> None:
    """Refuse every socket of the internet's kinds, to the process's end."""
    sys.addaudithook(_refuse_all)


def _refuse_others(event: str, held: tuple[Any, ...]) -> None:
    match event, held:
        case (("socket.connect" | "socket.sendto"), (socket.socket(family=family), (host, *_))) if (
            family in INTERNET
        ):
            _check(host)
        case "socket.getaddrinfo", (str() as host, *_):
            _check(host)


def _check(host: str) -> None:
    try:
        is_here = host in ("localhost", "") or ip_address(host).is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise ReachedOutError(host)


def _refuse_all(event: str, held: tuple[Any, ...]) -> None:
    if event == "socket.__new__" and held[1] in (*INTERNET, -1):
        raise ReachedOutError(event)
