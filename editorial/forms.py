"""The forms of the back office that are not made of panels."""

from wagtail.admin.forms import auth


class LoginForm(auth.LoginForm):
    """Wagtail leaves the label of the password in English."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mot de passe"
