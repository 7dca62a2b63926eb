"""Each article is read in its own language, by the best model for it that is installed."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy

from readers.annotate import pipeline
from readers.annotate.annotator import Annotator
from readers.annotate.languages import models
from readers.annotate.languages.telling import nothing_found, remark
from readers.model import Document

FRENCH = (
    "Le maire de Salicorne, Armand Delcourt, a rouvert le pont lundi. « Nous sommes prêts depuis une semaine », a-t-il "
    "dit aux habitants venus l'attendre sur le quai."
)
SPANISH = (
    "El alcalde de Salicornia, Antonio Peralta, reabrió el puente el lunes. «Estamos listos desde hace una semana», "
    "dijo Peralta a los vecinos que lo esperaban en el muelle."
)
ENGLISH = (
    "The mayor of Saltmarsh, Anna Lindqvist, opened the bridge again on Monday. “We have been ready for a week,” she "
    "told the people who had come to wait on the quay."
)
ITALIAN = (
    "Il sindaco di Salicornia, Antonio Peralta, ha riaperto il ponte lunedì. «Siamo pronti da una settimana», ha detto "
    "Peralta agli abitanti che lo aspettavano sul molo."
)
GERMAN = (
    "Die Brücke bleibt noch lange gesperrt. „Wir brauchen Zeit“, sagte Anna Roth am Montag im Rathaus. Roth sprach "
    "vor den Anwohnern; die Stadt hatte sie eingeladen."
)


@pytest.fixture
def german(ours: Annotator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package as spaCy makes them, installed after others were asked for, whose model knows a name by heart."""
    assert ours.annotate(Document(GERMAN)).version == "no model for de"
    nlp = spacy.blank("de", meta={"name": "core_news_sm", "version": "3.8.1"})
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Anna Roth"}])
    package = tmp_path / "de_core_news_sm"
    package.mkdir()
    nlp.to_disk(package / "de_core_news_sm-3.8.1")
    (package / "meta.json").write_bytes((package / "de_core_news_sm-3.8.1" / "meta.json").read_bytes())
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n\n\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    (tmp_path / "de_core_news_sm-3.8.1.dist-info").mkdir()
    (tmp_path / "de_core_news_sm-3.8.1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: de_core_news_sm\nVersion: 3.8.1\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    models.installed.cache_clear()
    yield "de_core_news_sm-3.8.1"
    models.installed.cache_clear()
    sys.modules.pop("de_core_news_sm", None)


@pytest.fixture(scope="module")
def ours() -> Annotator:
    """An annotator whose other language is nobody else's."""
    return Annotator(pipeline.SMALL)


@pytest.mark.parametrize("told", ["", "fr", "en", "es-MX"])
def test_the_text_decides_and_not_its_feed(ours: Annotator, told: str) -> None:
    texts = [FRENCH, ENGLISH, ITALIAN, FRENCH]
    found = list(ours.annotate_many(Document(text, language=told) for text in texts))
    assert [(one.rules, one.language) for one in found] == [("fr", ""), ("", ""), ("", "it"), ("fr", "")]
    people = [[entity.name for entity in one.entities if entity.kind == "PERSON"] for one in found]
    assert people == [["Armand Delcourt"], ["Anna Lindqvist"], [], ["Armand Delcourt"]]
    said = [[text[q.start : q.end] for q in one.quotes] for text, one in zip(texts, found, strict=True)]
    assert [len(quotes) for quotes in said] == [1, 1, 0, 1]
    assert said[0] == ["Nous sommes prêts depuis une semaine"]
    assert [one.quotes[0].speaker for one in found if one.quotes] == [0, 0, 0]


@pytest.mark.parametrize("told", ["", "fr", "en", "es-MX"])
def test_a_spanish_text_is_known_whether_there_is_a_model_for_it_or_not(ours: Annotator, told: str) -> None:
    found = ours.annotate(Document(SPANISH, language=told))
    assert (found.rules or found.language) == "es"


def test_an_english_article_in_a_french_feed_is_read_as_anywhere(ours: Annotator) -> None:
    alone = ours.annotate(Document(ENGLISH, title="Bridge opens again"))
    (_, among) = ours.annotate_many(
        [Document(FRENCH, language="fr"), Document(ENGLISH, title="Bridge opens again", language="fr")]
    )
    assert among == alone
    assert alone.version == pipeline.expected_version(pipeline.SMALL)


def test_two_models_are_in_memory_at_most(ours: Annotator, german: str) -> None:
    ours.annotate(Document(FRENCH))
    assert ours._other is not None
    french = weakref.ref(ours._other[1])
    ours.annotate(Document(ENGLISH))
    assert ours._other[0] == "fr"
    ours.annotate(Document(GERMAN))
    assert ours._other[0] == "de"
    gc.collect()
    assert french() is None


def test_for_english_alone_nothing_else_is_loaded() -> None:
    code = (
        "import sys\nfrom readers.annotate import pipeline\npipeline.current_versions()\n"
        "print('spacy' in sys.modules, end=' ')\n"
        "from readers.annotate.annotator import Annotator\nfrom readers.model import Document\n"
        f"annotator = Annotator()\nannotator.annotate(Document({ENGLISH!r}))\n"
        "print(annotator._other, [name for name in sys.modules if 'core_news' in name or 'languages.co' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False None []\n"


def test_what_is_not_needed_of_a_model_is_left_out() -> None:
    model = models.installed("fr")
    assert model is not None
    assert set(pipeline.build_other(model).component_names) <= {"tok2vec", "morphologizer", "ner", "quoth_languages"}


def test_the_headline_is_read_with_the_text(ours: Annotator) -> None:
    found = ours.annotate(Document(FRENCH, title="Armand Delcourt rouvre le pont"))
    mayor = found.entities[0]
    assert (mayor.name, [(span.start, span.end) for span in mayor.title_mentions]) == ("Armand Delcourt", [(0, 15)])
    (quote,) = found.quotes
    assert FRENCH[quote.start : quote.end] == "Nous sommes prêts depuis une semaine"


def test_a_book_and_a_word_without_end_are_read_too(ours: Annotator) -> None:
    text = "\n\n".join([FRENCH, "x" * 3000, *[FRENCH] * 150])
    found = ours.annotate(Document(text))
    mentions = [span for entity in found.entities if entity.name == "Armand Delcourt" for span in entity.mentions]
    assert len(mentions) == 151
    assert {text[span.start : span.end] for span in mentions} == {"Armand Delcourt"}


def test_of_what_was_read_by_other_rules_is_told_what_they_do_not_find(ours: Annotator) -> None:
    assert remark(ours.annotate(Document(ENGLISH))) == ""
    assert remark(ours.annotate(Document(FRENCH))).startswith("Read as French: names")
    italian = ours.annotate(Document(ITALIAN))
    assert (italian.entities, italian.quotes, italian.version) == ((), (), "no model for it")
    assert remark(italian) == "In another language (it): no names and quotes were looked for."
    assert nothing_found(italian) == "in another language (it)"


class TestWhichModel:
    """By what the packages say of themselves."""

    @pytest.fixture(autouse=True)
    def looked_up_anew(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.syspath_prepend(str(tmp_path))
        models.installed.cache_clear()
        yield
        models.installed.cache_clear()

    @staticmethod
    def package(folder: Path, package: str, **meta: str) -> None:
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text("raise RuntimeError('imported')\n")
        if meta:
            (folder / package / "meta.json").write_text(json.dumps(meta))

    def test_the_largest_is_the_best(self, tmp_path: Path) -> None:
        self.package(tmp_path, "fr_core_news_lg", lang="fr", name="core_news_lg", version="9.1.0")
        assert models.versions()["fr"] == f"fr_core_news_lg-9.1.0+languages{models.RULES}"

    def test_a_package_that_only_has_the_name_is_none(self, tmp_path: Path) -> None:
        before = models.versions()
        models.installed.cache_clear()
        self.package(tmp_path, "fr_core_news_lg")
        self.package(tmp_path, "es_core_news_lg", lang="pt", name="core_news_lg", version="9.1.0")
        assert models.versions() == before

    def test_one_that_cannot_be_loaded_is_told_of_in_its_articles_alone(self, tmp_path: Path, ours: Annotator) -> None:
        self.package(tmp_path, "es_core_news_lg", lang="es", name="core_news_lg", version="9.1.0")
        spanish, english = ours.annotate_many([Document(SPANISH), Document(ENGLISH)])
        assert spanish.problem.startswith("The language model 'es_core_news_lg' cannot be loaded: ")
        assert spanish.version in pipeline.current_versions(pipeline.SMALL).outdated
        assert [entity.name for entity in english.entities][:1] == ["Anna Lindqvist"]

    def test_what_to_install_is_told(self) -> None:
        assert models.advice("fr") == models.advice("en") == ""
        assert models.advice("it") == "not read: Quoth has no rules for it"


def test_a_model_that_is_installed_makes_its_language_readable(ours: Annotator, german: str) -> None:
    found = ours.annotate(Document(GERMAN))
    (roth,) = found.entities
    assert [GERMAN[span.start : span.end] for span in roth.mentions] == ["Anna Roth", "Roth"]
    assert [(GERMAN[q.start : q.end], q.speaker) for q in found.quotes] == [("Wir brauchen Zeit", 0)]
    assert (found.rules, found.version) == ("de", f"{german}+languages{models.RULES}")


def test_a_model_that_was_broken_is_tried_once_and_its_articles_are_read_when_it_is_mended(
    german: str, tmp_path: Path
) -> None:
    first = Annotator(pipeline.SMALL)
    config = tmp_path / "de_core_news_sm" / german / "config.cfg"
    kept = config.rename(config.with_suffix(".kept"))
    found = first.annotate(Document(GERMAN))
    assert found.problem.startswith("The language model 'de_core_news_sm' cannot be loaded: ")
    versions = pipeline.current_versions(pipeline.SMALL)
    assert found.version not in versions.read
    assert found.version in versions.outdated
    first.annotate(Document(FRENCH))
    french = first._other
    assert first.annotate(Document(GERMAN)) == found
    assert first._other is french is not None
    kept.rename(config)
    assert first.annotate(Document(GERMAN)) == found
    mended = Annotator(pipeline.SMALL).annotate(Document(GERMAN))
    assert (mended.rules, mended.version) == ("de", versions.others["de"])
