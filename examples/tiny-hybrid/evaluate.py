"""Retrieval over the 50 paragraphs, as the task UDHRRetrieval does it, per class of unseen."""
from collections import defaultdict

import numpy as np
import torch

from data import HELD_OUT_ARTICLES, HELD_OUT_LANGUAGES
from encoder import embed

RELEVANT_RANK_LIMIT = 10


def ranks(queries, documents):
    """1-based rank of document i for query i [queries]; vectors [n, dims] of length 1."""
    scores = queries @ documents.T
    return 1 + (scores > scores.diagonal()[:, None]).sum(axis=1)


def class_of(article, languages):
    unseen_language = any(language in HELD_OUT_LANGUAGES for language in languages)
    if article in HELD_OUT_ARTICLES:
        return "unseen_both" if unseen_language else "unseen_content"
    return "unseen_language" if unseen_language else "seen_content"


def summary(values):
    """R@1 and nDCG@10 with one relevant document; n queries."""
    r = np.array(values)
    ndcg = np.where(r <= RELEVANT_RANK_LIMIT, 1 / np.log2(r + 1), 0.0)
    return {"recall_at_1": round(float((r == 1).mean()), 4), "ndcg_at_10": round(float(ndcg.mean()), 4), "queries": len(r)}


@torch.no_grad()
def evaluate(model, tokenize, translations):
    """{setting: {class: summary}}, and per ordered language pair {"deu-eng": {class: summary}}.

    Settings: crosslingual (all ordered pairs), from_english, to_english, monolingual (first half finds second half).
    """
    model.eval()
    vectors = lambda texts: embed(model, [tokenize(text) for text in texts]).numpy()
    keys = list(next(iter(translations.values())).texts)
    whole = {code: vectors([t.texts[key] for key in keys]) for code, t in translations.items()}
    first, second = ({c: vectors([t.halves[key][side] for key in keys]) for c, t in translations.items()} for side in (0, 1))
    groups, pairs = defaultdict(lambda: defaultdict(list)), defaultdict(lambda: defaultdict(list))
    for a in translations:
        for b in translations:
            found = ranks(first[a], second[b]) if a == b else ranks(whole[a], whole[b])
            settings = ["monolingual"] if a == b else ["crosslingual"]
            settings += ["from_english"] * (a == "eng" != b) + ["to_english"] * (b == "eng" != a)
            for (article, _), rank in zip(keys, found):
                name = class_of(article, (a, b))
                pairs[f"{a}-{b}"][name].append(rank)
                for setting in settings:
                    groups[setting][name].append(rank)
    summaries = lambda table: {k: {name: summary(r) for name, r in sorted(v.items())} for k, v in table.items()}
    return {"settings": summaries(groups), "pairs": summaries(pairs)}
