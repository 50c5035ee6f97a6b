"""What `warraq bench maps` tells."""

from warraq.operations.measuring import mapping


def test_a_frame_is_told_with_its_time_weight_names_and_events(monkeypatch):
    monkeypatch.setattr(mapping, "FRAMES", {"one small country": ("LB",)})
    monkeypatch.setattr(mapping, "ROUNDS", 1)
    lines: list[str] = []
    mapping.measure_mapping(lines.append)
    _name, _cpu, size, weight, names, events = lines[2].rsplit(maxsplit=5)
    assert int(weight.replace(",", "")) < int(size.replace(",", "")) < 10_000
    assert (int(names), int(events)) > (5, 5)
