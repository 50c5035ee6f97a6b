"""The address `/_/read` in the process in front, which imports it by name: no Django, no database."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from .receiving import FLUSH, Receiver, Rules
from .rules import LONGEST_BODY

PATIENCE = 10.0  # seconds for a body of a hundred bytes
HEADERS = [("cache-control", "no-store")]


class Beacon:
    """Answers beats and writes batches beside."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        rules = Rules(options["cap"], options["honours_do_not_track"])
        self.receiver = Receiver(Path(options["place"]), rules)
        self._task: asyncio.Task | None = None

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self._task = loop.create_task(self._flush_again_and_again())

    def end(self) -> None:
        """Keep what is still in memory."""
        if self._task is not None:
            self._task.cancel()
        self.receiver.flush()

    async def answer(self, scope: Any, protocol: Any, headers: Any, host: str, address: str) -> int:
        """Take one beat; the status that was answered."""
        body = await _body(protocol, headers)
        status = 413 if body is None else self.receiver.receive(body, headers, host, address)
        protocol.response_empty(status, HEADERS)
        return status

    async def _flush_again_and_again(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(FLUSH)
            await loop.run_in_executor(None, self.receiver.flush)


async def _body(protocol: Any, headers: Any) -> bytes | None:
    """None for one that is too long or does not arrive."""
    declared = headers.get("content-length") or ""
    if not (declared.isascii() and declared.isdigit() and len(declared) < 6 and int(declared) <= LONGEST_BODY):
        return None
    body = b""
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            async for piece in protocol:
                body += piece
                if len(body) > LONGEST_BODY:
                    return None
            return body
    return None


def make(options: Mapping[str, Any]) -> Beacon:
    """Asked for by the front."""
    return Beacon(options)
