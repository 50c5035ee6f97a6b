"""Work for which no moderator waits."""

from django_tasks import task

from .learning import learn_from


@task()
def learn(numbers: list[int]) -> None:
    """Learn from these comments as they are by now."""
    learn_from(numbers)
