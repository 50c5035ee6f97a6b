import resource
import signal
import sys
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from warraq.media import workshop
from warraq.media.models import Encoding, Video

MEMORY = 8 << 30  # bytes of address space
STUCK = 1_800  # seconds without a second of film


class Command(BaseCommand):
    help = "How far the sizes of films are; `again` has them made anew, `work` prepares one film and ends."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word")
        again = words.add_parser("again", help="make the sizes of these films anew, or of all that failed")
        again.add_argument("numbers", nargs="*", type=int, metavar="NUMBER")
        work = words.add_parser("work", help="prepare the next film (serve does it by itself)")
        work.add_argument("--slot", type=int, default=0, help="which of the places of work ([films] at_once)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["word"] == "work":
            self._work(options["slot"])
        elif options["word"] == "again":
            self._again(options["numbers"])
        else:
            self._list()

    def _work(self, slot: int) -> None:
        asked_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked_to_stop.set())
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

        def should_stop() -> bool:
            """Asked once a second of film; a codec that no longer comes so far is ended."""
            signal.alarm(STUCK)
            return asked_to_stop.is_set()

        should_stop()
        workshop.work(slot, should_stop)

    def _again(self, numbers: list[int]) -> None:
        found = Video.objects.filter(pk__in=numbers) if numbers else Video.objects.filter(encoding__state="failed")
        videos = list(found)
        if missing := set(numbers) - {video.pk for video in videos}:
            raise CommandError(f"no film has the number {min(missing)}")
        for video in videos:
            Encoding.objects.ask(video)
        self.stdout.write(f"{len(videos)} films will be prepared anew")

    def _list(self) -> None:
        for work in Encoding.objects.select_related("video").order_by("video_id"):
            share = f" {work.share:.0%} {work.step}" if work.state == Encoding.State.RUNNING else ""
            reason = f": {work.reason}" if work.reason else ""
            self.stdout.write(f"{work.video_id:6} {work.state}{share}{reason}  {work.video.title}")
        sys.stdout.flush()
