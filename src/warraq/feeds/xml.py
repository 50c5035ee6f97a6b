"""Writes XML documents of any length with nothing in them that XML cannot hold."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO

from django.utils.xmlutils import SimplerXMLGenerator

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Document:
    """One document, written from its first element to its last."""

    def __init__(self) -> None:
        self._bytes = BytesIO()
        self._xml = SimplerXMLGenerator(self._bytes, "utf-8", short_empty_elements=True)
        self._xml.startDocument()

    @contextmanager
    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """What is written inside the block stands inside this element."""
        self._xml.startElement(name, _clean(attributes))
        yield
        self._xml.endElement(name)

    def leaf(self, name: str, text: str = "", attributes: Mapping[str, str] | None = None) -> None:
        """An element that holds text or nothing."""
        self._xml.addQuickElement(name, _NOT_XML.sub("", text), _clean(attributes))

    def leaf_if(self, name: str, text: str | None) -> None:
        """The element, unless there is nothing to say in it."""
        if text:
            self.leaf(name, text)

    def finish(self) -> bytes:
        self._xml.endDocument()
        return self._bytes.getvalue()


def _clean(attributes: Mapping[str, str] | None) -> dict[str, str]:
    return {name: _NOT_XML.sub("", value) for name, value in (attributes or {}).items()}
