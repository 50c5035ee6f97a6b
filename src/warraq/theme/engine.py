"""Reads reader templates into nodes that print the same, sooner: half a page's time is Django looking names up.

The language is Django's, whole: what is not known here is left to Django's own nodes and lookups.
"""

from collections.abc import Callable
from typing import Any

from django.template import Context, Template
from django.template.base import (
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Parser,
    Token,
)
from django.template.loaders.cached import Loader as CachedLoader
from django.template.loaders.filesystem import Loader as FilesystemLoader
from django.utils.safestring import SafeData, mark_safe
from django.utils.timezone import template_localtime

from .nodes import lean

# What Wagtail draws inside a story's text.
OF_WAGTAIL = ("table_block/", "wagtailcore/shared/richtext")
_MISSING = object()
_UNSURE = object()


class Loader(CachedLoader):
    """The site's own templates and the theme's; those of apps, the newsroom's among them, are left as they are."""

    def get_template(self, template_name: str, skip: list | None = None) -> Template:
        found = super().get_template(template_name, skip)
        if isinstance(found, LeanTemplate) or self.engine.debug or not _is_for_readers(found):
            return found
        lean = LeanTemplate(found.source, found.origin, found.name, self.engine)
        self.get_template_cache[self.cache_key(template_name, skip)] = lean
        return lean


def _is_for_readers(template: Template) -> bool:
    return type(template.origin.loader) is FilesystemLoader or template.name.startswith(OF_WAGTAIL)


class LeanTemplate(Template):
    """A template of Django's with nodes of ours."""

    def compile_nodelist(self) -> NodeList:
        engine = self.engine
        parser = LeanParser(
            Lexer(self.source).tokenize(), engine.template_libraries, engine.template_builtins, self.origin
        )
        nodes = parser.parse()
        self.extra_data = parser.extra_data
        return nodes


class LeanParser(Parser):
    """Django's parser; names and expressions become ours, whichever tag asks for them."""

    def compile_filter(self, token: str) -> FilterExpression:
        return LeanExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        super().extend_nodelist(nodelist, lean(node), token)


class LeanExpression(FilterExpression):
    """A name with its filters. What is found at once is used; all else is asked in Django's way."""

    __slots__ = ("first", "rest", "steps")

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        names = self.var.lookups if self.is_var else None
        self.first, self.rest = (names[0], names[1:]) if names else (None, ())
        self.steps = [_step(function, arguments) for function, arguments in self.filters]

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        if self.first is None:
            is_constant = not self.is_var and not self.filters
            return self.var if is_constant else super().resolve(context, ignore_failures)
        found = _look_up(context, self.first, self.rest)
        if found is _MISSING and ignore_failures:
            found = None
        elif found is _MISSING or found is _UNSURE:
            return super().resolve(context, ignore_failures)
        for step in self.steps:
            found = step(found, context)
        return found


def _look_up(context: Context, name: str, rest: tuple[str, ...]) -> Any:
    """The value of a dotted name, where that takes no calling and no guessing."""
    for values in reversed(context.dicts):
        if name in values:
            found = values[name]
            break
    else:
        return _MISSING
    for part in rest:
        if callable(found):
            return _UNSURE
        kind = type(found)
        if kind is dict:
            if part not in found:
                return _UNSURE
            found = found[part]
        elif hasattr(kind, "__getitem__"):
            return _UNSURE
        else:
            try:
                found = getattr(found, part)
            except Exception:  # Django's way decides what this error means
                return _UNSURE
    return _UNSURE if callable(found) else found


def _step(function: Callable, arguments: list[tuple[bool, Any]]) -> Callable[[Any, Context], Any]:
    """A filter with its arguments."""
    is_local = getattr(function, "expects_localtime", False)
    is_asking = getattr(function, "needs_autoescape", False)
    is_safe = getattr(function, "is_safe", False)
    constants = [value if is_name else mark_safe(value) for is_name, value in arguments]
    names = [is_name for is_name, _value in arguments]
    lookups = [value.lookups if is_name else None for is_name, value in arguments]

    def apply(value: Any, context: Context) -> Any:
        given = constants
        if any(names):
            given = [_argument(context, *parts) for parts in zip(names, constants, lookups, strict=True)]
        if is_local:
            value = template_localtime(value, context.use_tz)
        result = function(value, *given, autoescape=context.autoescape) if is_asking else function(value, *given)
        return mark_safe(result) if is_safe and isinstance(value, SafeData) else result

    return apply


def _argument(context: Context, is_name: bool, value: Any, names: tuple[str, ...] | None) -> Any:
    if not is_name:
        return value
    found = _look_up(context, names[0], names[1:]) if names else _UNSURE
    return value.resolve(context) if found is _UNSURE or found is _MISSING else found
