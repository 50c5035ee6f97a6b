"""What stands in slots and rails becomes an arrangement; nothing that readers see changes."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, migrations

ANALYTIC = ["analysis", "opinion", "report", "explainer", "interview"]


def arrange(apps: Any, schema_editor: Any) -> None:
    arrangements = apps.get_model("front", "Arrangement").objects
    for pk, rails in _rails():
        front = {"parts": [*_top(apps, pk), *(_part(rail) for rail in rails)], "hidden": []}
        arrangements.create(page_id=pk, published=front, working=front)


def _rails() -> Iterator[tuple[int, list[dict[str, Any]]]]:
    # The field's blocks are known to no migration: its column is read as it is.
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_ptr_id, rails FROM front_frontpage")
        for pk, rails in cursor.fetchall():
            yield pk, json.loads(rails or "[]") if isinstance(rails, str) else rails or []


def _top(apps: Any, front: int) -> list[dict[str, Any]]:
    slots = apps.get_model("front", "FrontSlot").objects.filter(front=front).order_by("sort_order")
    pins: dict[str, dict[int, Any]] = {"lead": {}, "pick": {}}
    for slot in slots:
        until = slot.until and slot.until.isoformat()
        held = pins[slot.place]
        held.setdefault(slot.story_id, {"story": slot.story_id, "until": until, "place": len(held)})
    return [
        {"id": "lead", "kind": "lead", "count": 1, "rule": _rule(), "pins": list(pins["lead"].values())},
        {
            "id": "picks",
            "kind": "picks",
            "count": 4,
            "rule": _rule(forms=ANALYTIC),
            "pins": list(pins["pick"].values()),
        },
    ]


def _part(rail: dict[str, Any]) -> dict[str, Any]:
    value = rail["value"]
    part = {"id": rail["id"], "kind": rail["type"], "count": value.get("count", 4), "title": value.get("title", "")}
    if rail["type"] == "map":
        part["page"] = value["page"]
    if rail["type"] == "stories":
        forms = [value["form"]] if value["form"] else []
        part |= {"look": value["look"], "rule": _rule(value["section"], forms), "pins": []}
    return part


def _rule(section: int | None = None, forms: list[str] | None = None) -> dict[str, Any]:
    return {"section": section, "forms": forms or [], "hours": 0, "order": "newest"}


class Migration(migrations.Migration):
    dependencies = [("front", "0002_arrangements")]

    operations = [migrations.RunPython(arrange, migrations.RunPython.noop)]
