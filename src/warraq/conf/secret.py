"""The site's secret key: made once, kept beside the data, readable by its owner only."""

import os
import secrets
from pathlib import Path

from .words import SiteFileError


def secret_key(data: Path) -> str:
    """The key in `data/secret-key`, made on first use; two processes starting at once agree on one."""
    path = data / "secret-key"
    try:
        if not path.exists():
            _make(path)
        key = path.read_text("ascii").strip()
    except OSError as error:
        raise SiteFileError(f"data directory {data}: cannot be used: {error.strerror} ({error.filename})") from error
    except UnicodeDecodeError:
        key = ""
    if not key:
        raise SiteFileError(f"{path}: is damaged; remove it and a new one is made (everyone has to sign in anew)")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = path.with_name(f".secret-key.{secrets.token_hex(4)}")
    mine.touch(mode=0o600)
    mine.write_text(secrets.token_urlsafe(50), "ascii")
    try:
        os.link(mine, path)
    except FileExistsError:
        pass
    finally:
        mine.unlink()
