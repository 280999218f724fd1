"""The small pieces that templates print inside a sentence: words well set, icons, marks of source."""

from urllib.parse import urlsplit

from django import template
from django.template import defaultfilters
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeData, mark_safe

from editorial import french, models
from editorial.icons import ICONS

register = template.Library()

CODE_HOSTS = {"github.com"}

register.filter("number", french.number)
register.filter("lines", models.lines)


@register.filter
def typo(text):
    """Return a plain text well set; what is HTML already (words marked by a search) is left as it is."""
    return text if isinstance(text, SafeData) else french.typeset(text)


@register.filter
def hits(text, wanted):
    """Return the text well set, its words that have one of the wanted stems marked."""
    pieces = french.hits(french.typeset(text), wanted)
    return format_html_join(
        "", "{}", [(format_html("<mark>{}</mark>", piece) if hit else piece,) for piece, hit in pieces]
    )


@register.filter
def host(address):
    """Return the site of an address, as a reader says it: « rtes.fr »; a code host says nothing without its project."""
    parts = urlsplit(address)
    site = (parts.hostname or "").removeprefix("www.")
    return "/".join([site, *parts.path.split("/")[1:3]]) if site in CODE_HOSTS else site


@register.filter
def pluralize(value, ending="s"):
    """Replace the filter of Django, which writes « 0 initiatives »: the French plural begins at two."""
    return defaultfilters.pluralize(value or 1, ending)


@register.filter
def pages_around(paginator, current):
    """Return the pages to offer around the current one: both ends, its neighbours, None where some are left out."""
    pages = paginator.get_elided_page_range(current, on_each_side=2, on_ends=1)
    return [None if page == paginator.ELLIPSIS else page for page in pages]


@register.simple_tag
def icon(name):
    """Draw a decorative icon: the words next to it carry the meaning."""
    return format_html(
        '<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308 — our own drawings
    )


@register.simple_tag(takes_context=True)
def here(context, *names):
    """Return the attribute of a menu link that leads to the page being read, or to its section.

    The first name is the page of the link; the others are the pages of its section.
    """
    match = getattr(context.get("request"), "resolver_match", None)
    view = match and match.view_name
    if view == names[0]:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if view in names else ""


class Source:
    """An address where facts of the page were read, known on the page by its letter."""

    def __init__(self, rank, address, read_on):
        self.letter = letter(rank)
        self.address = address
        self.read_on = read_on
        self.is_called = False


def letter(rank):
    """Return a, b… z, aa, ab… for 0, 1… as the list of sources numbers itself."""
    before, last = divmod(rank, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + last)


def page_sources(context):
    """Return the sources of the page, by address.

    They live at the bottom of the render context, the only place that a page and the pieces it includes share.
    """
    return context.render_context.dicts[0].setdefault("sources", {})


def fact_sources(context, fact):
    """Register the addresses of a fact, and return their sources."""
    known = page_sources(context)
    for address in fact.source_addresses:
        known.setdefault(address, Source(len(known), address, fact.source_read_on))
    return [known[address] for address in fact.source_addresses]


@register.simple_tag(takes_context=True)
def source(context, fact):
    """Mark a fact with the letters of its sources; the first mark of a letter is the one we come back to."""
    return format_html_join("", "{}", [(source_mark(each),) for each in fact_sources(context, fact)])


def source_mark(source):
    anchor = "" if source.is_called else format_html(' id="r-{}"', source.letter)
    source.is_called = True
    return format_html('<a class="m" href="#s-{0}"{1}><span class="vh">source </span>{0}</a>', source.letter, anchor)


@register.inclusion_tag("components/source_note.html", takes_context=True)
def source_note(context, fact):
    """Print in the margin what the letters of a fact stand for."""
    return {"sources": fact_sources(context, fact)}


@register.simple_tag(takes_context=True)
def sources(context):
    """Return every source the page has called so far, in the order of letters."""
    return list(page_sources(context).values())
