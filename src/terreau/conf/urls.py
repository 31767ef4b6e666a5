"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("terreau.web.urls")),
    path("", include("terreau.accounts.urls")),
    path("", include("terreau.collect.urls")),
    path("", include("terreau.identify.urls")),
    path("", include("terreau.explore.urls")),
]
