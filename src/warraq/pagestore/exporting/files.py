"""What pages show and run: collected static files, and uploads with their sizes."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from .linking import Linker
from .mirror import IN_THE_WAY, Mirror, Result
from .rewriting import rewrite_sheet

Told = Callable[[str, int, int], None]


class Files:
    """Copies the files that were named while pages were written."""

    def __init__(self, linker: Linker, mirror: Mirror, is_linked: bool) -> None:
        self.linker, self.mirror, self.is_linked = linker, mirror, is_linked
        self.problems: list[str] = []

    def copy(self, told: Told) -> Iterator[tuple[str, Result]]:
        """Each file's name with what became of it; style sheets may name further ones."""
        wanted = self.linker.found.files
        wanted |= self._companions(wanted)
        done: set[str] = set()
        while waiting := sorted(wanted - done):
            for name in waiting:
                done.add(name)
                told("files copied", len(done), len(wanted | done))
                try:
                    result = self._copy(name)
                except IN_THE_WAY as error:
                    self.problems.append(str(error))
                    continue
                if result:
                    yield name, result
            wanted |= self.linker.found.files

    def _copy(self, name: str) -> Result | None:
        source = self.linker.source(name)
        if source is None:
            self.problems.append(f"{name} has gone while it was wanted")
            return None
        if name.endswith(".css"):
            text = source.read_text("utf-8")
            changed = rewrite_sheet(text, self.linker.changer(f"/{name}", name))
            if changed != text:
                return self.mirror.write(name, changed.encode())
        return self.mirror.copy(name, source, self.is_linked)

    def _companions(self, wanted: set[str]) -> set[str]:
        """Scripts fetch others and style sheets fonts: all of the app that a static file belongs to."""
        url = settings.STATIC_URL.lstrip("/")
        used = {name.removeprefix(url) for name in wanted if name.startswith(url)}
        apps = {name.split("/")[0] for name in used if "/" in name}
        return {url + name for name in _collected(apps)}


def _collected(apps: set[str]) -> Iterable[str]:
    """The names of an app's collected files, as pages write them."""
    hashed = getattr(staticfiles_storage, "hashed_files", None)
    if hashed:
        return [name for name in hashed.values() if name.split("/")[0] in apps]
    root = Path(settings.STATIC_ROOT)
    return [file.relative_to(root).as_posix() for app in apps for file in (root / app).rglob("*") if file.is_file()]
