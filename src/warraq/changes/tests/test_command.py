"""What an operator sees of the change log, and does about it."""

import json

import pytest
from django.core.management import CommandError, call_command

from warraq.changes.models import ConsumerPosition, SetAside
from warraq.changes.runner import Runner

from .readers import Clock, Notebook, Shelf, note, read_on

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shown(capsys):
    """Runs `warraq changes --json`: its exit code, and what it says."""

    def run() -> tuple[int, dict]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            call_command("changes", "--json")
        return end.value.code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def poisoned(clock: Clock) -> Runner:
    """A consumer with one entry set aside for good."""
    runner = Runner(Notebook(clock), clock)
    read_on(runner)
    runner.consumer.errors = {"story:1": ValueError("broken")}
    note("story:1")
    for _ in range(300):
        read_on(runner)
        clock.passes(2)
    return runner


def test_a_consumer_that_keeps_up_is_well(shown, clock):
    runner = Runner(Notebook(clock), clock)
    note("story:1")
    read_on(runner)
    code, said = shown()
    (state,) = said["consumers"]
    assert (code, state["name"], state["entries"], said["set_aside"]) == (0, "notebook", 0, [])


def test_it_shows_how_far_a_consumer_is_behind(shown, clock):
    runner = Runner(Notebook(clock), clock)
    read_on(runner)
    note("story:1", "story:2")
    clock.passes(90)
    code, said = shown()
    (state,) = said["consumers"]
    assert (code, state["entries"], state["seconds"]) == (1, 2, 90.0)


def test_it_shows_an_error_that_is_waited_for(shown, clock):
    runner = Runner(Notebook(clock), clock)
    read_on(runner)
    runner.consumer.errors = {"story:1": OSError(28, "No space left on device")}
    note("story:1")
    runner.step()
    clock.passes(1)
    runner.step()
    code, said = shown()
    assert (code, "No space left" in said["consumers"][0]["error"]) == (1, True)


def test_it_shows_what_was_set_aside_and_why(shown, poisoned):
    code, said = shown()
    (row,) = said["set_aside"]
    assert (code, row["consumer"], row["subject"]) == (1, "notebook", "story:1")
    assert row["error"] == "ValueError: broken"


def test_in_plain_words_too(poisoned, capsys):
    with pytest.raises(SystemExit):
        call_command("changes")
    said = capsys.readouterr().out
    assert "notebook" in said
    assert f"set aside {SetAside.objects.get().pk}: change" in said
    assert "ValueError: broken" in said


def test_retry_hands_over_again_and_what_is_handled_is_cleared(shown, poisoned, clock):
    poisoned.consumer.errors = {}
    clock.passes(600)
    read_on(poisoned)
    assert poisoned.consumer.handled == []
    call_command("changes", "retry")
    clock.passes(2)
    read_on(poisoned)
    assert poisoned.consumer.handled == ["story:1"]
    assert shown()[1]["set_aside"] == []


def test_retry_of_what_still_fails_keeps_it_set_aside(poisoned, clock):
    number = SetAside.objects.get().pk
    call_command("changes", "retry", str(number))
    clock.passes(2)
    read_on(poisoned)
    assert SetAside.objects.get().tries == 1


@pytest.mark.parametrize("number", ["999999", "first"])
def test_retry_of_what_is_not_there_is_refused(number):
    with pytest.raises(CommandError):
        call_command("changes", "retry", number)


def test_a_consumer_that_runs_no_more_is_forgotten_when_asked(poisoned):
    call_command("changes", "forget", "notebook")
    assert not ConsumerPosition.objects.exists()
    assert not SetAside.objects.exists()
    with pytest.raises(CommandError):
        call_command("changes", "forget", "notebook")


def test_a_node_that_was_taken_away_is_shown_as_gone_and_is_no_fault(shown, clock):
    old, new = Shelf(clock), Shelf(clock)
    old.node, new.node = "old", "new"
    read_on(Runner(old, clock))
    note("story:1")
    clock.passes(900)
    read_on(Runner(new, clock))
    code, said = shown()
    states = {state["node"]: state for state in said["consumers"]}
    assert (code, states["old"]["is_gone"], states["new"]["is_gone"]) == (0, True, False)
