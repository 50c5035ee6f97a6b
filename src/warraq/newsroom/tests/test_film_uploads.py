"""A film sent piece by piece: interrupted and gone on with, refused with the reason, never an error of ours."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from warraq import testing
from warraq.films.tests.sample import film_bytes
from warraq.media import receiving
from warraq.media.models import Encoding, Incoming, Video, incoming

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"
ARABIC = set("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")


@pytest.fixture(autouse=True)
def _own_waiting_room(settings, tmp_path):
    settings.DATA = tmp_path / "data"


def begin(client, length, name="film.mp4", **headers):
    metadata = f"filename {b64encode(name.encode()).decode()}"
    sent = TUS | {"Upload-Length": str(length), "Upload-Metadata": metadata} | headers
    return client.post(reverse("films:uploads"), headers=sent)


def send(client, address, offset, data, **headers):
    sent = TUS | {"Upload-Offset": str(offset)} | headers
    return client.patch(address, data, content_type=PIECE, headers=sent)


def offset_of(client, address):
    answer = client.head(address, headers=TUS)
    assert answer.status_code == 200
    return int(answer.headers["Upload-Offset"])


def sent_whole(client, data=None, name="film.mp4"):
    data = film_bytes() if data is None else data
    address = begin(client, len(data), name).headers["Location"]
    return address, send(client, address, 0, data)


def film_form(**fields):
    return {"title": "فيلم", "credit": "", "transcript": ""} | fields


def number_of(address):
    return address.rstrip("/").rpartition("/")[2]


def test_it_says_what_it_speaks(newsroom):
    answer = newsroom.options(reverse("films:uploads"))
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert "creation" in answer.headers["Tus-Extension"]
    assert int(answer.headers["Tus-Max-Size"]) == 2048 * 1024 * 1024


def test_a_film_comes_in_by_pieces_and_is_kept_with_its_form(newsroom, django_capture_on_commit_callbacks):
    data = film_bytes()
    answer = begin(newsroom, len(data), "البحيرة.mp4")
    assert answer.status_code == 201
    assert "Upload-Expires" in answer.headers
    address = answer.headers["Location"]
    for start in range(0, len(data), 4000):
        answer = send(newsroom, address, start, data[start : start + 4000])
        assert answer.status_code == 204
    assert int(answer.headers["Upload-Offset"]) == len(data)
    with django_capture_on_commit_callbacks(execute=True):
        form = film_form(**{"file-upload": number_of(address)})
        assert newsroom.post(reverse("wagtailsnippets_media_video:add"), form).status_code == 302
    film = Video.objects.get()
    assert (film.width, film.size, film.poster) == (320, len(data), None)
    assert film.file.read() == data
    assert film.encoding.state == Encoding.State.WAITING
    assert not Incoming.objects.exists()
    assert list(incoming.folder().iterdir()) == []


def test_an_interrupted_upload_goes_on_where_it_was(newsroom):
    data = film_bytes()
    address = begin(newsroom, len(data)).headers["Location"]

    class BrokenLine:
        """Gives some bytes, then breaks."""

        left = 5000

        def read(self, size):
            if not self.left:
                raise OSError("the line broke")
            self.left, size = 0, self.left
            return data[:size]

    receiving.append(Incoming.objects.get(), 0, BrokenLine())
    assert offset_of(newsroom, address) == 5000
    assert send(newsroom, address, 5000, data[5000:]).status_code == 204
    assert receiving.received(number_of(address)).read() == data


def test_two_who_send_at_once_do_not_mix_their_pieces(newsroom):
    data = film_bytes()
    address = begin(newsroom, len(data)).headers["Location"]
    assert send(newsroom, address, 0, data[:3000]).status_code == 204
    assert send(newsroom, address, 0, data[:3000]).status_code == 409
    assert offset_of(newsroom, address) == 3000
    upload = Incoming.objects.get()

    class Meanwhile:
        def read(self, size):
            with pytest.raises(receiving.Refused) as refused:
                receiving.append(upload, 3000, self)
            assert refused.value.status == 423
            return b""

    receiving.append(upload, 3000, Meanwhile())


def test_more_than_was_said_is_refused(newsroom):
    address = begin(newsroom, 10).headers["Location"]
    assert send(newsroom, address, 0, b"x" * 20).status_code == 413
    assert offset_of(newsroom, address) == 0


HOSTILE = {
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a list of other files": b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "a picture that is a script": b"GIF89a/*" + b"\0" * 60 + b"*/=1;alert(1)",
    "an archive": b"PK\x03\x04" + b"\0" * 100,
    "sound": film_bytes(video=""),
    "a film cut short": film_bytes(seconds=30, frames=5, audio="")[:9000],
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_film_is_refused_in_arabic_as_soon_as_it_is_there(newsroom, data):
    address, answer = sent_whole(newsroom, data)
    assert answer.status_code == 422
    assert ARABIC & set(answer.content.decode())
    assert newsroom.head(address, headers=TUS).status_code == 404
    assert list(incoming.folder().iterdir()) == []


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_ordinary_form_refuses_the_same(newsroom, data):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    form = film_form(file=SimpleUploadedFile("film.mp4", data, "video/mp4"))
    answer = newsroom.post(reverse("wagtailsnippets_media_video:add"), form)
    assert answer.status_code == 200
    assert ARABIC & set(" ".join(answer.context["form"].non_field_errors()))
    assert not Video.objects.exists()


def test_what_hangs_behind_a_film_is_never_served_as_a_page(newsroom, client, django_capture_on_commit_callbacks):
    data = film_bytes() + b"<script>alert(1)</script>"
    address, _answer = sent_whole(newsroom, data, "film.html.mp4")
    with django_capture_on_commit_callbacks(execute=True):
        newsroom.post(reverse("wagtailsnippets_media_video:add"), film_form(**{"file-upload": number_of(address)}))
    answer = client.get(Video.objects.get().file.url)
    assert answer.headers["Content-Type"] == "video/mp4"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; media-src 'self'"


@pytest.mark.parametrize(
    ("name", "length", "status"),
    [
        ("page.html", 10, 415),
        ("film", 10, 415),
        ("", 10, 415),
        ("../../film.mp4", 10, 201),
        ("film.mp4", 0, 413),
        ("film.mp4", 10**13, 413),
        ("film.mp4", "-1", 400),
        ("film.mp4", "٣", 400),
        ("film.mp4", "9" * 400, 400),
    ],
)
def test_what_cannot_end_well_is_refused_before_anything_is_sent(newsroom, name, length, status):
    headers = {"Upload-Length": length} if isinstance(length, str) and not length.isascii() else {}
    answer = begin(newsroom, length, name, **headers)
    assert answer.status_code == status
    assert (status == 201) == Incoming.objects.exists()
    if status == 201:
        assert Incoming.objects.get().name == "film.mp4"


def test_without_room_on_the_disk_nothing_is_begun(newsroom, monkeypatch):
    monkeypatch.setattr(receiving, "ROOM_LEFT", 10**18)
    answer = begin(newsroom, 10)
    assert answer.status_code == 413
    assert ARABIC & set(answer.content.decode())


def test_five_unfinished_ones_are_enough(newsroom):
    assert [begin(newsroom, 10).status_code for _ in range(6)] == [201] * 5 + [429]


def test_strangers_and_moderators_send_nothing(client, stranger, roles):
    client.force_login(stranger)
    assert begin(client, 10).status_code in (302, 403)
    client.force_login(testing.make_user("moderator", roles.MODERATOR))
    assert begin(client, 10).status_code == 403
    client.logout()
    assert begin(client, 10).status_code == 302
    assert not Incoming.objects.exists()


def test_an_upload_is_its_senders_only(newsroom, client, roles):
    address = begin(newsroom, 10).headers["Location"]
    client.force_login(testing.make_user("other", roles.REPORTER))
    assert client.head(address, headers=TUS).status_code == 404
    assert send(client, address, 0, b"x").status_code == 404
    assert client.delete(address, headers=TUS).status_code == 404


def test_a_reporter_sends_films(client, reporter):
    client.force_login(reporter)
    assert sent_whole(client)[1].status_code == 204


def test_who_stops_leaves_nothing_behind(newsroom):
    address = begin(newsroom, 10).headers["Location"]
    assert newsroom.delete(address, headers=TUS).status_code == 204
    assert newsroom.head(address, headers=TUS).status_code == 404
    assert list(incoming.folder().iterdir()) == []


def test_another_version_of_the_protocol_is_told_ours(newsroom):
    answer = newsroom.post(reverse("films:uploads"), headers={"Tus-Resumable": "0.2.2", "Upload-Length": "3"})
    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


def test_what_nobody_goes_on_with_is_removed(newsroom):
    begin(newsroom, 10)
    (incoming.folder() / "stray").touch()
    assert incoming.forget_old() == 0
    assert incoming.forget_old(timezone.now() + timedelta(hours=49)) == 2
    assert list(incoming.folder().iterdir()) == []


def test_a_form_that_lacks_something_keeps_the_film_that_came_in(newsroom):
    address, _answer = sent_whole(newsroom)
    answer = newsroom.post(
        reverse("wagtailsnippets_media_video:add"), film_form(title="", **{"file-upload": number_of(address)})
    )
    assert number_of(address) in answer.content.decode()
    assert Incoming.objects.get().is_whole


@pytest.mark.parametrize("number", ["", "x", "00000000-0000-0000-0000-000000000000", "../../etc/passwd", "\0"])
def test_a_number_that_names_no_upload_is_no_file(newsroom, number):
    answer = newsroom.post(reverse("wagtailsnippets_media_video:add"), film_form(**{"file-upload": number}))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_a_half_sent_film_is_no_file(newsroom):
    address = begin(newsroom, 100).headers["Location"]
    answer = newsroom.post(reverse("wagtailsnippets_media_video:add"), film_form(**{"file-upload": number_of(address)}))
    assert answer.context["form"].errors["file"]


def test_a_film_comes_in_from_the_page_that_shows_it(newsroom):
    address, _answer = sent_whole(newsroom)
    data = {f"{prefix}title": "فيلم" for prefix in ("", "video-chooser-")}
    answer = newsroom.post(
        reverse(Video.snippet_viewset.chooser_viewset.get_url_name("create")),
        data | {"file-upload": number_of(address)},
    )
    assert answer.json()["step"] == "chosen", answer.content.decode()
    assert Video.objects.exists()


@hypothesis_settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["post", "patch", "head", "delete", "options", "put", "get"]),
    header=st.sampled_from(["Upload-Length", "Upload-Offset", "Upload-Metadata", "Tus-Resumable", "Content-Type"]),
    value=st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60),
    data=st.binary(max_size=60),
    is_one=st.booleans(),
)
def test_nothing_sent_there_is_an_error_of_ours(newsroom, method, header, value, data, is_one):
    upload = Incoming.objects.first() or Incoming.objects.get(pk=number_of(begin(newsroom, 40).headers["Location"]))
    address = reverse("films:upload", args=[upload.pk]) if is_one else reverse("films:uploads")
    sent = TUS | {"Upload-Offset": str(upload.received), "Upload-Length": "40"} | {header: value}
    kind = value if header == "Content-Type" else PIECE
    answer = newsroom.generic(method.upper(), address, data, content_type=kind, headers=sent)
    assert answer.status_code < 500


def test_the_largest_film_is_set_by_the_site(newsroom, settings):
    settings.WARRAQ_FILMS = replace(settings.WARRAQ_FILMS, largest_mb=1)
    assert begin(newsroom, 1024 * 1024).status_code == 201
    answer = begin(newsroom, 1024 * 1024 + 1)
    assert (answer.status_code, "1" in answer.content.decode()) == (413, True)
    assert Path(settings.DATA).is_dir()
