import csv
import gzip
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.encoding import iri_to_uri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from warraq.changes.models import Change
from warraq.importers.models import ImportedItem
from warraq.people.models import Author
from warraq.stories.models import Keyword, SectionPage, StoryPage


def test_a_table_becomes_stories_readers_can_open(client, imported, table, row):
    report = imported(table(row(1), row(2)))
    story = StoryPage.objects.get(title__endswith="للمرة 1")
    assert (report["made"], report["refused"]) == (2, {})
    assert client.get(story.url).status_code == 200
    assert client.get(story.section.url).status_code == 200
    assert story.section.slug == "local-news"


def test_a_second_run_changes_nothing(imported, table, row):
    path = table(row(1), row(2))
    imported(path)
    before = Change.objects.count(), Page.objects.count(), Redirect.objects.count(), Author.objects.count()
    report = imported(path)
    assert (report["made"], report["updated"], report["unchanged"]) == (0, 0, 2)
    assert before == (
        Change.objects.count(),
        Page.objects.count(),
        Redirect.objects.count(),
        Author.objects.count(),
    )


def test_a_dry_run_writes_nothing_and_says_what_would_happen(imported, table, row):
    before = Page.objects.count(), Change.objects.count()
    report = imported(table(row(1), row(2, title="Untitled")), "--dry-run")
    assert (report["made"], list(report["refused"].values())) == (1, [[2]])
    assert report["sections_made"] == ["Local news (/local-news/)"]
    assert before == (Page.objects.count(), Change.objects.count())
    assert not ImportedItem.objects.exists()
    assert not Author.objects.filter(name="ليلى النجّار").exists()


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"title": ""}, "title is missing"),
        ({"title": "بدون عنوان"}, "title is missing or a placeholder"),
        ({"title": "س" * 300}, "longer than 255"),
        ({"body": " \n "}, "text is empty"),
        ({"body": "<p>&nbsp;</p>"}, "text is empty"),
        ({"published": ""}, "date is missing"),
        ({"published": "31/02/2015"}, "no such date"),
        ({"published": "03/04/2015"}, "either way round"),
        ({"published": "2999-01-01"}, "future"),
        ({"language": "xx"}, "no edition"),
        ({"title": "نصف \ud83d حرف"}, "half a character"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_rest_goes_on(imported, tmp_path, row, values, reason):
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(item) for item in (row(1), row(2, **values), row(3))))
    report = imported(path)
    assert report["made"] == 2
    (said, lines), *more = report["refused"].items()
    assert reason in said
    assert (lines, more) == ([2], [])


def test_broken_lines_and_repeated_numbers_are_refused_with_their_lines(imported, table, row):
    report = imported(table(row(1), '{"id": ', row(1), row(4)))
    assert report["made"] == 2
    assert report["refused"] == {
        "the line is not valid JSON": [2],
        "the same number already stands in line 1": [3],
    }


def test_an_old_address_answers_301(client, imported, table, row):
    imported(table(row(1), row(2, url="https://old.example/%D8%AE%D8%A8%D8%B1/7/?page=2")))
    first, second = StoryPage.objects.order_by("pk")
    for address, story in (("/ar/1/خبر-1", first), ("/ar/1/خبر-1/", first), ("/خبر/7/?page=2", second)):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, iri_to_uri(story.url))


def test_an_address_that_two_rows_share_leads_to_the_first(imported, table, row):
    report = imported(table(row(1), row(2, url=row(1)["url"])))
    assert report["redirects"] == {"kept": 1, "taken": 1, "unusable": 0}
    assert Redirect.objects.get().redirect_page_id == StoryPage.objects.order_by("pk").first().pk


def test_csv_and_gzip_give_the_same_story(imported, tmp_path, row):
    values = row(1, keywords="المياه، الأنهار")
    path = tmp_path / "archive.csv.gz"
    with gzip.open(path, "wt", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(values))
        writer.writeheader()
        writer.writerow(values)
    imported(path)
    story = StoryPage.objects.get()
    assert [str(keyword) for keyword in story.topics] == ["المياه", "الأنهار"]
    assert len(story.body) == 2


def test_the_order_of_dates_is_shown_by_the_file_itself_and_said(imported, table, row):
    report = imported(table(row(1, published="03/04/2015"), row(2, published="25/04/2015")))
    assert report["date_order"] == "day before month, as line 2 shows (25/04/2015)"
    edition = StoryPage.objects.first().edition
    assert [edition.day_of(s.published_at).month for s in StoryPage.objects.all()] == [4, 4]


