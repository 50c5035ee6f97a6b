"""What is near a text."""

from datetime import timedelta

import pytest
from django.utils import timezone

from warraq.search.neighbours import nearest
from warraq.testing import make_keyword, make_story, paragraphs

pytestmark = pytest.mark.django_db
FLOOD = "ارتفع منسوب المياه في السد بعد أمطار غزيرة وحذرت الأرصاد من فيضان النهر في القرى القريبة"
MARKET = "انخفضت أسعار الخضار في سوق الجملة بعد وصول شاحنات الطماطم من الحدود"


@pytest.fixture
def stories(built):
    keyword = make_keyword("السدود")
    flood = make_story(title="أمطار وفيضان", body=paragraphs(FLOOD), keywords=[keyword])
    market = make_story(title="أسعار الخضار", body=paragraphs(MARKET))
    copy = make_story(title="أمطار وفيضان", body=paragraphs(FLOOD))
    built()
    return flood, market, copy, keyword


def test_the_nearest_stand_first_and_what_shares_nothing_is_not_named(stories):
    flood, market, copy, _keyword = stories
    found = nearest("ar", [flood.title, FLOOD])
    assert {one.pk for one in found[:2]} == {flood.pk, copy.pk}
    assert market.pk not in {one.pk for one in found if one.share > 0.3}


def test_the_same_text_has_a_share_of_one_and_another_a_small_one(stories):
    flood, market, copy, _keyword = stories
    shares = {one.pk: one.share for one in nearest("ar", [flood.title, FLOOD], exclude=[flood.pk])}
    assert shares[copy.pk] == pytest.approx(1.0)
    assert shares.get(market.pk, 0) < 0.3
    assert flood.pk not in shares


def test_shared_keywords_weigh(stories):
    flood, _market, copy, keyword = stories
    found = nearest("ar", [FLOOD], facts={f"keyword:{keyword.pk}": 5.0})
    assert found[0].pk == flood.pk


def test_only_of_late_when_asked(stories):
    assert nearest("ar", [FLOOD], since=timezone.now() + timedelta(days=1)) == []
    assert nearest("ar", [FLOOD], since=timezone.now() - timedelta(days=1)) != []


def test_nothing_is_near_nothing(stories):
    for texts in ([], [""], ["في من على"], ["\x00"], ["zzzz qqqq"]):
        assert nearest("ar", texts) == []
