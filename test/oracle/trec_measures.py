"""Random judged rankings and what trec_eval makes of them, measure by measure and query by query.

usage: python test/oracle/trec_measures.py OUT COUNT SEED
needs: pytrec_eval-terrier 0.5.11 (trec_eval 9.0.8)
Each case has a relevance level (-l), a depth (-M, by cutting the ranking first) and whether only judged documents count (-J).
"""
import json
import math
import random
import sys

import numpy as np
import pytrec_eval

out, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(seed)
# Without -2: pytrec_eval-terrier 0.5.11 crashes (segmentation fault) on some judgements that hold it.
IDS = [lambda: str(random.randrange(60)), lambda: f"d{random.randrange(80)}", lambda: random.choice("aé😀Ａz") + str(random.randrange(20))]
SCORES = [
    lambda: random.choice([0.0, 0.25, 0.5, -1.0]),
    lambda: 0.5 + random.randrange(4) * 1e-9,
    lambda: random.gauss(0, 1),
    lambda: random.randrange(3),
]
GRADES = [[0, 1], [0, 0, 1, 2, 3], [-1, 0, 1, 1, 2], [-1, 0, 1, 2, 3], [1], [0], [-1, 0], [3, 3, 2]]
EXTRA = {"P.1,3,7", "ndcg_cut.1,3,7", "map_cut.1,3,7", "recall.1,3,7", "success.3", "relative_P.1,3", "set_F.0.5", "iprec_at_recall.0.25,0.75"}


def first(hits, depth):
    by_id = sorted(hits, key=lambda d: d.encode(), reverse=True)
    return {d: hits[d] for d in sorted(by_id, key=lambda d: -np.float32(hits[d]))[:depth]}


cases = []
for number in range(count):
    make_id, make_score, grades = random.choice(IDS), random.choice(SCORES), random.choice(GRADES)
    qrels, run = {}, {}
    for i in range(random.choice([1, 2, 5])):
        docs = list(dict.fromkeys(make_id() for _ in range(random.choice([0, 1, 2, 8, 30, 60]))))
        judged = list(dict.fromkeys([make_id() for _ in range(random.choice([1, 4, 20]))] + docs[: random.randint(0, 3)]))
        qrels[f"q{i}"] = {d: random.choice(grades) for d in judged}
        # Where all grades are negative trec_eval 9 reads memory that it did not set: it crashes or does not end.
        if max(qrels[f"q{i}"].values()) < 0:
            qrels[f"q{i}"][judged[0]] = 0
        run[f"q{i}"] = {d: make_score() for d in docs}
    level = random.choice([1, 1, 2, 3])
    judged_only = random.random() < 0.25
    depth = random.choice([None, None, 1, 5, 20])
    measures = pytrec_eval.supported_measures if number % 2 else EXTRA
    cut = run if depth is None else {q: first(hits, depth) for q, hits in run.items()}
    evaluator = pytrec_eval.RelevanceEvaluator(qrels, measures, relevance_level=level, judged_docs_only_flag=judged_only)
    found = evaluator.evaluate(cut)
    summary = {
        key: pytrec_eval.compute_aggregated_measure(key, [found[q][key] for q in found]) for key in next(iter(found.values()))
    }
    clean = lambda values: {key: None if math.isnan(value) else value for key, value in values.items()}
    cases.append(
        {
            "qrels": qrels,
            "run": run,
            "level": level,
            "judgedOnly": judged_only,
            "depth": depth,
            "measures": sorted(m for m in measures if m not in ("runid", "relstring")),
            "values": {q: clean(values) for q, values in found.items()},
            "summary": clean(summary),
        }
    )
with open(out, "w", encoding="utf-8") as file:
    json.dump({"supported": sorted(pytrec_eval.supported_measures), "cases": cases}, file)
