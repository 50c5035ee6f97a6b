"""The feed of what readers write under one story."""

from typing import Any

from warraq.comments.models import Comment
from warraq.comments.reading import COLUMNS, Shown, note_comments

from .addresses import FORMATS, absolute
from .entries import Entry, Feed, Person
from .words import one_line

NEWEST = 50
_NO_TAGS = str.maketrans("<>", "‹›")


def comments_feed_path(story: Any, extension: str) -> str:
    return story.edition.path(f"/feeds/comments/{story.pk}.{extension}")


def comments_feed_of(story: Any, extension: str) -> Feed:
    """The newest approved comments of a listed story."""
    edition = story.edition
    note_comments(story)
    newest = Comment.objects.approved().filter(story=story.pk).order_by("-posted_at", "-pk")
    title = one_line(story.title)
    return Feed(
        title=f"{title} · {edition.name}",
        description=one_line(story.standfirst) or title,
        language=edition.code,
        site=edition.name,
        home=absolute(story.url),
        address=absolute(comments_feed_path(story, extension)),
        media_type=FORMATS[extension],
        entries=tuple(_entry(story, Shown(*row)) for row in newest.values_list(*COLUMNS)[:NEWEST]),
    )


def _entry(story: Any, comment: Shown) -> Entry:
    """`id` does not change with the story's section or headline."""
    changed = [moment for moment in (comment.posted_at, comment.corrected_at, comment.edited_at) if moment]
    return Entry(
        id=f"{absolute(story.short_address)}#comment-{comment.pk}",
        url=f"{absolute(story.url)}#comment-{comment.pk}",
        title=one_line(comment.name).translate(_NO_TAGS),
        # RSS leaves it to the reader's program whether a summary is markup: there is none, only the escaped whole.
        summary="",
        html=str(comment.html),
        published=comment.posted_at,
        updated=max(changed),
        authors=(Person(comment.name, ""),),
        keywords=(),
        picture=None,
    )
