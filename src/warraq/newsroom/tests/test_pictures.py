"""The newsroom's pictures: found by who, where and when, captioned many at once, asked about when they look alike."""

from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.models import UploadedFile

from warraq import testing
from warraq.media.models import Image
from warraq.media.tests.test_likeness import kept, scene
from warraq.newsroom.pictures.problems import problems_of

pytestmark = pytest.mark.django_db
TAIL = b"<script>alert(1)</script>"


def titles(client, **asked: str) -> set[str]:
    response = client.get(reverse("wagtailimages:index_results"), asked)
    assert response.status_code == 200
    return {image.title for image in response.context["object_list"]}


def upload(client, content: bytes, name: str = "photo.jpg", **fields: str):
    data = {"title": "صورة", "files[]": SimpleUploadedFile(name, content)} | fields
    return client.post(reverse("wagtailimages:add_multiple"), data)


def jpeg(picture: Pillow.Image, **options) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", **options)
    return out.getvalue()


# --- finding ---


@pytest.fixture
def shelf() -> None:
    testing.make_image("ضفة", people_shown="إيمان الرّاوي، سعد", place="المُوصل", taken_on=date(2025, 3, 1))
    testing.make_image("سوق", description="", place="حلب القديمة", taken_on=date(2026, 6, 9), credit="المرصد")
    testing.make_image("بلا شيء", caption="أعمدة إنارة في الحديقة")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"people": "ايمان"}, ["ضفة"]),
        ({"people": "سعد الراوي"}, ["ضفة"]),
        ({"place": "موصل"}, ["ضفة"]),
        ({"place": "القديمه"}, ["سوق"]),
        ({"taken_on_from": "2026-01-01"}, ["سوق"]),
        ({"taken_on_to": "2025-12-31"}, ["ضفة"]),
        ({"state": "description"}, ["سوق"]),
        ({"state": "credit"}, ["ضفة", "بلا شيء"]),
        ({"state": "fault"}, []),
        ({"q": "الاعمدة"}, ["بلا شيء"]),
        ({"q": "موصل"}, ["ضفة"]),
        ({"q": "حلب", "state": "description", "place": "حلب", "taken_on_from": "2026-01-01"}, ["سوق"]),
        ({"q": "حلب", "people": "سعد"}, []),
    ],
    ids=lambda value: next(iter(value), "") if isinstance(value, dict) else "",
)
def test_a_picture_is_found_by_who_where_and_when_in_any_spelling(newsroom, shelf, asked, found):
    assert titles(newsroom, **asked) == set(found)


def test_the_list_shows_who_where_and_when(newsroom, shelf):
    page = newsroom.get(reverse("wagtailimages:index"), {"layout": "list"}).content.decode()
    assert all(word in page for word in ("إيمان الرّاوي", "المُوصل", "من يظهر فيها"))


def test_the_grid_says_what_a_picture_lacks_and_how_often_it_is_used(newsroom, shelf):
    testing.make_story(lead_picture=Image.objects.get(title="ضفة"))
    page = newsroom.get(reverse("wagtailimages:index")).content.decode()
    assert "بلا وصف" in page
    assert "استُخدمت مرة" in page


def test_the_library_asks_as_much_for_many_pictures_as_for_few(newsroom, django_assert_max_num_queries):
    for number in range(12):
        testing.make_image(f"صورة {number}").get_rendition("max-165x165")
    newsroom.get(reverse("wagtailimages:index"))
    with django_assert_max_num_queries(30):
        newsroom.get(reverse("wagtailimages:index"))


# --- captions ---


def caption(client, images, **words: str):
    address = reverse("wagtail_bulk_action", args=["media", "image", "caption"])
    numbers = "&".join(f"id={image.pk}" for image in images)
    return client.post(f"{address}?{numbers}", words)


def test_the_same_words_are_written_for_many(newsroom):
    images = [testing.make_image("أ", place="حلب"), testing.make_image("ب", credit="قديم")]
    response = caption(newsroom, images, credit="المرصد", people_shown="إيمان", taken_on="2026-05-01")
    assert response.status_code == 302
    rows = Image.objects.order_by("title").values_list("credit", "people_shown", "place", "taken_on")
    assert list(rows) == [("المرصد", "إيمان", "حلب", date(2026, 5, 1)), ("المرصد", "إيمان", "", date(2026, 5, 1))]
    assert Image.objects.filter(people_folded__contains="ايمان").count() == 2


