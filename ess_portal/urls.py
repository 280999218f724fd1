"""The addresses of the portal. They are a contract: bookmarks and other sites point at them."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as back_office

urlpatterns = [
    path("gestion/", include(back_office)),
    path("admin/", RedirectView.as_view(url="/gestion/")),
    path("", include("territories.urls")),
    path("", include("levers.urls")),
    path("", include("library.urls")),
    path("", include("actors.urls")),
]
