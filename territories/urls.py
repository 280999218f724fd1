from django.urls import path

from . import views

app_name = "territories"
urlpatterns = [
    path("methode/jumeaux/", views.twins_method, name="twins_method"),
    path("competences/", views.competences, name="competences"),
    path("competences/<slug:slug>/", views.competence, name="competence"),
    path("territoires/", views.TerritoryList.as_view(), name="territories"),
    path("territoires/suggestions/", views.suggestions, name="suggestions"),
    path("territoires/<slug:kind>/<slug:address>/", views.territory, name="territory"),
]
