"""A page as a reader gets it, taken apart: for tests of what is printed."""

import re
from io import BytesIO

import av
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Pillow

from warraq.galleries.models import VideoIndexPage, VideoPage
from warraq.media.models import Video, VideoCaptions
from warraq.testing import make_edition, make_image, publish

MARKS_OF_NOTHING = re.compile(r"\b(None|undefined|NaN|nan|Untitled)\b|\{\{|\{%")
NEVER_EMPTY = "h1, h2, h3, h4, p, li, dt, dd, ul, ol, dl, a, time, figcaption, section"


class Printed:
    """The answer to one address."""

    def __init__(self, client: Client, address: str, status: int = 200) -> None:
        self.response = client.get(address)
        assert self.response.status_code == status, self.response.status_code
        self.tree = BeautifulSoup(self.response.content.decode(), "html.parser")

    def all(self, selector: str) -> list[Tag]:
        return self.tree.select(selector)

    def one(self, selector: str) -> Tag:
        (found,) = self.all(selector)
        return found

    def texts(self, selector: str) -> list[str]:
        return [words(element) for element in self.all(selector)]

    @property
    def main(self) -> str:
        return words(self.one("main"))

    def empty_parts(self) -> list[str]:
        """What stands on the page without saying anything."""
        silent = [
            str(element)[:120]
            for element in self.one("main").select(NEVER_EMPTY)
            if not words(element) and not element.select("img, input, svg")
        ]
        return silent + [found[0] for found in MARKS_OF_NOTHING.finditer(self.main)]


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def make_video(title: str = "عند الفجر", languages: tuple[str, ...] = (), **film_fields: object) -> VideoPage:
    """A published video whose film is a second of grey, with captions in these languages."""
    file = ContentFile(_film_bytes(), name="dawn.mp4")
    film = Video.objects.create(title=title, file=file, poster=make_image(), **film_fields)
    for language in languages:
        file = ContentFile(b"WEBVTT\n\n00:00.000 --> 00:01.000\n...\n", name=f"dawn.{language}.vtt")
        VideoCaptions.objects.create(video=film, language=language, label=language.upper(), file=file)
    return publish(VideoIndexPage.objects.get(edition=make_edition()), VideoPage(title=title, film=film))


def _film_bytes() -> bytes:
    out = BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_image(Pillow.new("RGB", (64, 36), "grey"))))
        container.mux(stream.encode())
    return out.getvalue()
