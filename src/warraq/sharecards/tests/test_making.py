"""When a card is made, made anew, used by its page, and taken away."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as Pillow

from warraq import testing
from warraq.changes.models import Change
from warraq.changes.recording import recording
from warraq.changes.runner import Runner
from warraq.media.models import Image
from warraq.media.renditions import make
from warraq.sharecards import face, making, sweeping
from warraq.sharecards.consumer import SharecardsConsumer
from warraq.sharecards.models import RetiredCard, ShareCard
from warraq.sharecards.queries import card_key, card_of
from warraq.sharecards.upkeep import SharecardsUpkeep
from warraq.stories.models import StoryPage

# The log shows its readers what has been committed.
pytestmark = pytest.mark.django_db(transaction=True)


class Worker:
    """What the worker's rounds do for cards; tasks run as soon as they are queued."""

    def __init__(self) -> None:
        self.runner = Runner(SharecardsConsumer())

    def settle(self) -> None:
        while self.runner.step():
            pass


@pytest.fixture
def worker(db: None) -> Worker:
    found = Worker()
    found.settle()
    return found


def fresh(story: StoryPage) -> StoryPage:
    return StoryPage.objects.select_related("section", "edition").get(pk=story.pk)


def files() -> set[str]:
    return set(default_storage.listdir("cards")[1]) if default_storage.exists("cards") else set()


