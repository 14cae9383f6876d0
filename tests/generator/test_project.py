"""`[tool.authgen]`: what a project settles once, and what it cannot mean."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .support import MINIMAL, ROOT, run, tree, write

SHOP = MINIMAL.replace('{"read:all": everything}', "{a:b: one, a-b: two, ab: three}")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two documents, in which the test runs."""
    write(tmp_path, {"apis/shop.yaml": SHOP, "apis/bank.yaml": MINIMAL})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(project: Path, text: str) -> None:
    head = "[project]\nname = 'mine'\n\n[tool.authgen]\n"
    (project / "pyproject.toml").write_text(head + text, encoding="utf-8")


def members(project: Path, package: str) -> list[str]:
    """The enum members of the scheme `login`, in their order."""
    text = (project / package / "schemes" / "login.py").read_text(encoding="utf-8")
    enum = next(n for n in ast.parse(text).body if isinstance(n, ast.ClassDef))
    assigned = (node for node in enum.body if isinstance(node, ast.Assign))
    return [ast.unparse(node.targets[0]) for node in assigned]


def test_documents_output_and_names_come_from_the_settings(project: Path) -> None:
    settings(
        project,
        """
documents = ["apis/*.yaml"]
output = "src/clients"

[tool.authgen.packages]
"apis/shop.yaml" = "web_shop"
""",
    )

    assert run("generate").status == 0

    made = {path.name for path in (project / "src" / "clients").iterdir()}
    assert made == {"web_shop", "bank"}
    assert run("check").status == 0


def test_settings_apply_in_folders_below(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(project, 'documents = ["apis/shop.yaml"]\noutput = "lib"\n')
    monkeypatch.chdir(project / "apis")

    assert run("generate").status == 0

    assert [path.name for path in (project / "lib").iterdir()] == ["shop"]


def test_command_line_goes_before_settings(project: Path) -> None:
    settings(project, 'output = "lib"\n[tool.authgen.packages]\n"apis/shop.yaml" = "x"')

    assert run("generate", "apis/shop.yaml", "--package", "y", "-o", "out").status == 0
    assert run("generate", "apis/shop.yaml").status == 0

    assert (project / "out" / "y").is_dir()
    assert (project / "lib" / "x").is_dir()


def test_names_of_scopes_are_kept_free_for_them(project: Path) -> None:
    settings(
        project,
        """
[tool.authgen.scopes.shop]
"ab" = "AB"
"a-b" = "DASHED"
""",
    )

    assert run("generate", "apis/shop.yaml").status == 0

    assert members(project, "generated/shop") == ["AB_2", "DASHED", "AB"]


def test_name_for_a_scope_that_is_not_there_is_told_of(project: Path) -> None:
    settings(project, '[tool.authgen.scopes.shop]\n"a_b" = "DASHED"\n')

    outcome = run("generate", "apis/shop.yaml")

    assert outcome.status == 0
    assert "pyproject.toml:6:1: warning[name-for-no-scope]" in outcome.err


def test_pages_that_are_left_out_are_not_linked(project: Path) -> None:
    settings(project, 'pages = ["readme", "auth"]\n')

    assert run("generate", "apis/shop.yaml").status == 0

    package = project / "generated" / "shop"
    assert not (package / "doc" / "models").exists()
    pages = [path.read_text("utf-8") for path in package.rglob("*.md")]
    assert len(pages) == 2
    assert not any("doc/models" in page for page in pages)
    assert any("](doc/auth/" in page for page in pages)


def test_no_pages_at_all(project: Path) -> None:
    settings(project, "pages = []\n")

    assert run("generate", "apis/shop.yaml").status == 0

    assert not list((project / "generated" / "shop").rglob("*.md"))


def test_longer_lines_are_what_black_would_write(project: Path) -> None:
    import black

    settings(project, "line-length = 120\n")

    assert run("generate", "apis/shop.yaml").status == 0

    mode = black.Mode(line_length=120)
    modules = [*(project / "generated" / "shop").rglob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in modules]
    assert all(black.format_str(text, mode=mode) == text for text in texts)
    assert any(88 < len(line) <= 120 for text in texts for line in text.splitlines())


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("documants = []", "5:1", "no setting 'documants'"),
        ("output = 3", "5:1", "output must be text"),
        ("output = ''", "5:1", "output must be text"),
        ("documents = 'a.yaml'", "5:1", "documents must be a list of texts"),
        ("documents = ['a.yaml', 1]", "5:1", "documents must be a list of texts"),
        ("\n  line-length = 40", "6:3", "line-length must be"),
        ("line-length = true", "5:1", "line-length must be"),
        ("pages = ['auth', 'blog']", "5:1", "no pages 'blog'"),
        ("templates = 'nowhere'", "5:1", "no folder 'nowhere'"),
        ("testing = 'yes'", "5:1", "testing must be true or false"),
        ("packages = 1", "5:1", "packages must be a table"),
        ("packages.'a.yaml' = 'class'", "5:1", "'class' cannot be the name"),
        ("packages = {'a.yaml' = 1}", "5:1", "'a.yaml' needs a name"),
        ("[tool.authgen.packages]\n'a.yaml' = 'a-b'", "6:1", "'a-b' cannot be"),
        ("scopes = []", "5:1", "scopes must be a table"),
        ("[tool.authgen.scopes]\nshop = 1", "6:1", "scopes.shop must be a table"),
        ("[tool.authgen.scopes.shop]\na = 'A'\nb = 'mro'", "7:1", "'mro' cannot be"),
        ("[tool.authgen.scopes.shop]\na = 'A'\nb = 'A'", "6:1", "two scopes are"),
        ("documents = [", "5:14", "this is not TOML"),
    ],
)
def test_setting_that_means_nothing_is_named_with_its_line(
    project: Path, text: str, place: str, said: str
) -> None:
    settings(project, text)
    before = tree(project)

    outcome = run("generate", "apis/shop.yaml")

    assert outcome.status == 2
    assert outcome.err.startswith(f"pyproject.toml:{place}: error[")
    assert said in outcome.err
    assert "\n  hint: " in outcome.err
    assert tree(project) == before


