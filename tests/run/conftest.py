"""A handful of reports, written for these tests."""

import pytest

TEXTS = {
    "first.txt": "---\npublished: 2021-07-03\noutlet: Pamir Post\n---\n"
    "More than 300 Afghan soldiers crossed into Tajikistan on July 3, the Border Service said.\n\n"
    "They came through the Ishkashim district.\n",
    "second.txt": "---\npublished: 2021-07-05\noutlet: Radio Vakhsh\n---\n"
    "Overnight 1,037 Afghan soldiers crossed into Tajikistan, Tajik border guards said on July 5.\n",
    "third.txt": "---\npublished: 2021-07-23\noutlet: Radio Vakhsh\n---\n"
    "Tajikistan can take up to 100,000 refugees from Afghanistan, an official said.\n\n"
    "About 340 herders with 2,000 sheep crossed the border on July 13 and went back the same week.\n",
    "undated.txt": "About 90 people from Badakhshan came across the river, villagers said.\n",
    "empty.txt": "",
}


@pytest.fixture
def folder(tmp_path):
    """Five files: three dated reports, one without a date, one that is empty."""
    made = tmp_path / "reports"
    made.mkdir()
    for name, text in TEXTS.items():
        (made / name).write_text(text, encoding="utf-8")
    return made
