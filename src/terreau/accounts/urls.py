"""Addresses of sign-in and of people."""

from django.urls import path

from terreau.accounts.views import entry, holders, people

app_name = "accounts"

urlpatterns = [
    path("connexion/", entry.sign_in, name="sign_in"),
    path("deconnexion/", entry.sign_out, name="sign_out"),
    path("entrer/", entry.enter, name="enter"),
    path("entrer/<str:token>/", entry.follow, name="follow"),
    path("compte/", entry.account, name="account"),
    path("personnes/", people.people, name="people"),
    path("personnes/inviter/", people.invitation, name="invite"),
    path("personnes/<int:key>/", people.person, name="person"),
    path("personnes/<int:key>/role/", people.role, name="role"),
    path("personnes/<int:key>/role/<int:membership>/retirer/", people.no_role, name="no_role"),
    path("personnes/<int:key>/lien/", people.link, name="link"),
    path("personnes/<int:key>/fermer/", people.close, name="close"),
    path("personnes/<int:key>/rouvrir/", people.reopen, name="reopen"),
    path("porteurs/<str:scope>/", holders.holders, name="holders"),
    path("porteurs/<str:scope>/<int:key>/lien/", holders.holder_renewed, name="renew"),
    path("porteurs/<str:scope>/<int:key>/retirer/", holders.holder_dismissed, name="dismiss"),
]
