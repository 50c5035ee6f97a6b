"""Drawing, in the background."""

from django_tasks import task

from . import making, sweeping

# A link is shared as soon as its page is out: before further sizes of pictures, which have no number.
SOON, SOMETIME = 5, -50


@task(priority=SOON)
def renew_card(number: int) -> None:
    making.renew(number)
    making.remove_retired()


@task(priority=SOMETIME)
def sweep(mark: int, before: int) -> None:
    following = sweeping.go_on(mark, before)
    if following is not None:
        sweep.enqueue(mark, following)


def begin_sweep() -> None:
    sweep.enqueue(sweeping.begin(), sweeping.LAST)
