"""The forms of the back office that are not made of panels."""

from wagtail.admin.forms import WagtailAdminModelForm, auth


class LoginForm(auth.LoginForm):
    """Wagtail leaves the label of the password in English."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Mot de passe"


class NumberedForm(WagtailAdminModelForm):
    """Proposes the code of a new sheet, the next of « ini-284, ini-285 »: its author need not invent one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.code == "":
            self.initial["code"] = self.next_code()

    def next_code(self):
        codes = self._meta.model.objects.values_list("code", flat=True)
        last = max(codes, key=number_of, default="")
        return f"{last.rstrip('0123456789')}{number_of(last) + 1:03}"


def number_of(code):
    """Return the number that ends the code, 0 when there is none."""
    return int(code[len(code.rstrip("0123456789")) :] or 0)
