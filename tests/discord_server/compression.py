"""The two compressions of the gateway: one context for a connection's whole life."""

import zlib
from typing import Protocol

import zstandard


class Compressor(Protocol):
    """Turns one payload into the bytes of one frame."""

    def __call__(self, text: str) -> bytes: ...


def compressor(name: str | None) -> Compressor | None:
    """Return the compressor that the connection's address asks for."""
    if name == "zlib-stream":
        return _zlib()
    if name == "zstd-stream":
        return _zstd()
    return None


def _zlib() -> Compressor:
    context = zlib.compressobj()

    def compress(text: str) -> bytes:
        return context.compress(text.encode()) + context.flush(zlib.Z_SYNC_FLUSH)

    return compress


def _zstd() -> Compressor:
    context = zstandard.ZstdCompressor().compressobj()

    def compress(text: str) -> bytes:
        body = context.compress(text.encode())
        return body + context.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    return compress
