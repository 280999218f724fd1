from django.urls import path

from actors import views

app_name = "actors"
urlpatterns = [
    path("initiatives/", views.InitiativeList.as_view(), name="initiatives"),
    path("initiatives/<slug:slug>/", views.InitiativeSheet.as_view(), name="initiative"),
    path("acteurs/", views.ActorList.as_view(), name="actors"),
    path("acteurs/<slug:slug>/", views.ActorSheet.as_view(), name="actor"),
]