def edit(page: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_published_story_gets_a_card_and_its_page_hears_of_it(worker):
    story = testing.make_story(lead_picture=testing.make_image())
    assert card_of(fresh(story)) is None
    worker.settle()
    card = card_of(fresh(story))
    assert (card.width, card.height) == (1200, 630)
    name = ShareCard.objects.get(page=story.pk).file
    assert card.url.endswith(name)
    assert Pillow.open(BytesIO(default_storage.open(name).read())).size == (1200, 630)
    change = Change.objects.order_by("-pk").first()
    assert (change.kind, change.subject) == (Change.Kind.REFINED, f"sharecard:{story.pk}")
    with recording() as recorder:
        card_of(story)
    assert card_key(story) in set(change.keys) & recorder.keys


def test_every_kind_that_is_shared_has_a_card(worker):
    dossier, album = testing.make_dossier(), testing.make_album()
    worker.settle()
    assert set(ShareCard.objects.values_list("page", flat=True)) == {dossier.pk, album.pk}


def test_a_draft_has_none(worker):
    testing.make_draft()
    worker.settle()
    assert not ShareCard.objects.exists()


def test_a_new_headline_is_never_shown_with_the_old_card(worker):
    story = testing.make_story()
    worker.settle()
    before = card_of(fresh(story)).url
    edit(story, title="منسوب النهر يرتفع من جديد")
    assert card_of(fresh(story)) is None
    worker.settle()
    assert card_of(fresh(story)).url != before


def test_what_the_card_does_not_show_draws_nothing(worker):
    story = testing.make_story()
    worker.settle()
    made, last = files(), Change.objects.filter(kind=Change.Kind.REFINED).count()
    edit(story, standfirst="مقدمة أخرى")
    worker.settle()
    assert files() == made
    assert Change.objects.filter(kind=Change.Kind.REFINED).count() == last


def test_an_old_file_stays_for_a_while_and_then_goes(worker):
    story = testing.make_story()
    worker.settle()
    (old,) = files()
    edit(story, title="عنوان آخر")
    worker.settle()
    assert len(files()) == 2
    RetiredCard.objects.update(removable_at=timezone.now() - timedelta(seconds=1))
    assert making.remove_retired() == 1
    assert old not in files()
    assert default_storage.exists(ShareCard.objects.get().file)


def test_a_headline_that_comes_back_takes_its_file_back(worker):
    story = testing.make_story(title="الأول")
    worker.settle()
    edit(story, title="الثاني")
    worker.settle()
    edit(story, title="الأول")
    worker.settle()
    RetiredCard.objects.update(removable_at=timezone.now())
    making.remove_retired()
    assert files() == {ShareCard.objects.get().file.removeprefix("cards/")}


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_the_card_of_a_story_that_goes_goes_at_once(worker, way):
    story = testing.make_story()
    worker.settle()
    assert files()
    getattr(story, way)()
    worker.settle()
    assert not files()
    assert not ShareCard.objects.exists()


def test_a_picture_chosen_for_sharing_stays_as_the_editor_made_it(worker):
    story = testing.make_story()
    worker.settle()
    edit(story, share_picture=testing.make_image())
    assert card_of(fresh(story)) is None
    worker.settle()
    assert not ShareCard.objects.exists()


def test_a_picture_whose_middle_is_moved_is_cut_anew(worker):
    image = testing.make_image()
    story = testing.make_story(lead_picture=image)
    worker.settle()
    before = ShareCard.objects.get().digest
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 5, 5, 4, 4
    image.save()
    worker.settle()
    assert ShareCard.objects.get().digest != before
    assert card_of(fresh(story))


def test_a_card_is_drawn_from_a_size_that_has_been_made(worker):
    file = ContentFile(testing.picture_bytes(size=(1600, 900)), name="wide.jpg")
    image = Image.objects.create(title="ضفة", description="قارب", file=file)
    make(image)
    with making._opened(image) as opened:
        assert Pillow.open(opened).size == (960, 540)


def test_without_its_picture_a_card_waits_until_it_is_back(worker):
    image = testing.make_image()
    default_storage.delete(image.file.name)
    for rendition in image.renditions.all():
        default_storage.delete(rendition.file.name)
    story = testing.make_story(lead_picture=image)
    worker.settle()
    assert not ShareCard.objects.exists()
    default_storage.save(image.file.name, ContentFile(testing.picture_bytes()))
    image.save()
    worker.settle()
    assert card_of(fresh(story))


def test_a_section_renamed_is_named_on_its_cards(worker):
    story = testing.make_story()
    worker.settle()
    edit(story.section, title="أنباء")
    assert card_of(fresh(story)) is None
    worker.settle()
    assert card_of(fresh(story))


def test_many_at_once_are_drawn_by_a_sweep(worker, monkeypatch):
    monkeypatch.setattr("warraq.sharecards.consumer.FEW", 1)
    monkeypatch.setattr(sweeping, "AT_A_TIME", 2)
    stories = [testing.make_story(title=f"خبر {number}") for number in range(3)]
    worker.settle()
    assert ShareCard.objects.filter(page__in=stories).count() == 3


def test_a_sweep_leaves_the_archive_alone_unless_it_is_told(worker):
    story = testing.make_story()
    long_ago = timezone.now() - 2 * sweeping.BACK
    StoryPage.objects.filter(pk=story.pk).update(published_at=long_ago, listed_at=long_ago)
    call_command("cards")
    assert not ShareCard.objects.exists()
    call_command("cards", "--all")
    assert ShareCard.objects.count() == 1


def test_a_sweep_that_is_begun_anew_ends_the_one_under_way(worker):
    testing.make_story()
    first = sweeping.begin()
    sweeping.begin()
    assert sweeping.go_on(first) is None
    assert not ShareCard.objects.exists()


def test_a_new_design_makes_every_card_anew(worker, monkeypatch):
    testing.make_story()
    worker.settle()
    before = ShareCard.objects.get()
    monkeypatch.setattr(face, "DESIGN", 99)
    monkeypatch.setattr(making, "DESIGN", 99)
    monkeypatch.setattr("warraq.sharecards.upkeep.DESIGN", 99)
    SharecardsUpkeep().round()
    after = ShareCard.objects.get()
    assert (after.design, after.digest == before.digest) == (99, False)


def test_a_lost_file_is_made_again(worker):
    story = testing.make_story()
    worker.settle()
    name = ShareCard.objects.get().file
    default_storage.delete(name)
    assert making.renew(story.pk)
    assert default_storage.exists(name)


def test_a_headline_in_letters_the_face_does_not_have_has_no_card(worker):
    testing.make_story(title="中文標題 123")
    worker.settle()
    assert not ShareCard.objects.exists()
