"""Addresses of the interface's own pages."""

from django.urls import path

from terreau.web import views

app_name = "web"
urlpatterns = [path("composants", views.components, name="components")]
