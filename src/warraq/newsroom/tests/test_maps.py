"""Maps in the newsroom: the form, events from a table, borders and names."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from warraq import testing
from warraq.changes.models import Change
from warraq.fieldmaps.models import BorderStyle, FieldMapIndexPage, FieldMapPage
from warraq.newsroom.roles import Role
from warraq.testing import make_event, make_map

pytestmark = pytest.mark.django_db

TABLE = "التاريخ\tالمكان\tالنص\tالمصدر\tالطبقة"
GOOD = "2026-04-01\tحلب\tعاد السرب.\tالمرصد\tرصد"
BAD = "2026-14-01\tحلب\tتاريخ لا وجود له.\tالمرصد\tرصد"


def event_row(**fields):
    row = {"date": "2026-03-05", "place": "الموصل", "text": "شوهد سرب.", "source": "المرصد"}
    return row | {"precision": "day", "confidence": "confirmed"} | fields


def map_form(*events, **fields):
    data = {"title": "خريطة الطيور", "slug": "", "standfirst": "أين شوهدت."}
    panels = {name: inline_formset([]) for name in ("layers", "areas", "comments")}
    form = nested_form_data(data | panels | {"events": inline_formset(events)} | fields)
    return form | {"countries": ["IQ", "SY"]}


def create(client, data, button="action-publish"):
    index = FieldMapIndexPage.objects.get(edition__code="ar")
    url = reverse("wagtailadmin_pages:add", args=["fieldmaps", "fieldmappage", index.pk])
    return client.post(url, data | {button: "1"})


def draft_of(page):
    return FieldMapPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def send(client, page, text, button="check"):
    return client.post(reverse("map_table", args=[page.pk]), {"text": text, button: "1"})


def test_a_new_map_is_published_and_its_place_found(newsroom):
    assert create(newsroom, map_form(event_row())).status_code == 302
    page = FieldMapPage.objects.get()
    assert page.live
    assert page.countries == "IQ SY"
    (event,) = page.events.all()
    assert event.point == (43.119, 36.335)
    assert Change.objects.filter(subject=page.object_key).count() == 1


def test_what_is_wrong_with_an_event_is_said_at_the_events(newsroom):
    response = create(newsroom, map_form(event_row(place="مكان لا يعرفه أحد", source="")))
    said = str(response.context["form"].formsets["events"].non_form_errors())
    assert "مكان لا يعرفه أحد" in said
    assert "بلا مصدر" in said
    assert not FieldMapPage.objects.exists()


def test_an_incomplete_map_can_be_kept_as_a_draft(newsroom):
    assert create(newsroom, map_form(standfirst=""), "action-save").status_code == 302
    assert not FieldMapPage.objects.get().live


def test_the_form_of_a_map_opens_with_its_countries(newsroom):
    page = testing.make_map()
    text = newsroom.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert text.index('<option value="IQ" selected>العراق</option>') < text.index('<option value="ET">')
    assert reverse("map_table", args=[page.pk]) in text


def test_a_table_is_checked_before_anything_is_added(newsroom):
    page = testing.make_map()
    response = send(newsroom, page, "\n".join([TABLE, GOOD, BAD]))
    text = response.content.decode()
    assert "يمكن أخذ سطر واحد" in text
    assert "رُفض واحد" in text
    assert "2026-14-01" in text
    assert draft_of(page).events.count() == 1


def test_the_good_rows_go_into_the_draft_and_the_others_stay_in_the_field(newsroom):
    page = testing.make_map()
    response = send(newsroom, page, "\n".join([TABLE, GOOD, BAD]), "add")
    assert response.context["form"]["text"].value() == f"{TABLE}\n{BAD}"
    draft = draft_of(page)
    assert {event.place for event in draft.events.all()} == {"الموصل", "حلب"}
    assert [layer.name for layer in draft.layers.all()] == ["رصد"]
    assert FieldMapPage.objects.get(pk=page.pk).events.count() == 1
    again = send(newsroom, page, f"{TABLE}\n{GOOD}", "add")
    assert "موجود من قبل" in again.content.decode()


def test_the_draft_from_a_table_can_be_published(newsroom):
    page = testing.make_map()
    assert send(newsroom, page, f"{TABLE}\n{GOOD}", "add").status_code == 302
    FieldMapPage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert FieldMapPage.objects.get(pk=page.pk).events.count() == 2


def test_what_is_no_table_is_answered_politely(newsroom):
    page = testing.make_map()
    for text in ("", "{", '{"type": "FeatureCollection", "features": 3}', "\x00", "<script>", "[]" * 500):
        assert send(newsroom, page, text).status_code == 200


def test_who_may_not_edit_a_map_may_not_send_it_a_table(client):
    page = testing.make_map()
    client.force_login(testing.make_user("moderator", Role.MODERATOR))
    assert send(client, page, f"{TABLE}\n{GOOD}", "add").status_code in (302, 403)
    assert draft_of(page).events.count() == 1


def test_an_editor_in_chief_says_how_a_border_is_drawn(newsroom):
    url = reverse("wagtailsnippets_fieldmaps_borderstyle:add")
    assert "مصر والسودان" in newsroom.get(url).content.decode()
    assert newsroom.post(url, {"border": "EG-SD", "style": "dashed"}).status_code == 302
    assert BorderStyle.objects.get().style == "dashed"
    assert "basemap:all" in Change.objects.latest("pk").keys
    assert newsroom.get(reverse("wagtailsnippets_fieldmaps_territoryname:add")).status_code == 200


def test_places_are_offered_by_the_beginning_of_their_names(newsroom):
    answer = newsroom.get(reverse("map_places"), {"q": "طراب", "near": "LB"}).json()
    assert [(place["name"], place["country"]) for place in answer["places"][:2]] == [
        ("طرابلس", "لبنان"),
        ("طرابلس", "ليبيا"),
    ]
    assert answer["places"][0]["longitude"] == pytest.approx(35.84, abs=0.01)
    assert newsroom.get(reverse("map_places")).json() == {"places": []}


def test_strangers_are_offered_nothing(client):
    assert client.get(reverse("map_places"), {"q": "ط"}).status_code == 302


# --- placing an event on a map ---


def test_the_basemap_shows_the_countries_of_the_map(newsroom):
    answer = newsroom.get(reverse("map_basemap"), {"countries": "IQ SY ZZ"}).json()
    west, south, east, north = answer["box"]
    assert west < 36 < 48 < east
    assert south < 30 < 37 < north
    assert "<svg" in answer["svg"]
    assert "العراق" in answer["svg"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=30), st.lists(st.floats(-400, 400), min_size=4, max_size=4)))
def test_any_box_that_is_asked_for_is_drawn_or_left_aside(newsroom, box):
    text = box if isinstance(box, str) else ",".join(map(str, box))
    answer = newsroom.get(reverse("map_basemap"), {"box": text})
    assert answer.status_code == 200
    west, south, east, north = answer.json()["box"]
    assert west < east
    assert south < north


def test_the_form_of_an_event_has_a_button_beside_its_latitude(newsroom):
    page = make_map()
    form = newsroom.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "data-picker" in form
    assert reverse("map_basemap") in form
    assert newsroom.get(reverse("map_sheet")).headers["Content-Type"].startswith("text/css")


def test_the_basemap_is_the_newsrooms_only(client):
    assert client.get(reverse("map_basemap")).status_code == 302


def test_the_history_of_a_map_shows_every_edit(newsroom):
    page = make_map()
    for place in ("حلب", "دمشق"):
        page.events.add(make_event(place))
        page.save_revision(user=testing.make_user(f"editor-{place}"), log_action=True)
    history = newsroom.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert page.revisions.count() == 3
    assert all(f"editor-{place}" in history for place in ("حلب", "دمشق"))
