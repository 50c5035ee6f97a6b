"""From a map's page to its drawing: what of it has happened, what the newsroom says of borders and names."""

from typing import Any

from .drawing import Drawing, Ground, Happening, Wanted, draw
from .frame import frame_of
from .settings import decided

Decisions = tuple[dict[str, str], dict[str, str]]


def drawn(page: Any, is_brief: bool = False, decisions: Decisions | None = None) -> Drawing:
    """The map of a page; a brief one, for other pages, without what takes room: provinces and small cities.

    `decisions` of the newsroom about borders and names are asked for where they are not given.
    """
    events = [event for event in page.happened if event.is_located]
    frame = frame_of(page.country_codes, [event.point for event in events], page.own_box)
    grounds = [area for area in page.grounds if not is_brief or area.holds_on(page.today)]
    borders, names = decisions or decided(page.edition.code)
    return draw(
        Wanted(
            frame=frame,
            language=page.edition.code,
            countries=page.country_codes,
            happenings=tuple(_happening(event) for event in events),
            grounds=tuple(_ground(area, page.today) for area in grounds),
            with_units=page.shows_units and not is_brief,
            with_cities=page.shows_cities,
            borders=tuple(sorted(borders.items())),
            names=tuple(sorted(names.items())),
            is_brief=is_brief,
        )
    )


def _ground(area: Any, today: Any) -> Ground:
    # What held once is drawn for who goes back to that day; only what holds now is named.
    name = area.name if area.holds_on(today) else ""
    return Ground(area.number, area.layer_number, name, area.rings)


def _happening(event: Any) -> Happening:
    return Happening(event.number, event.layer_number, event.place, event.point)
