"""« Mon territoire » follows the visitor in the address, `?territoire=commune-35238`: no cookie, nothing stored.

Links and forms know nothing of it: the middleware adds it to those of the page, on its way out.
"""

import re
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import Truncator

from .models import FormerPlace, Territory, Twin

KEY = "territoire"
NOT_PAGES = ("/gestion/", "/static/", "/media/", "//")
TAG = re.compile(rb"<(?:a|form)\b[^>]*>", re.IGNORECASE)
ADDRESS = re.compile(rb'(\s(?:href|action)=")(/[^"#]*)')
# What a link says of itself when it must leave the place behind.
LEAVING = b"data-leave"
LONGEST = 40
TWINS_OFFERED = 5
# The criteria of place of a list, and where its pages start again.
PLACE_CRITERIA = dict.fromkeys([*Territory.Kind.values, "page"])
NEARBY = {
    Territory.Kind.INTERCOMMUNALITY: "dans mon intercommunalité",
    Territory.Kind.DEPARTMENT: "dans mon département",
    Territory.Kind.REGION: "dans ma région",
}


class MyPlace:
    """The place that the visitor has chosen, and what the lists offer around it."""

    def __init__(self, territory, leave_url):
        self.territory, self.leave_url = territory, leave_url
        self.value = value_of(territory)

    @cached_property
    def nearby(self):
        """The narrowings around the place, [(label, what changes in the address)]."""
        places = {place.kind: place for place in [*reversed(self.territory.containers), self.territory]}
        found = [
            (label, PLACE_CRITERIA | {kind: [places[kind].code]}) for kind, label in NEARBY.items() if kind in places
        ]
        if self.twin_codes:
            found.append(("comme chez moi", PLACE_CRITERIA | {self.territory.kind: self.twin_codes}))
        return found

    @cached_property
    def twin_codes(self):
        twins = Twin.objects.filter(territory=self.territory).with_an_initiative()
        return list(twins.order_by("rank").values_list("peer__code", flat=True)[:TWINS_OFFERED])


def value_of(territory):
    return f"{territory.kind}-{territory.code}"


def find(value):
    """Return the territory of a value of the address, or None; the code may be of the past."""
    kind, _, code = value.partition("-")
    if kind not in Territory.Kind or not re.fullmatch(r"[0-9A-Za-z]{2,9}", code):
        return None
    place = Territory.objects.filter(kind=kind, code=code.upper()).for_lines().first()
    if place or kind != Territory.Kind.COMMUNE:
        return place
    former = FormerPlace.objects.filter(code=code.upper()).values("territory")
    return Territory.objects.filter(pk__in=former).for_lines().first()


def keep_my_place(get_response):
    """Read the place in the address, give it to the page, and put it in the links and forms of the answer."""

    def middleware(request):
        asked = request.GET.get(KEY, "")
        request.my_place = request.my_place_unknown = None
        if not asked or request.path.startswith(NOT_PAGES):
            return get_response(request)
        if territory := find(asked):
            request.my_place = MyPlace(territory, address_without(request))
        else:
            request.my_place_unknown = Truncator(asked).chars(LONGEST)
        response = get_response(request)
        return followed(response, request.my_place.value) if request.my_place else response

    return middleware


def address_without(request):
    kept = request.GET.copy()
    kept.pop(KEY, None)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def followed(response, value):
    """Return the response, its links, its forms and its redirection inside the portal followed by the place."""
    if location := response.get("Location"):
        response["Location"] = with_place(location, value)
    elif response.get("Content-Type", "").startswith("text/html") and not response.streaming:
        response.content = TAG.sub(lambda tag: tag_with_place(tag[0], value), response.content)
    return response


def with_place(address, value, ampersand="&"):
    """Return an address of the portal followed by the place, unless it has one already."""
    path, mark, query = address.partition("?")
    if not path.startswith("/") or path.startswith(NOT_PAGES) or KEY in QueryDict(query.replace("&amp;", "&")):
        return address
    return f"{address}{ampersand if mark else '?'}{urlencode({KEY: value})}"


def tag_with_place(tag, value):
    if LEAVING in tag:
        return tag
    if tag[:5].lower() == b"<form":
        hidden = f'<input type="hidden" name="{KEY}" value="{value}">'.encode()
        return tag if b'method="post"' in tag.lower() else tag + hidden
    return ADDRESS.sub(lambda found: found[1] + with_place(found[2].decode(), value, "&amp;").encode(), tag)
