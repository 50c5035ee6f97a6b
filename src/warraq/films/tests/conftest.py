from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def laid(tmp_path: Path) -> Callable[[bytes], Path]:
    """Bytes as a file on the disk."""

    def lay(data: bytes, name: str = "film.mp4") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return lay
