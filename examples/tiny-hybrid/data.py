"""The UDHR pairs of the tiny encoders: extract.mjs's JSON lines, divided as split.json says."""
import json
from dataclasses import dataclass
from pathlib import Path

SPLIT = json.loads((Path(__file__).resolve().parent / "split.json").read_text(encoding="utf-8"))
HELD_OUT_ARTICLES = frozenset(SPLIT["held_out_articles"])
HELD_OUT_LANGUAGES = frozenset(SPLIT["held_out_languages"])


@dataclass(frozen=True)
class Translation:
    """One file of the package. Paragraphs are keyed by (article, paragraph), 50 in all, in the order of the text."""

    code: str  # the file's name in the package
    language: str  # ISO 639-3
    script: str  # ISO 15924
    texts: dict  # key -> text
    halves: dict  # key -> (first half, second half)

    @property
    def tag(self):
        return f"{self.language}-{self.script}"


def read_translations(path):
    """{code: Translation} of extract.mjs's output."""
    translations = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        keyed = {(p["article"], p["paragraph"]): p for p in row["paragraphs"]}
        texts = {key: p["text"] for key, p in keyed.items()}
        halves = {key: tuple(p["halves"]) for key, p in keyed.items()}
        translations[row["code"]] = Translation(row["code"], row["iso639_3"], row["script"], texts, halves)
    return translations


def training_translations(translations):
    """The files that split.json names for training; none may be of a held-out language."""
    chosen = [translations[code] for code in SPLIT["training_translations"]]
    leaked = [t.code for t in chosen if t.language in HELD_OUT_LANGUAGES]
    if leaked:
        raise ValueError(f"split.json trains on held-out languages: {leaked}")
    return chosen


def training_texts(translation):
    """{key: text} without the held-out articles: 41 of the 50 paragraphs."""
    return {key: text for key, text in translation.texts.items() if key[0] not in HELD_OUT_ARTICLES}


def evaluation_translations(translations):
    """{ISO 639-3: Translation} of the default languages; of several files the one named like its language."""
    chosen = {}
    for language in SPLIT["evaluation_languages"]:
        files = [t for t in translations.values() if t.language == language]
        chosen[language] = next((t for t in files if t.code == language), files[0])
    return chosen
