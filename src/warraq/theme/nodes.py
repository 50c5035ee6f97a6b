"""The nodes of reader templates that are printed most, each as Django's own but for the roundabout ways."""

from collections.abc import Callable
from html import escape
from typing import Any

from django.template import Context
from django.template.base import Node, VariableDoesNotExist, VariableNode, render_value_in_context
from django.template.context import RenderContext
from django.template.defaulttags import IfNode, TemplateLiteral
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import TranslateNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def lean(node: Node) -> Node:
    """The quicker node for one of Django's; any other as it is."""
    make = _LEAN.get(type(node))
    return make(node) if make else node


class LeanVariableNode(VariableNode):
    """`{{ … }}`; plain text is escaped and safe text printed without a question about numbers and dates."""

    def render(self, context: Context) -> str:
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return value
        if kind is str and context.autoescape:
            return escape(value)
        return render_value_in_context(value, context)

    render_annotated = render


class LeanIf(IfNode):
    """`{% if %}` with its conditions as functions."""

    def __init__(self, conditions_nodelists: list) -> None:
        super().__init__(conditions_nodelists)
        self.branches = [(condition and _condition(condition), nodes) for condition, nodes in conditions_nodelists]

    def render(self, context: Context) -> str:
        for condition, nodes in self.branches:
            try:
                is_met = condition is None or condition(context)
            except VariableDoesNotExist:
                is_met = False
            if is_met:
                return nodes.render(context)
        return ""

    render_annotated = render


def _condition(token: Any) -> Callable[[Context], Any]:
    """A condition as Django evaluates it: what cannot be compared is false."""
    if type(token) is TemplateLiteral:
        resolve = token.value.resolve
        return lambda context: resolve(context, True)
    if token.id == "not":
        told = _condition(token.first)
        return lambda context: not told(context)
    if token.id not in _COMPARED:
        return token.eval
    first, second, compare = _condition(token.first), _condition(token.second), _COMPARED[token.id]

    def is_met(context: Context) -> Any:
        try:
            return compare(context, first, second)
        except Exception:  # as everywhere in Django's conditions
            return False

    return is_met


_COMPARED: dict[str, Callable[[Context, Callable, Callable], Any]] = {
    "and": lambda context, first, second: first(context) and second(context),
    "or": lambda context, first, second: first(context) or second(context),
    "==": lambda context, first, second: first(context) == second(context),
    "!=": lambda context, first, second: first(context) != second(context),
}


class LeanInclude(IncludeNode):
    """`{% include "…" with … only %}`: the same part, in a context made without copying the one around it."""

    def render(self, context: Context) -> str:
        name = self.template.resolve(context)
        if not self.isolated_context or not isinstance(name, str) or name.startswith(".") or context.template is None:
            return super().render(context)
        template = context.template.engine.get_template(name)
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        return _render_alone(template, context, values)

    render_annotated = render


def _render_alone(template: Any, context: Context, values: dict[str, Any]) -> str:
    inner = object.__new__(type(context))
    inner.__dict__.update(context.__dict__)
    inner.__dict__.pop("_processors_index", None)
    inner.dicts = [{"True": True, "False": False, "None": None}, values]
    state: RenderContext = context.render_context
    outer, state.template = state.template, template
    state.dicts.append({})
    try:
        return template._render(inner)
    finally:
        state.dicts.pop()
        state.template = outer


class LeanTranslate(TranslateNode):
    """`{% translate "…" %}` of a constant: the same words in a language for as long as the process lives."""

    def render(self, context: Context) -> str:
        language = get_language()
        if language not in self.known:
            printed = super().render(context)
            self.known[language] = context[self.asvar] if self.asvar else printed
        if not self.asvar:
            return self.known[language]
        context[self.asvar] = self.known[language]
        return ""

    render_annotated = render


def _lean_translate(node: TranslateNode) -> Node:
    words, note = node.filter_expression, node.message_context
    is_constant = words.is_var and words.var.lookups is None and not words.filters
    if not is_constant or (note and note.is_var):
        return node
    return _as(LeanTranslate, node, known={})


def _as(kind: type[Node], node: Node, **more: Any) -> Node:
    made = object.__new__(kind)
    made.__dict__.update(vars(node) | more)
    return made


_LEAN: dict[type[Node], Callable[[Any], Node]] = {
    VariableNode: lambda node: LeanVariableNode(node.filter_expression),
    IfNode: lambda node: LeanIf(node.conditions_nodelists),
    IncludeNode: lambda node: _as(LeanInclude, node),
    TranslateNode: _lean_translate,
}