def test_a_mapping_names_columns_sections_and_forms(imported, table, tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        """
        source = "archive"
        columns = { id = "n", title = "t", body = "x", published = "d", section = "c", form = "f" }
        dates = { order = "mdy" }
        forms = { column = "opinion" }
        [sections]
        media = { slug = "press", title = "صحافة" }
        """
    )
    rows = {
        "n": 7,
        "t": "عنوان المقال الطويل",
        "x": "نص المقال.",
        "d": "04/13/2015",
        "c": "media",
        "f": "column",
    }
    imported(table(rows), "--mapping", str(mapping))
    story = StoryPage.objects.get()
    assert (story.form, story.section.slug, story.section.title) == ("opinion", "press", "صحافة")
    assert ImportedItem.objects.get().source == "archive"


def test_a_reserved_word_is_not_taken_as_a_section(imported, table, row):
    imported(table(row(1, section="search"), row(2, section="2020"), row(3, section="")))
    slugs = set(SectionPage.objects.values_list("slug", flat=True))
    assert {"section-search", "section-2020", "general"} <= slugs


def test_a_changed_row_updates_its_story_by_the_usual_road(client, imported, table, row):
    imported(table(row(1)))
    story = StoryPage.objects.get()
    report = imported(table(row(1, title="عنوان مصحح للخبر", section="sport", keywords=["السدود"])))
    changed = StoryPage.objects.get(pk=story.pk)
    assert report["updated"] == 1
    assert (changed.title, changed.section.slug, str(changed.topics[0])) == (
        "عنوان مصحح للخبر",
        "sport",
        "السدود",
    )
    assert changed.published_at == story.published_at
    assert Change.objects.filter(kind=Change.Kind.EDITED, subject=changed.object_key).exists()
    assert client.get(story.url, follow=True).redirect_chain == [(iri_to_uri(changed.url), 301)]


def test_a_story_edited_in_the_newsroom_is_left_alone(imported, table, row):
    imported(table(row(1)))
    story = StoryPage.objects.get()
    story.title = "عنوان كتبه المحرر"
    story.save_revision().publish()
    ImportedItem.objects.update(stored_at="2020-01-01T00:00:00Z")
    report = imported(table(row(1, body="نص آخر.")))
    assert report["edited_in_the_newsroom"] == [1]
    assert StoryPage.objects.get().title == "عنوان كتبه المحرر"
    assert imported(table(row(1, body="نص آخر.")), "--overwrite")["updated"] == 1


def test_a_story_deleted_in_the_newsroom_stays_away(imported, table, row):
    imported(table(row(1)))
    StoryPage.objects.get().delete()
    report = imported(table(row(1, body="نص آخر.")))
    assert report["removed_in_the_newsroom"] == 1
    assert not StoryPage.objects.exists()


def test_authors_and_keywords_are_found_however_they_are_spelt(imported, table, row):
    imported(table(row(1), row(2, author="ليلى النجار", keywords=["المِياه"])))
    assert Author.objects.count() == 1
    assert Keyword.objects.count() == 2


def test_letters_are_cleaned_and_counted(imported, table, row):
    report = imported(table(row(1, title="تقریر عن المـاء")))
    assert StoryPage.objects.get().title == "تقرير عن الماء"
    assert report["letters_cleaned"] == {"persian_letters": 1, "tatweel": 1}


def test_nothing_to_read_is_an_error(db, tmp_path):
    (tmp_path / "empty.jsonl").touch()
    for name in ("empty.jsonl", "missing.jsonl"):
        with pytest.raises(CommandError):
            call_command("import", "table", str(tmp_path / name))


def test_a_row_the_database_refuses_does_not_stop_its_batch(imported, table, row, monkeypatch):
    from django.db import IntegrityError

    from warraq.importers import storing

    store = storing.store

    def picky(batch, source):
        if any(item.draft.external_id == "row-2" for item in batch):
            raise IntegrityError("no room for it")
        return store(batch, source)

    monkeypatch.setattr(storing, "store", picky)
    report = imported(table(row(1), row(2), row(3)))
    assert (report["made"], report["refused"]) == (2, {"the database refuses it: no room for it": [2]})
