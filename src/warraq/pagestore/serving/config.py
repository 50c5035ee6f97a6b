"""What the front process is told, in one file that `warraq serve` writes before it starts it."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

VARIABLE = "WARRAQ_FRONT"  # names that file
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class FrontConfig:
    """Sizes are in bytes, times in seconds, addresses of machines as CIDR networks."""

    store: str
    socket: str  # where the application listens
    static: str
    media: str
    spool: str  # where large uploads wait until they are complete
    status: str  # written by the worker, once a second
    hosts: list[str]  # whom readers may ask for; ".example.org" is every name under it
    memory: int = 128 * MEGABYTE
    trusted_proxies: list[str] = field(default_factory=list)
    metrics_from: list[str] = field(default_factory=lambda: ["127.0.0.0/8", "::1/128"])
    # Whether a CDN is purged by the keys a page names; no reader has any use for them.
    tells_keys: bool = False
    largest_body: int = MEGABYTE
    largest_upload: int = 1_024 * MEGABYTE
    # So many requests are passed on at once, readers' and newsroom's apart, and so many more may wait for their turn.
    readers_at_once: int = 5
    newsroom_at_once: int = 8
    waiting: int = 200
    # What answers posts to an address here, without the application: "package.module:factory" and what it is told.
    posts: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    # Pages for "not now", by the first word of an address; "" for every other.
    unavailable: dict[str, str] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), "utf-8")
        temporary.replace(path)


def read_config() -> FrontConfig:
    return FrontConfig(**json.loads(Path(os.environ[VARIABLE]).read_text("utf-8")))
