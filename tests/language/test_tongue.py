"""A report in another language is told apart from English, however short; names alone are no language."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from panj import Report, extract
from panj.claims import read_figures
from panj.language.tongue import called, foreign
from panj.run.reading import figures_of

CASES = Path(__file__).parents[1] / "cases"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Más de 3.000 personas cruzaron la frontera el lunes, informó la alcaldía.", "es"),
        ("Plus de 3 000 personnes ont franchi le fleuve dimanche, selon le préfet.", "fr"),
        ("Более 300 человек перешли границу в понедельник.", "ru"),
        ("Am Montag kamen 412 Menschen über den Fluss.", "de"),
        ("عبر أكثر من 300 شخص الحدود يوم الاثنين.", "ar"),
        ("Mais de 400 pessoas fugiram para o distrito vizinho.", "pt"),
    ],
)
def test_other_languages_are_told(text: str, code: str) -> None:
    assert foreign(text) == code


def test_no_english_sentence_of_the_cases_is_taken_for_another_language() -> None:
    texts = [
        c["text"] for p in sorted(CASES.glob("*.yml")) for c in yaml.safe_load(p.read_text(encoding="utf-8"))
    ]
    assert len(texts) > 500
    assert [t for t in texts if foreign(t)] == []


@pytest.mark.parametrize("text", ["", "412", "Tibú 200; Cúcuta 100; Ocaña 90", "Juba – Renk – Malakal: 300"])
def test_names_and_numbers_alone_are_no_other_language(text: str) -> None:
    assert foreign(text) is None


def test_what_a_page_says_of_itself_settles_only_what_its_text_leaves_open() -> None:
    english = (
        "The mayor said that 300 people had come over the bridge from the other side of the river on Monday."
    )
    assert foreign(english, "es") is None


def test_nothing_is_read_of_it_and_every_number_says_why() -> None:
    report = Report(
        text="Plus de 3 000 personnes ont fui vers le Tchad depuis lundi, et 12 sont mortes en route.",
        published="2024-05-02",
        name="depeche",
    )
    assert extract(report) == []
    found = read_figures(report)
    assert found.tongue == "fr"
    assert {s.reason for s in found.set_aside} == {"the report is in French, and Panj reads English"}
    assert "12" in {s.text for s in found.set_aside}
    (problem,) = figures_of(report).problems
    assert (problem.code, problem.where) == ("C005", "depeche")


def test_languages_have_names() -> None:
    assert (called("es"), called("fa")) == ("Spanish", "Persian")
    assert called("xx-none") == "the language xx-none"
