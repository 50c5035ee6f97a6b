"""The people who write and the words stories are filed under."""

from django.db import transaction

from warraq.language.fold import mild_fold
from warraq.people.models import Author
from warraq.stories.models import Keyword

from . import reading
from .scene import Scene
from .shots import portrait_shot


@transaction.atomic
def make_authors(scene: Scene) -> None:
    for author in scene.content.authors:
        scene.authors[author.lang, author.key] = _author(scene, author)


def _author(scene: Scene, author: reading.Author) -> Author:
    edition = scene.editions[author.lang]
    there = Author.objects.filter(edition=edition, slug=author.slug).first()
    if there:
        return there
    made = Author.objects.create(
        edition=edition,
        name=author.name,
        slug=author.slug,
        role=author.role,
        bio=author.bio,
        photo=scene.images[portrait_shot(author.key)],
    )
    scene.newsroom.remember(made)
    return made


@transaction.atomic
def make_keywords(scene: Scene) -> None:
    """Only those of the stories: a keyword without a story has nothing to show."""
    used = {(story.lang, name) for story in scene.content.stories for name in story.keywords}
    for keyword in scene.content.keywords:
        if (keyword.lang, keyword.name) in used:
            scene.keywords[keyword.lang, keyword.name] = _keyword(scene, keyword)


def _keyword(scene: Scene, keyword: reading.Keyword) -> Keyword:
    edition = scene.editions[keyword.lang]
    there = Keyword.objects.filter(edition=edition, folded=mild_fold(keyword.name)).first()
    if there:
        return there
    made = Keyword.objects.create(
        edition=edition, name=keyword.name, kind=keyword.kind, description=keyword.description
    )
    scene.newsroom.remember(made)
    return made
