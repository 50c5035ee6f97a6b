"""Filters between decoder and encoder: upright, to size, at an even pace, without gaps."""

from collections.abc import Iterator
from fractions import Fraction

import av
from av.filter import Graph
from av.video.stream import VideoStream

from .ladder import Rung

_TURNS = {90: ["transpose=cclock"], 180: ["hflip", "vflip"], 270: ["transpose=clock"]}


class _Chain:
    """A chain of filters, made anew where what comes in changes in the middle of a film."""

    def __init__(self) -> None:
        self._graph: Graph | None = None
        self._shape: tuple = ()

    def push(self, frame: av.VideoFrame | av.AudioFrame) -> Iterator:
        shape = self._shape_of(frame)
        if shape != self._shape:
            yield from self.end()
            self._graph, self._shape = self._make(frame), shape
        self._graph.push(frame)
        yield from self._drawn()

    def end(self) -> Iterator:
        """What was held back."""
        if self._graph:
            self._graph.push(None)
            yield from self._drawn()
        self._graph, self._shape = None, ()

    def _drawn(self) -> Iterator:
        while True:
            try:
                yield self._graph.pull()
            except (av.BlockingIOError, av.EOFError):
                return

    def _shape_of(self, frame: av.VideoFrame | av.AudioFrame) -> tuple:
        raise NotImplementedError

    def _make(self, frame: av.VideoFrame | av.AudioFrame) -> Graph:
        raise NotImplementedError


class Pictures(_Chain):
    """At one size, with so many pictures a second, from the first moment on."""

    def __init__(self, rung: Rung, stream: VideoStream) -> None:
        super().__init__()
        self._rung, self._time_base = rung, stream.time_base

    def _shape_of(self, frame: av.VideoFrame) -> tuple:
        return frame.width, frame.height, frame.format.name, frame.rotation

    def _make(self, frame: av.VideoFrame) -> Graph:
        rung = self._rung
        filters = [
            *_TURNS.get(frame.rotation % 360, []),
            f"fps=fps={rung.frames_per_second}",
            f"scale=w={rung.width}:h={rung.height}:flags=bicubic",
            "format=pix_fmts=yuv420p",
            "setsar=sar=1",
        ]
        graph = Graph()
        source = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base or self._time_base
        )
        return _linked(graph, source, filters, "buffersink")


class Sounds(_Chain):
    """Stereo at one rate, silence where there is none, in pieces that AAC takes."""

    def __init__(self, rate: int) -> None:
        super().__init__()
        self._rate = rate

    def _shape_of(self, frame: av.AudioFrame) -> tuple:
        return frame.sample_rate, frame.format.name, frame.layout.name

    def _make(self, frame: av.AudioFrame) -> Graph:
        filters = [
            f"aresample={self._rate}:async=1000",
            f"aformat=sample_fmts=fltp:sample_rates={self._rate}:channel_layouts=stereo",
            "asetnsamples=n=1024:p=0",
        ]
        graph = Graph()
        source = graph.add_abuffer(
            sample_rate=frame.sample_rate,
            format=frame.format,
            layout=frame.layout,
            time_base=frame.time_base or Fraction(1, frame.sample_rate),
        )
        return _linked(graph, source, filters, "abuffersink")


def _linked(graph: Graph, source: object, filters: list[str], sink: str) -> Graph:
    nodes = [source]
    for written in filters:
        name, _, arguments = written.partition("=")
        nodes.append(graph.add(name, arguments or None))
    graph.link_nodes(*nodes, graph.add(sink)).configure()
    return graph
