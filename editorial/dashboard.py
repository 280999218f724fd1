"""The first page of the back office: what there is, what waits, what changed."""

from functools import reduce
from operator import or_

from django.db.models import Count, Q
from django.utils.text import capfirst
from wagtail.admin.ui.components import Component
from wagtail.models import ModelLogEntry, Revision
from wagtail.snippets.models import get_snippet_models

from editorial.models import EditorialModel

DRAFTS_SHOWN = 10
CHANGES_SHOWN = 10
# A sheet saved, then published, then saved again is one change: the last.
ENTRIES_READ = 100


def editorial_models():
    """Return the kinds of sheets, in the order of the menu."""
    kinds = [model for model in get_snippet_models() if issubclass(model, EditorialModel)]
    return sorted(kinds, key=lambda model: model.snippet_viewset.menu_order)


class Kinds(Component):
    """How many sheets of each kind are online, and how many drafts."""

    name = "kinds"
    order = 100
    template_name = "wagtailadmin/home/kinds.html"

    def get_context_data(self, parent_context):
        return {"kinds": [self.kind(model) for model in editorial_models()]}

    def kind(self, model):
        counts = model.objects.aggregate(
            online=Count("pk", filter=Q(live=True)), drafts=Count("pk", filter=Q(has_unpublished_changes=True))
        )
        viewset = model.snippet_viewset
        name = capfirst(model._meta.verbose_name_plural)
        return counts | {"name": name, "url_name": viewset.get_url_name("list"), "icon": viewset.icon}


class Drafts(Component):
    """The versions that nobody has published yet, the latest first."""

    name = "drafts"
    order = 230
    template_name = "wagtailadmin/home/drafts.html"

    def get_context_data(self, parent_context):
        waiting = [
            Q(pk__in=model.objects.filter(has_unpublished_changes=True).values("latest_revision"))
            for model in editorial_models()
        ]
        revisions = (
            Revision.objects.filter(reduce(or_, waiting))
            .select_related("user", "content_type")
            .order_by("-created_at")[:DRAFTS_SHOWN]
        )
        return {"rows": [row_of(revision, revision.object_str, revision.created_at) for revision in revisions]}


class LastChanges(Component):
    """Who did what lately, each sheet once; what the loading of the contents wrote has no author: it is not shown."""

    name = "last_changes"
    order = 240
    template_name = "wagtailadmin/home/last_changes.html"

    def get_context_data(self, parent_context):
        entries = (
            ModelLogEntry.objects.filter(user__isnull=False)
            .select_related("user", "content_type")
            .order_by("-timestamp")[:ENTRIES_READ]
        )
        last = {}
        for entry in entries:
            last.setdefault((entry.content_type_id, entry.object_id), entry)
        return {"rows": [row_of(entry, entry.label, entry.timestamp) for entry in [*last.values()][:CHANGES_SHOWN]]}


def row_of(event, title, date):
    """Return what a panel shows of a revision or of a log entry."""
    model = event.content_type.model_class()
    viewset = getattr(model, "snippet_viewset", None)
    return {
        "title": title,
        "date": date,
        "user": event.user,
        "kind": event.content_type.name,
        "action": getattr(event, "message", ""),
        "url_name": viewset.get_url_name("edit") if viewset else "",
        "key": event.object_id,
    }
