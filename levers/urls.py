app_name = "levers"
urlpatterns = []
