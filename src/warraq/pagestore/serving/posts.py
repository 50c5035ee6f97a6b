"""Posts that the front answers itself, by programs that others have written and the configuration names."""

import asyncio
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol


class Post(Protocol):
    """Answers posts to one address. Imports no Django."""

    def begin(self, loop: asyncio.AbstractEventLoop) -> None: ...

    def end(self) -> None: ...

    async def answer(self, scope: Any, protocol: Any, headers: Any, host: str, address: str) -> int:
        """Read the body of a request, send an answer; its status. `address` is the reader's own."""
        ...


def made(posts: Mapping[str, tuple[str, dict[str, Any]]]) -> dict[str, Post]:
    """By address."""
    return {path: _factory(name)(options) for path, (name, options) in posts.items()}


def _factory(name: str) -> Any:
    module, _, factory = name.partition(":")
    return getattr(import_module(module), factory)
