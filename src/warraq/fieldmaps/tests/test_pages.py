"""What a reader gets of a map, and what keeps one from going live."""

from datetime import timedelta

import pytest
from django.utils import timezone

from warraq.changes.models import Change, Due
from warraq.changes.pages import IncompletePage
from warraq.fieldmaps.models import BorderStyle, FieldMapPage, MapArea, MapLayer, TerritoryName
from warraq.fieldmaps.searching import FieldMaps
from warraq.front.arranged import MAP, rail
from warraq.front.arranged import home as home_of
from warraq.front.models import FrontPage
from warraq.front.working import arrange
from warraq.pagestore.addresses import addresses_of, all_addresses
from warraq.testing import make_dossier, make_edition, make_event, make_image, make_map, make_story, paragraphs
from warraq.theme.tests.printed import Printed

pytestmark = pytest.mark.django_db


def layer(name="رصد", **fields):
    return MapLayer(name=name, **fields)


def test_every_event_stands_in_the_list_with_its_date_place_text_and_source(client):
    page = Printed(client, make_map(events=[make_event(), make_event("حلب", "2026-04-01", text="عاد السرب.")]).url)
    assert page.texts(".events .event__text") == ["حلب: عاد السرب.", "الموصل: شوهد سرب من اللقالق."]
    assert [time["datetime"] for time in page.all(".events time")] == ["2026-04-01", "2026-03-05"]
    assert page.all(".event__source a")[0]["href"] == "https://example.org/1"
    assert page.empty_parts() == []


def test_every_marker_leads_to_its_event(client):
    page = Printed(client, make_map(events=[make_event(), make_event("حلب"), make_event("حلب", "2026-03-09")]).url)
    links = {link["href"].removeprefix("#") for link in page.all("svg a.map__mark")}
    assert len(links) == 2
    assert links <= {item["id"] for item in page.all("li.event")}
    assert "3 · حلب: حدثان" in {link["aria-label"] for link in page.all("svg a.map__mark")}


def test_a_layer_is_told_by_its_shape_as_well(client):
    layers = [layer(), layer("حماية", colour="red", shape="square", sort_order=1)]
    page = Printed(
        client, make_map(layers=layers, events=[make_event(layer="رصد"), make_event("حلب", layer="حماية")]).url
    )
    assert page.texts(".fieldmap__layers label") == ["رصد", "حماية"]
    assert len(page.all("svg .y1 circle")) == 1
    assert len(page.all("svg .c-red.y2 path")) == 1


def test_a_story_about_an_event_is_linked_while_readers_can_open_it(client):
    story = make_story(title="لقالق الموصل")
    page = make_map(events=[make_event(story=story)])
    assert "لقالق الموصل" in Printed(client, page.url).main
    story.unpublish()
    assert "لقالق الموصل" not in Printed(client, page.url).main


def test_the_list_of_maps_and_the_menu_name_it(client):
    make_map("خريطة الطيور")
    page = Printed(client, "/maps/")
    assert page.texts("main .box__title") == ["خريطة الطيور"]
    assert page.all('nav a[href="/maps/"]')


def test_an_event_of_the_future_appears_on_its_day(client, monkeypatch):
    tomorrow = timezone.localdate() + timedelta(days=2)
    page = make_map(events=[make_event(), make_event("حلب", tomorrow.isoformat(), text="موعد.")])
    assert "موعد" not in Printed(client, page.url).main
    (moment,) = Due.objects.filter(subject=page.object_key)
    assert moment.keys == [page.object_key]
    monkeypatch.setattr(FieldMapPage, "today", tomorrow)
    assert "موعد" in FieldMapPage.objects.get(pk=page.pk).happened[-1].text


def test_an_area_that_no_longer_holds_is_drawn_for_the_past_only(client):
    area = MapArea(name="حظر الصيد", parts="نينوى", valid_from="2025-01-01", valid_until="2025-06-01")
    page = Printed(client, make_map(areas=[area]).url)
    drawn = page.one("path.map__area")
    assert "is-off" in drawn["class"]
    assert "حظر الصيد" in page.texts(".grounds .event__text")[0]


def test_borders_and_names_are_those_of_the_newsroom(client):
    page = make_map(countries="SD SS")
    before = Printed(client, page.url)
    BorderStyle.objects.create(border="SD-SS", style="dashed")
    TerritoryName.objects.create(code="SD", language="ar", name="جمهورية السودان")
    after = Printed(client, page.url)
    assert before.one(".map__border")["d"] != after.one(".map__border")["d"]
    assert "جمهورية السودان" in after.texts(".map__names text")