def test_pattern_that_matches_nothing_is_told_of(project: Path) -> None:
    settings(project, 'documents = ["api/*.yaml"]\n')

    outcome = run("generate")

    assert outcome.status == 2
    assert "there is no document api/*.yaml" in outcome.err


@pytest.mark.parametrize(
    "text", ["[tool.black]\nline-length = 100\n", "not toml at all", "\ufeff"]
)
def test_file_without_settings_is_of_no_interest(project: Path, text: str) -> None:
    (project / "pyproject.toml").write_text(text, encoding="utf-8")

    assert run("generate", "apis/shop.yaml").status == 0


def test_own_templates_replace_and_add_files(project: Path) -> None:
    write(
        project / "mine",
        {
            "README.md.jinja": "# {{ package.title | markdown }}, by us\n",
            "names.py.jinja": "CLIENT = {{ package.client | python }}\n",
            "notes.txt": "kept as it is {{ package }}\n",
        },
    )

    assert run("generate", "apis/shop.yaml", "--templates", "mine").status == 0

    package = project / "generated" / "shop"
    assert (package / "README.md").read_text() == "# Minimal, by us\n"
    assert (package / "names.py").read_text() == 'CLIENT = "ShopClient"\n'
    assert (package / "notes.txt").read_text() == "kept as it is {{ package }}\n"
    assert (package / "client.py").is_file()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% for %}", "README.md.jinja:1: "),
        ("\n{{ package.nothing }}", "README.md.jinja:2: "),
        ("\n\n{{ package.title }}", "README.md.jinja:3: document text"),
    ],
)
def test_fault_of_an_own_template_is_named_with_its_line(
    project: Path, template: str, said: str
) -> None:
    write(project / "mine", {"README.md.jinja": template})

    outcome = run("generate", "apis/shop.yaml", "--templates", "mine")

    assert outcome.status == 2
    assert said in outcome.err
    assert "Traceback" not in outcome.err
    assert not (project / "generated").exists()


def test_own_template_imports_modules_of_the_library(project: Path) -> None:
    """One that no other file of the package needs, and none that prose speaks of."""
    text = """\
# What it is made from: from ._auth import nothing at all.
from ._auth import http_digest as digest, urls  # noqa: F401
"""
    write(project / "mine", {"extra.py.jinja": text})

    assert run("generate", "apis/shop.yaml", "--templates", "mine").status == 0

    made = tree(project / "generated" / "shop" / "_auth")
    assert made.keys() >= {"http_digest.py", "urls.py"}
    assert "device.py" not in made


def test_own_template_that_imports_what_is_not_there_is_told_of(project: Path) -> None:
    write(project / "mine", {"extra.py.jinja": "from ._auth import nothing\n"})

    outcome = run("generate", "apis/shop.yaml", "--templates", "mine")

    assert outcome.status == 2
    assert "mine: there is no _auth/nothing.py, which a template imports" in outcome.err
    assert not (project / "generated").exists()


def test_own_template_that_makes_no_python_is_told_of(project: Path) -> None:
    write(project / "mine", {"extra.py.jinja": "def ("})

    outcome = run("generate", "apis/shop.yaml", "--templates", "mine")

    assert outcome.status == 2
    assert "extra.py" in outcome.err


def test_folder_of_templates_can_stand_in_the_settings(project: Path) -> None:
    settings(project, 'templates = "mine"\n')
    write(project / "mine", {"notes.txt": "ours"})

    assert run("generate", "apis/shop.yaml").status == 0

    assert (project / "generated" / "shop" / "notes.txt").read_text() == "ours"


def test_server_for_tests_comes_and_goes(project: Path) -> None:
    package = project / "generated" / "shop"
    plain = ("generate", "apis/shop.yaml")

    assert run(*plain).status == 0
    without = tree(package)
    assert not (package / "testing.py").exists()
    assert run("check", "apis/shop.yaml", "--with-testing").status == 1

    assert run(*plain, "--with-testing").status == 0
    added = {path for path in tree(package) if path not in without}
    assert {"testing.py", "_testing", "doc/testing.md"} < added
    assert all("testing" in path for path in added)
    assert run("check", "apis/shop.yaml", "--with-testing").status == 0
    assert run("check", "apis/shop.yaml").status == 1

    assert run(*plain).status == 0
    assert tree(package) == without


def test_server_for_tests_can_stand_in_the_settings(project: Path) -> None:
    settings(project, 'testing = true\npages = ["auth"]\n')

    assert run("generate", "apis/shop.yaml").status == 0

    package = project / "generated" / "shop"
    assert (package / "testing.py").is_file()
    assert not (package / "doc" / "testing.md").exists()
    assert run("check", "apis/shop.yaml").status == 0


def test_settings_of_the_readme_mean_something(project: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.partition("```toml\n")[2].partition("```")[0]
    (project / "pyproject.toml").write_text(block, encoding="utf-8")
    (project / "templates").mkdir()
    shop = SHOP.replace("a:b", "read:pets")
    (project / "apis" / "shop.yaml").write_text(shop, encoding="utf-8")

    assert run("generate").status == 0

    assert members(project, "src/clients/web_shop")[0] == "READ_PETS"
    assert not (project / "src" / "clients" / "web_shop" / "doc" / "models").exists()