def test_nothing_written_is_asked_again(newsroom):
    response = caption(newsroom, [testing.make_image(credit="باق")])
    assert "اكتب شيئًا واحدًا" in response.content.decode()
    assert Image.objects.get().credit == "باق"


@pytest.mark.parametrize("action", ["caption", "add_tags", "delete"])
def test_all_in_the_list_are_those_that_its_filters_have_left(newsroom, shelf, action):
    testing.prove(newsroom)
    address = reverse("wagtail_bulk_action", args=["media", "image", action])
    asked = {"id": "all", "place": "موصل", "state": "credit"}
    items = newsroom.get(address, asked).context["items"]
    assert [item["item"].title for item in items] == ["ضفة"]
    if action == "delete":
        newsroom.post(f"{address}?{urlencode(asked)}")
        assert Image.objects.count() == 2


def test_what_one_may_not_change_stays(client, reporter):
    client.force_login(reporter)
    image = testing.make_image(credit="باق")
    caption(client, [image], credit="غيره")
    assert Image.objects.get().credit == "باق"


# --- taking in ---


def test_a_picture_like_one_that_is_there_is_asked_about(newsroom):
    first = kept(scene(3))
    answer = upload(newsroom, jpeg(scene(3).resize((300, 200)), quality=50)).json()
    assert answer["duplicate"]
    assert reverse("wagtailimages:edit", args=[first.pk]) in answer["confirm_duplicate_upload"]
    assert "تشبه الصورة الجديدة" in answer["confirm_duplicate_upload"]
    assert not upload(newsroom, jpeg(scene(8))).json()["duplicate"]


def test_one_that_is_added_alone_says_what_it_looks_like(newsroom):
    kept(scene(3))
    file = SimpleUploadedFile("again.jpg", jpeg(scene(3).resize((300, 200)), quality=50))
    data = {"title": "ثانية", "file": file, "collection": 1}
    page = newsroom.post(reverse("wagtailimages:add"), data, follow=True).content.decode()
    assert "تشبه الصورة الجديدة صورة موجودة: صورة" in page


@pytest.mark.parametrize("query", ["", "?select_format=true"])
def test_the_chooser_asks_about_it_too(newsroom, query):
    kept(scene(3))
    file = SimpleUploadedFile("again.jpg", jpeg(scene(3).resize((300, 200)), quality=50))
    data = {"image-chooser-upload-title": "صورة", "image-chooser-upload-file": file}
    data |= {"image-chooser-upload-collection": 1}
    answer = newsroom.post(reverse("wagtailimages_chooser:create") + query, data).json()
    assert answer["step"] == "duplicate_found"


def test_a_file_whose_title_is_too_long_is_kept_clean_until_it_has_another(newsroom):
    answer = upload(newsroom, testing.picture_bytes() + TAIL, title="ط" * 300).json()
    (waiting,) = UploadedFile.objects.all()
    assert TAIL not in waiting.file.read()
    fields = {
        f"uploaded-image-{waiting.pk}-{name}": value for name, value in {"title": "قصير", "collection": 1}.items()
    }
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[answer["uploaded_file_id"]])
    assert newsroom.post(address, fields).json()["success"]
    assert TAIL not in Image.objects.get().file.read()


def test_a_request_without_a_file_is_answered(newsroom):
    assert newsroom.post(reverse("wagtailimages:add_multiple"), {}).status_code == 400
    other = {"other": SimpleUploadedFile("photo.jpg", testing.picture_bytes())}
    assert newsroom.post(reverse("wagtailimages:add_multiple"), other).status_code == 400


def test_markup_in_a_name_is_not_said_again(newsroom):
    answer = upload(newsroom, testing.picture_bytes(), "a.<img src=x onerror=alert(1)>").json()
    assert "<img" not in answer["error_message"]


def with_day(text: str) -> bytes:
    exif = Pillow.Exif()
    exif.get_ifd(0x8769)[0x9003] = text
    return testing.picture_bytes(exif=exif)


