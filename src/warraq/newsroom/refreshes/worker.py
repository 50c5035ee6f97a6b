"""Is anybody refreshing the pages of this machine?"""

from django.utils import timezone

from warraq.changes import log
from warraq.changes.models import Change, ConsumerPosition
from warraq.pagestore.consumer import PageStoreConsumer
from warraq.pagestore.store import Store

PATIENCE = 10.0  # seconds a change may lie unread before the newsroom calls the worker away
SILENCE = 75.0  # the worker says that it is there every 30 seconds


def seconds_away(store: Store) -> float | None:
    """For how long the worker has not followed the change log; None while it does."""
    consumer = PageStoreConsumer(store)
    lag = log.lag(consumer.load_position() or log.start()).seconds
    rows = ConsumerPosition.objects.filter(name=consumer.name, node=consumer.node)
    seen_at = rows.values_list("seen_at", flat=True).first()
    silence = (timezone.now() - seen_at).total_seconds() if seen_at else lag
    if lag > PATIENCE or silence > SILENCE or seen_at is None:
        return max(lag, silence)
    return None


def unread(store: Store, changes: list[int]) -> list[int]:
    """Those of the changes that the worker has not come to yet."""
    position = PageStoreConsumer(store).load_position()
    if position is None:
        return changes
    # The log has forgotten what everybody has read long ago.
    known = set(Change.objects.filter(pk__in=changes).values_list("pk", flat=True))
    return sorted(known - log.has_read(position, changes))
