"""What people fill in to sign in, to choose a password, to invite; refusals in plain French."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from terreau.accounts.models import INSTANCE_SCOPE, User
from terreau.accounts.people import GIVEN_BY_INVITATION
from terreau.accounts.scopes import EVERYTHING, directory
from terreau.web.typography import fr

MISSING = "Remplissez ce champ."
BAD_EMAIL = "Écrivez une adresse complète, par exemple camille@exemple.fr."
NAME_LENGTH = 200
EMAIL_LENGTH = 150
PASSWORD_LENGTH = 200


def _name(label: str, **options: Any) -> forms.CharField:  # noqa: ANN401  (Django's options)
    return forms.CharField(
        label=label, max_length=NAME_LENGTH, error_messages={"required": MISSING}, **options
    )


def _email(**options: Any) -> forms.EmailField:  # noqa: ANN401
    return forms.EmailField(
        label="Adresse électronique",
        max_length=EMAIL_LENGTH,
        error_messages={"required": MISSING, "invalid": BAD_EMAIL},
        **options,
    )


def _password(label: str, complete: str, **options: Any) -> forms.CharField:  # noqa: ANN401
    return forms.CharField(
        label=label,
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": complete}),
        error_messages={"required": MISSING},
        **options,
    )


class _Form(forms.Form):
    """A form whose refusals are ours, in French, rather than the browser's."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **({"label_suffix": ""} | options))


class SignInForm(_Form):
    """An e-mail address and a password."""

    email = _email(widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = _password("Mot de passe", "current-password")


class PasswordForm(_Form):
    """A password to choose, twice; `user` is whose, so that it does not look like their name."""

    password = _password(
        "Mot de passe", "new-password", help_text="Douze caractères au moins : une phrase convient."
    )
    again = _password("Le même, encore une fois", "new-password")

    def __init__(self, *args: Any, user: User, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Check that both are the same, and hard enough to guess."""
        cleaned = super().clean() or {}
        chosen, again = cleaned.get("password"), cleaned.get("again")
        if chosen and again and chosen != again:
            self.add_error("again", "Ce n’est pas le même mot de passe.")
        if chosen:
            try:
                validate_password(chosen, self.user)
            except ValidationError as error:
                self.add_error("password", [fr(message) for message in error.messages])
        return cleaned


class CredentialsForm(PasswordForm):
    """The e-mail address and the password to sign in with from now on.

    `proved`: who they are is known by a link or because no password was chosen yet; otherwise the
    current password is asked for.
    """

    email = _email(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    current = _password("Mot de passe actuel", "current-password")
    field_order = ("email", "current", "password", "again")

    def __init__(self, *args: Any, proved: bool, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        if proved:
            del self.fields["current"]

    def clean_current(self) -> str:
        """Check the current password."""
        current: str = self.cleaned_data["current"]
        if not self.user.check_password(current):
            raise ValidationError("Ce n’est pas votre mot de passe actuel.")
        return current


class RoleForm(_Form):
    """A role, and what it is held on."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        roles = [(role.value, role.label) for role in GIVEN_BY_INVITATION]
        places = [(one.key, one.label) for one in directory().portfolios()]
        # Least first: what is not chosen gives the least.
        self.fields["role"] = forms.ChoiceField(label="Rôle", choices=roles[::-1])
        self.fields["scope"] = forms.ChoiceField(
            label="Sur quoi", choices=[*places, (INSTANCE_SCOPE, EVERYTHING)]
        )


class InvitationForm(RoleForm):
    """A person to invite, with a first role."""

    name = _name("Prénom et nom")
    email = _email(help_text="Elle servira à se connecter ; rien n’y est envoyé.")


class HolderForm(_Form):
    """A person who holds a project."""

    name = _name("Prénom et nom", help_text="La personne qui recevra le lien.")