def test_a_changed_border_touches_every_map():
    BorderStyle.objects.create(border="EG-SD", style="hidden")
    assert "basemap:all" in Change.objects.latest("pk").keys


def test_a_dossier_shows_its_maps(client):
    dossier = make_dossier()
    page = make_map("خريطة الملف", dossier=dossier)
    assert Printed(client, dossier.url).texts("#maps h3") == ["خريطة الملف"]
    page.unpublish()
    assert Printed(client, dossier.url).all("#maps") == []


def test_home_and_a_story_show_the_latest_state_with_its_newest_events(client):
    days = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]
    page = make_map("آخر التطورات", events=[make_event(day=day, text=day) for day in days])
    front = FrontPage.objects.get(edition=make_edition())
    arrange(front, home_of([rail(MAP, page=page.pk)]))
    home = Printed(client, "/")
    assert home.texts(".latest .event__text") == [f"الموصل: {day}" for day in days[:0:-1]]
    assert "بالخريطة: آخر التطورات" in home.texts(".rail__head h2")
    story = make_story(body=[*paragraphs("نص."), ("map", {"page": page.page_ptr})])
    assert Printed(client, story.url).texts(".latest h3") == ["آخر التطورات"]


def test_the_frame_for_other_sites_is_the_only_page_that_they_may_frame(client):
    page = make_map()
    framed = client.get(f"/embed/maps/{page.pk}/")
    assert framed.status_code == 200
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    assert "default-src 'none'" in framed.headers["Content-Security-Policy"]
    whole = client.get(page.url)
    assert "frame-ancestors 'self'" in whole.headers["Content-Security-Policy"]
    page.unpublish()
    assert client.get(f"/embed/maps/{page.pk}/").status_code == 404


def test_the_frame_is_among_the_addresses_that_are_rendered_ahead_and_exported():
    page = make_map()
    assert f"/embed/maps/{page.pk}/" in set(all_addresses())
    assert f"/embed/maps/{page.pk}/" in addresses_of(page.object_key)


def test_provinces_of_another_time_are_said_to_be_so(client):
    page = make_map(countries="MA DZ")
    assert "المغرب: جهات ما قبل 2015" in Printed(client, page.url).one(".fieldmap figcaption").get_text()
    page.shows_units = False
    page.save_revision().publish()
    assert "2015" not in Printed(client, page.url).one(".fieldmap figcaption").get_text()


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_the_feed_of_a_map_has_an_entry_for_each_event(client, extension):
    page = make_map(events=[make_event(), make_event("حلب", "2026-04-01")])
    text = client.get(f"/feeds/maps/{page.pk}.{extension}").content.decode()
    assert text.index("حلب") < text.index("الموصل")
    assert text.count("#event-") >= 2


def test_a_map_is_in_the_sitemap_and_says_of_itself_that_it_is_one(client):
    page = make_map()
    assert f"/maps/{page.pk}/" in client.get("/sitemaps/maps-ar.xml").content.decode()
    assert '"@type": "Map"' in client.get(page.url).content.decode()


def test_a_map_with_a_picture_for_sharing_is_shared_with_it(client):
    page = make_map(share_picture=make_image(description="لقلق على برج"))
    assert page.alt == "لقلق على برج"
    assert Printed(client, page.url).all('meta[property="og:title"]')


def test_a_map_is_found_by_what_happened_and_where():
    page = make_map()
    (content,) = FieldMaps().read([page.pk])
    assert "شوهد سرب من اللقالق." in content.texts
    assert content.names == ("الموصل",)
    assert content.url == page.url


@pytest.mark.parametrize(
    "wrong",
    [
        {"events": []},
        {"standfirst": ""},
        {"events": [make_event(source="")]},
        {"events": [make_event("مكان لا يعرفه أحد")]},
        {"events": [make_event(layer="لا طبقة")]},
        {"events": [make_event(until="2026-01-01")]},
        {"areas": [MapArea(name="م", parts="بلاد الواق")]},
        {"areas": [MapArea(name="م", outline="{}")]},
        {"areas": [MapArea(name="م")]},
        {"west": 10.0},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_is_incomplete_does_not_go_live(wrong):
    with pytest.raises(IncompletePage):
        make_map(**wrong)


def test_a_name_that_is_markup_is_only_text(client):
    evil = "<script>alert(1)</script>\"'><b>"
    event = make_event(evil, longitude=43.0, latitude=36.0, text=evil, source=evil, layer=evil)
    page = make_map("خريطة", events=[event], layers=[layer(evil)], areas=[MapArea(name=evil, parts="نينوى")])
    for address in (page.url, f"/embed/maps/{page.pk}/", f"/feeds/maps/{page.pk}.atom"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert "<b>" not in text
