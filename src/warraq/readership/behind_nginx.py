"""The address `/_/read` in the application, for a site behind nginx: there is no front of ours before it."""

import atexit
import threading
import time
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .receiving import FLUSH, Receiver, Rules
from .rules import LONGEST_BODY


@csrf_exempt  # it changes nothing that belongs to anybody; where it comes from is looked at (`rules.py`)
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Take one beat. It opens no database."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length) > LONGEST_BODY:
        return HttpResponse(status=413)
    status = receiver().receive(request.body, _Headers(request), request.get_host(), request.META["REMOTE_ADDR"])
    return HttpResponse(status=status, headers={"Cache-Control": "no-store"})


class _Headers:
    """A request's headers, as the front has them."""

    def __init__(self, request: HttpRequest) -> None:
        self._headers = request.headers

    def get(self, name: str) -> str | None:
        return self._headers.get(name)


@cache
def receiver() -> Receiver:
    """This process's counting, which writes batches in a thread of its own."""
    options = settings.WARRAQ_READS
    made = Receiver(Path(options["place"]), Rules(options["cap"], options["honours_do_not_track"]))
    threading.Thread(target=_flush_again_and_again, args=[made], name="reads", daemon=True).start()
    atexit.register(made.flush)
    return made


def _flush_again_and_again(receiver: Receiver) -> None:
    while True:
        time.sleep(FLUSH)
        receiver.flush()