@pytest.mark.parametrize(
    ("written", "kept_day"),
    [
        ("2024:05:06 10:11:12", date(2024, 5, 6)),
        ("0000:00:00 00:00:00", None),
        ("2999:01:01 00:00:00", None),
        ("x", None),
    ],
)
def test_the_day_is_that_of_the_camera(newsroom, written, kept_day):
    upload(newsroom, with_day(written))
    assert Image.objects.get().taken_on == kept_day


def test_several_pictures_in_one_file_as_cameras_write_them_are_the_first(newsroom):
    out = BytesIO()
    scene(3).save(out, "MPO", save_all=True, append_images=[scene(8)])
    assert upload(newsroom, out.getvalue()).json()["success"]
    image = Image.objects.get()
    with Pillow.open(image.file) as picture:
        assert (picture.format, picture.size) == ("JPEG", (600, 400))


def test_the_upload_page_offers_paste_and_a_camera(newsroom):
    page = newsroom.get(reverse("wagtailimages:add_multiple")).content.decode()
    assert 'capture="environment"' in page
    assert "newsroom/pictures.js" in page


# --- the editor of a picture ---


def test_every_cut_stands_on_one_screen_beside_what_looks_alike(newsroom):
    first, other = kept(scene(3)), kept(scene(3))
    page = newsroom.get(reverse("wagtailimages:edit", args=[other.pk])).content.decode()
    for shape in ("wide", "photo", "film", "square", "face", "share"):
        assert f"pictures-frames__{shape}" in page
    assert "صور تشبهها" in page
    assert reverse("wagtailimages:edit", args=[first.pk]) in page


def lost(title: str = "ضائعة") -> Image:
    image = testing.make_image(title)
    Path(image.file.path).unlink()
    Image.objects.filter(pk=image.pk).update(fault="missing", fault_since=timezone.now())
    return image


def damaged() -> Image:
    image = Image.objects.create(
        title="تالفة", file=ContentFile(testing.picture_bytes(size=(900, 600)), name="cut.jpg")
    )
    Path(image.file.path).write_bytes(Path(image.file.path).read_bytes()[:700])
    return image


def test_no_cut_is_shown_of_a_picture_that_is_gone(newsroom):
    page = newsroom.get(reverse("wagtailimages:edit", args=[lost().pk])).content.decode()
    assert "pictures-frames" not in page


@pytest.mark.parametrize("make", [lost, damaged])
def test_pages_about_a_picture_without_a_whole_file_answer(newsroom, make):
    image = make()
    addresses = [
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:image_usage", args=[image.pk]),
        reverse("wagtailimages:delete", args=[image.pk]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
        reverse("wagtailimages_chooser:chosen_multiple") + f"?id={image.pk}",
        reverse("wagtail_bulk_action", args=["media", "image", "caption"]) + f"?id={image.pk}",
    ]
    for address in addresses:
        assert newsroom.get(address).status_code == 200, address


# --- problems ---


def test_the_report_names_what_is_gone_first(newsroom):
    testing.make_image("سليمة")
    testing.make_image("بلا كلام", description="")
    lost()
    page = newsroom.get(reverse("picture_problems:index")).content.decode()
    assert page.index("ضائعة") < page.index("بلا كلام")
    assert "سليمة" not in page
    assert "لا تظهر في أي صفحة" in page


def test_the_first_page_of_the_newsroom_tells_of_it(newsroom):
    assert "lost-pictures" not in newsroom.get(reverse("wagtailadmin_home")).content.decode()
    lost()
    page = newsroom.get(reverse("wagtailadmin_home")).content.decode()
    assert "ملف صورة واحدة مفقود" in page
    assert reverse("picture_problems:index") in page


def test_who_may_not_change_pictures_does_not_see_the_report(client, roles):
    client.force_login(testing.make_user("moderator", roles.MODERATOR))
    assert client.get(reverse("picture_problems:index")).status_code in (302, 403)


def test_sizes_that_are_left_are_said_to_be(db):
    image = Image(title="ض", description="و", fault="missing", made=[["width-360|format-webp", "a", 360, 240]])
    assert "بقيت المقاسات" in problems_of(image)
