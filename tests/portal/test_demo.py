"""The demonstration exists only where it is asked for, and its editor is an editor like the others."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from ess_portal.management.commands.demo import EDITOR, Step, make_editor


def test_the_demonstration_is_refused_unless_asked_for():
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")
    assert not get_user_model().objects.exists()


def test_the_editor_keeps_her_password_and_is_no_superuser():
    password = make_editor()
    assert make_editor() == password
    editor = get_user_model().objects.get(username=EDITOR)
    assert editor.check_password(password)
    assert not editor.is_superuser
    assert editor.has_perms(["wagtailadmin.access_admin", "levers.change_lever", "levers.publish_lever"])


def test_a_step_runs_again_when_one_of_its_files_changes(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    step = Step("Contenu", "load_content", tmp_path / "base", ("fixtures/*.yaml",))
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "fixtures" / "a.yaml").write_text("un")
    before = step.fingerprint()
    assert step.fingerprint() == before
    (tmp_path / "fixtures" / "a.yaml").write_text("deux")
    assert step.fingerprint() != before
