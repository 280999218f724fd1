"""The addresses of the portal. They are a contract: bookmarks and other sites point at them."""

from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView, TemplateView

from ess_portal import views
from ess_portal.search import search
from ess_portal.sitemaps import SITEMAPS


def page(address, name):
    """Return the address of a page made of its template alone."""
    return path(address, TemplateView.as_view(template_name=f"portal/{name}.html"), name=name)


urlpatterns = [
    path("", views.home, name="home"),
    path("gestion/", include("editorial.urls")),
    re_path(r"^admin(/|$)", RedirectView.as_view(url="/gestion/")),
    path("", include("territories.urls")),
    path("", include("levers.urls")),
    path("", include("library.urls")),
    path("", include("actors.urls")),
    path("recherche/", search, name="search"),
    path("plan-du-site/", views.site_map, name="site_map"),
    page("accessibilite/", "accessibility"),
    page("mentions-legales/", "legal_notice"),
    page("donnees-personnelles/", "personal_data"),
    page("cookies/", "cookies"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
