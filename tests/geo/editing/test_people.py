"""Who may change the tables: read from a file of secrets, held against a hash, and nobody approves what is theirs."""

import io

import pytest

from geo.editing.__main__ import main
from geo.editing.people import Editor, find_by_email, find_editor, hash_password, may_approve, read_editors
from geo.errors import EditingError

SECRET = hash_password("correct horse battery")
CLERK, HEAD, OTHER = (
    Editor("Ayşe", "proposes", SECRET),
    Editor("Bolat", "approves", email="B@example.org"),
    Editor("Cem", "approves", SECRET),
)
TEXT = f"""
[[editor]]
name = "Ayşe"
role = "proposes"
password = "{SECRET}"
[[editor]]
name = "Bolat"
role = "approves"
email = "B@example.org"
"""


def test_the_file_is_read_and_each_signs_in_as_it_says():
    editors = read_editors(TEXT)
    assert editors == (CLERK, HEAD)
    assert find_editor(editors, " Ayşe ", "correct horse battery") == CLERK
    assert find_by_email(editors, "b@EXAMPLE.org ") == HEAD


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Ayşe", "correct horse"),
        ("Ayşe", ""),
        ("Bolat", ""),
        ("", ""),
        ("x", "correct horse battery"),
        ("Ayşe", "x" * 10_000),
    ],
)
def test_a_wrong_name_or_password_finds_nobody(name, password):
    assert find_editor((CLERK, HEAD), name, password) is None


@pytest.mark.parametrize("email", ["", " ", "a@example.org"])
def test_an_address_that_is_not_listed_finds_nobody(email):
    assert find_by_email((CLERK, HEAD), email) is None


def test_two_hashes_of_one_password_are_not_the_same():
    assert hash_password("correct horse battery") != SECRET
    assert "correct" not in SECRET


WRONG = ["[[editor]", "editor = 3", '[[editor]]\nrole = "approves"', '[[editor]]\nname = "A"\nrole = "admin"\nemail = "a@b"',
         '[[editor]]\nname = "A"\nrole = "approves"', '[[editor]]\nname = "A"\nrole = "approves"\npassword = "hunter2-in-clear"',
         TEXT + TEXT]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_a_file_that_is_wrong_is_refused_without_its_secrets(text):
    with pytest.raises(EditingError) as caught:
        read_editors(text)
    assert "hunter2" not in str(caught.value)
    assert SECRET not in str(caught.value)


def test_nobody_approves_what_is_theirs_unless_nobody_else_can():
    assert not may_approve(CLERK, "Bolat", (CLERK, HEAD))
    assert may_approve(HEAD, "Ayşe", (CLERK, HEAD, OTHER))
    assert not may_approve(HEAD, "Bolat", (CLERK, HEAD, OTHER))
    assert may_approve(HEAD, "Bolat", (CLERK, HEAD))


@pytest.mark.parametrize(("said", "status"), [("correct horse battery\n", 0), ("short\n", 2), ("x" * 2000, 2)])
def test_the_command_writes_a_hash_or_says_why_not(monkeypatch, capsys, said, status):
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    assert main(["hash"]) == status
    out, err = capsys.readouterr()
    assert bool(out) != bool(err)
    if not status:
        assert find_editor((Editor("A", "approves", out.strip()),), "A", said.strip())
