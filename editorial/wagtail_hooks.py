"""The back office as a whole: its menu, its first page, its looks; the page tree of Wagtail is put away."""

from django.templatetags.static import static
from django.utils.html import format_html
from taggit.models import Tag
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from editorial.admin import CONTENTS, REFERENCES, ReferenceViewSet, fields
from editorial.dashboard import Drafts, Kinds, LastChanges

# Wagtail's own hooks have the order 0: ours come last.
LAST = 1000
PUT_AWAY = {"explorer", "images", "documents", "snippets", "help", "collections"}
REPORTS_ON_PAGES = {"locked-pages", "aging-pages", "page-types-usage"}
PANELS_ON_PAGES = {"recent_edits", "locked_pages"}


@hooks.register("register_admin_menu_item")
def contents_menu():
    return SubmenuMenuItem("Contenus", Menu(register_hook_name=CONTENTS), icon_name="list-ul", order=10)


@hooks.register("register_admin_menu_item")
def references_menu():
    menu = Menu(register_hook_name=REFERENCES)
    return SubmenuMenuItem("Territoires et références", menu, icon_name="globe", order=20)


@hooks.register("construct_main_menu", order=LAST)
def hide_the_page_tree(request, items):
    items[:] = [item for item in items if item.name not in PUT_AWAY]


@hooks.register("construct_settings_menu", order=LAST)
def hide_collections(request, items):
    items[:] = [item for item in items if item.name not in PUT_AWAY]


@hooks.register("construct_reports_menu", order=LAST)
def hide_reports_on_pages(request, items):
    items[:] = [item for item in items if item.name not in REPORTS_ON_PAGES]


@hooks.register("construct_homepage_summary_items", order=LAST)
def hide_counts_of_pages(request, items):
    items[:] = []


@hooks.register("construct_homepage_panels", order=LAST)
def fill_the_first_page(request, panels):
    panels[:] = [panel for panel in panels if panel.name not in PANELS_ON_PAGES]
    panels += [Kinds(), Drafts(), LastChanges()]


@hooks.register("insert_global_admin_css")
def colours():
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/gestion.css"))


class TagViewSet(ReferenceViewSet):
    model = Tag
    icon = "tag"
    menu_order = 100
    list_display = ["name", "slug"]
    search_fields = ["name"]
    panels = fields("name", "slug")


register_snippet(TagViewSet)
