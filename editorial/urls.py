"""The addresses of the back office, less those of the parts of Wagtail that the portal does not use."""

from django.urls import include, re_path
from django.views.defaults import page_not_found
from wagtail.admin import urls as wagtail_urls

# Sheets are snippets: there is no tree of pages to explore, no page to choose, no page to report on.
CLOSED = r"^(pages|choose-page|api|collections|images|documents|reports/(locked|aging-pages|page-types-usage))(/|$)"


def closed(request, *parts):
    return page_not_found(request, None, template_name="wagtailadmin/404.html")


urlpatterns = [re_path(CLOSED, closed), re_path("", include(wagtail_urls))]
