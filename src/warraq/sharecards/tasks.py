"""Drawing, in the background: behind sizes of pictures, from which cards are drawn."""

from django_tasks import task

from . import making, sweeping

AFTER_PICTURES, SOMETIME = -5, -50


@task(priority=AFTER_PICTURES)
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
