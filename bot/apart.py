"""Work that takes seconds of the processor, done in a process of its own.

A thread would not do: it shares the interpreter's lock with the event loop, which would
answer nobody meanwhile. The function and its arguments go to the other process as a
pickle on its standard input, and what it returns comes back on its standard output.
"""

import asyncio
import gc
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import ParamSpec, TypeVar

MOST_SECONDS = 180.0
"""Longest piece of work: the packaged knowledge takes ten on a slow machine, and a pattern
of a question suite could take for ever."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


class WorkFailedError(Exception):
    """The other process ended without a result; it has written why to the log."""


async def run_apart(
    function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result:
    """Call a function of a module in another process."""
    job = pickle.dumps((function, args, kwargs), protocol=5)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(MOST_SECONDS):
            returned, _ = await process.communicate(job)
    except TimeoutError:
        returned = b""
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if not returned or process.returncode:
        raise WorkFailedError(function.__name__)
    result: Result = pickle.loads(returned)  # noqa: S301 - of the process that we started
    return result


def main() -> None:
    """Do the work that standard input names."""
    gc.disable()  # It ends soon, and with it all that it holds.
    function, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 - see above
    sys.stdout.buffer.write(pickle.dumps(function(*args, **kwargs), protocol=5))


if __name__ == "__main__":
    main()
