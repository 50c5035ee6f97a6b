"""Makes a film's sizes, one step after another; what a step has written is there for whoever goes on after a crash."""

import logging
import shutil
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import av
from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext, override

from warraq.changes.models import Change
from warraq.films import encoding, ladder, stills
from warraq.films.opening import NotAFilm
from warraq.films.probing import Film, probe

from . import films
from .models import Encoding, Image, Video

logger = logging.getLogger("warraq.films")
TELL_EVERY = 3.0  # seconds between two writes of how far it is
SMALL_DOWNLOAD, LARGE_DOWNLOAD = 360, 720  # by short side, in pixels


class Stopped(Exception):
    """Somebody has asked this process to end."""


def make(work: Encoding, should_stop: Callable[[], bool] = lambda: False) -> None:
    """Everything that is missing of one film; its row says how it ended."""
    video = work.video
    # Notes for the newsroom, in its own language.
    with override(settings.LANGUAGE_CODE):
        try:
            _Making(work, should_stop).run()
        except Stopped:
            work.put_back()
        except NotAFilm as error:
            work.fail(gettext("The film could not be prepared: %(reason)s") % {"reason": films.REASONS[error.reason]})
        except (av.FFmpegError, OSError, ValueError) as error:
            logger.exception("film %s could not be prepared", video.pk)
            work.fail(gettext("The film could not be prepared: %(reason)s") % {"reason": error})


def place_of(video: Video) -> Path:
    """The directory of what is made of a film."""
    return Path(settings.MEDIA_ROOT) / "films" / str(video.pk)


class _Making:
    """One film."""

    def __init__(self, work: Encoding, should_stop: Callable[[], bool]) -> None:
        self.work, self.video, self.should_stop = work, work.video, should_stop
        self.source = Path(self.video.file.path)
        self.place = place_of(self.video)
        # No hidden directory is ever served.
        self.unfinished, self.whole = self.place / f".{work.token}", self.place / work.token
        self._told = 0.0

    def run(self) -> None:
        if self.whole.exists():
            self._publish(*self._plan())
            return
        self.unfinished.mkdir(parents=True, exist_ok=True)
        film, rungs = self._plan()
        self._take_pictures(film)
        self._climb(film, rungs)
        self._join(rungs)
        self._stop_if_asked()
        shutil.rmtree(self.unfinished / "unfinished", ignore_errors=True)
        self.unfinished.replace(self.whole)
        self._publish(film, rungs)

    def _plan(self) -> tuple[Film, list[ladder.Rung]]:
        film = probe(self.source)
        return film, ladder.rungs_for(film, settings.WARRAQ_FILMS.heights)

    def _stop_if_asked(self) -> None:
        if self.should_stop():
            raise Stopped

    # --- pictures out of the film

    def _take_pictures(self, film: Film) -> None:
        """First of all: an editor who waits for nothing else chooses the poster among them."""
        name = f"strip-{self.work.token}.jpg"
        if self.work.strip:
            return
        self.work.tell("strip", 0)
        sheet, times = stills.strip(self.source, film)
        sheet.save(self.place / f".{name}", "JPEG", quality=80)
        (self.place / f".{name}").replace(self.place / name)
        shape = {"width": stills.TILE, "height": sheet.height, "times": times}
        if self.video.poster_id is None:
            self._give_poster(times[stills.telling(sheet)])
        self.work.keep(strip={"name": f"films/{self.video.pk}/{name}"} | shape)

    def _give_poster(self, seconds: float) -> None:
        """What it shows is for an editor to write; until then no page with it goes live."""
        with transaction.atomic():
            video = Video.objects.select_for_update(of=("self",)).get(pk=self.video.pk)
            if video.poster_id is None:
                video.poster = poster_from(video, seconds)
                video.save(update_fields=["poster"])

    # --- sizes

    def _climb(self, film: Film, rungs: list[ladder.Rung]) -> None:
        """From the smallest on: the first ones are quickest, and serve the poorest lines."""
        weights = [rung.width * rung.height for rung in rungs]
        for number, rung in enumerate(rungs):
            before, whole = sum(weights[:number]), sum(weights)
            if rung.name in self.work.codecs and (self.unfinished / f"{rung.name}.m3u8").exists():
                continue

            def tell(seconds: float, rung=rung, before=before, weight=weights[number], whole=whole) -> None:
                self._tell(rung.name, (before + weight * min(1.0, seconds / film.seconds)) / whole)

            self._stop_if_asked()
            self.work.tell(rung.name, before / whole)
            codecs = encoding.encode(self.source, film.seconds, rung, self.unfinished, tell)
            self.work.keep(codecs=self.work.codecs | {rung.name: codecs})

    def _tell(self, step: str, share: float) -> None:
        self._stop_if_asked()
        if time.monotonic() - self._told > TELL_EVERY:
            self._told = time.monotonic()
            self.work.tell(step, share)

    def _join(self, rungs: list[ladder.Rung]) -> None:
        """The list of all, and whole files of two of them."""
        for rung in downloads(rungs):
            encoding.as_one_file(self.unfinished / f"{rung.name}.mp4", self.unfinished / f"film-{rung.name}.mp4")
        known = [(rung, self.work.codecs[rung.name]) for rung in rungs]
        (self.unfinished / "master.m3u8").write_text(ladder.master_playlist(known, self.unfinished), "ascii")

    # --- for readers

    def _publish(self, film: Film, rungs: list[ladder.Rung]) -> None:
        """Pages name the new files from the next render on; what they named before stays until `tidying` comes by."""
        files = [(rung, f"film-{rung.name}.mp4") for rung in downloads(rungs)]
        made = {
            "folder": f"films/{self.video.pk}/{self.work.token}",
            "downloads": [[name, rung.width, rung.height, (self.whole / name).stat().st_size] for rung, name in files],
        }
        with transaction.atomic():
            video = Video.objects.select_for_update(of=("self",)).get(pk=self.video.pk)
            if not Encoding.objects.filter(pk=self.work.pk, token=self.work.token).exists():
                return  # the film has got another file meanwhile
            video.made = made
            video.width, video.height, video.seconds = film.width, film.height, film.seconds
            fields = {"made": made, "width": film.width, "height": film.height, "seconds": film.seconds}
            if not settings.WARRAQ_FILMS.keep_original:
                fields |= self._without_original(video, made)
            Video.objects.filter(pk=video.pk).update(**fields)
            video.log_edit(Change.Kind.REFINED)
            self.work.end()

    def _without_original(self, video: Video, made: dict) -> dict:
        """The best of what was made takes the place of what came in."""
        old, storage = video.file.name, video.file.storage
        name, _width, _height, size = made["downloads"][-1]
        if not old.startswith("films/"):
            transaction.on_commit(lambda: storage.delete(old))
        return {"file": f"{made['folder']}/{name}", "size": size}


def downloads(rungs: list[ladder.Rung]) -> list[ladder.Rung]:
    """Two sizes to keep: a small one, and the best that is not huge."""
    small = [rung for rung in rungs if rung.side <= SMALL_DOWNLOAD][-1:]
    large = [rung for rung in rungs if rung.side <= LARGE_DOWNLOAD][-1:] or rungs[:1]
    return list(dict.fromkeys([*small, *large]))


def poster_from(video: Video, seconds: float) -> Image:
    """A new picture of the newsroom: the film at this moment. Raises av.FFmpegError, NotAFilm."""
    picture = stills.still(Path(video.file.path), min(seconds, max(0.0, video.seconds - 0.1)))
    out = BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=90)
    return Image.objects.create(title=video.title, credit=video.credit, file=File(out, name=f"film-{video.pk}.jpg"))
