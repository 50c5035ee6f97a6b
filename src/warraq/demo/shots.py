"""Which pictures and films have to be made, each under a name of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from .markup import pictures
from .reading import Content, Picture, Story, Video


@dataclass(frozen=True)
class Shot:
    """A picture to make: `format` names its size, `painter` whether it is a drawing or a frame of a film."""

    name: str
    title: str
    picture: Picture
    format: str = "usual"
    painter: str = "drawing"


def shots(content: Content) -> list[Shot]:
    """Every picture of the content."""
    leads = {key for site in content.sites for key in (site.lead, *site.picks)}
    return [
        *_portraits(content),
        *(shot for story in content.stories for shot in _of_story(story, story.key in leads)),
        *(Shot(f"dossier-{d.key}", d.title, d.picture) for d in content.dossiers),
        *(
            Shot(album_shot(album.key, number), album.title, picture)
            for album in content.albums
            for number, picture in enumerate(album.pictures, start=1)
        ),
        *(_poster(video, content) for video in content.videos),
    ]


def story_shot(key: str, number: int = 0) -> str:
    """The name of a story's lead picture, or of the picture that stands so many-th in its text."""
    return f"story-{key}-{number}" if number else f"story-{key}"


def album_shot(key: str, number: int) -> str:
    return f"album-{key}-{number:02}"


def portrait_shot(author: str) -> str:
    return f"author-{author}"


def poster_shot(key: str) -> str:
    return f"video-{key}"


def _portraits(content: Content) -> Iterator[Shot]:
    """One of each author, shared by all editions."""
    names = {author.key: author for author in reversed(content.authors)}
    for key, author in names.items():
        yield Shot(
            portrait_shot(key),
            author.name,
            Picture("portrait", author.portrait_seed, author.name),
            "portrait",
        )


def _of_story(story: Story, is_large: bool) -> Iterator[Shot]:
    if story.picture:
        size = "large" if is_large else "column"
        yield Shot(story_shot(story.key), story.short_headline or story.headline, story.picture, size)
    for number, picture in enumerate(pictures(story.body), start=1):
        yield Shot(story_shot(story.key, number), picture.caption or picture.alt, picture, "column")


def _poster(video: Video, content: Content) -> Shot:
    credit = next(site.picture_credit for site in content.sites if site.lang == video.lang)
    picture = Picture(video.kind, video.seed, video.poster_alt, credit=credit)
    return Shot(poster_shot(video.key), video.title, picture, "film", "frame")
