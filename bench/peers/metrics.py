"""pytrec_eval and mteb's scoring of a run, the peer of our metrics; with --ranx the same cut-offs by ranx.

usage: metrics.py QUERIES DEPTH [--ranx]
The run is computed, not read: bench/support/synthetic-run.mjs makes the same one. Prints one JSON line:
{"seconds": of scoring alone, "scores": {key: mean}}.
"""
import json, sys, time

queries, depth = int(sys.argv[1]), int(sys.argv[2])
CUTOFFS = (1, 3, 5, 10, 20, 100, 1000)
DOCUMENTS = 1_000_003
names = [f"d{n}" for n in range(DOCUMENTS)]
run = {f"q{q}": {names[(q * 7919 + r * 104729) % DOCUMENTS]: 1 - r / 1024 - (q % 7) / 8192 for r in range(depth)} for q in range(queries)}
# relevant: the ranks (q·31 + 17·j²) mod (depth + 100), j = 0 … q mod 4; ranks beyond the depth were not found
qrels = {f"q{q}": {names[(q * 7919 + ((q * 31 + 17 * j * j) % (depth + 100)) * 104729) % DOCUMENTS]: 1 + (q + j) % 3 for j in range(q % 4 + 1)} for q in range(queries)}
if "--ranx" in sys.argv:
    from ranx import Qrels, Run, evaluate

    keys = [f"{metric}@{k}" for metric in ("ndcg", "map", "recall", "precision", "mrr", "hit_rate") for k in CUTOFFS]
    small = list(run)[:50]
    evaluate(Qrels({q: qrels[q] for q in small}), Run({q: run[q] for q in small}), keys)  # compiles
    began = time.perf_counter()
    scores = evaluate(Qrels(qrels), Run(run), keys)
    print(json.dumps({"seconds": time.perf_counter() - began, "scores": {key: float(value) for key, value in scores.items()}}))
else:
    from mteb._evaluators.retrieval_metrics import calculate_retrieval_scores, make_score_dict

    began = time.perf_counter()
    result = calculate_retrieval_scores(run, qrels, list(CUTOFFS))
    scores = make_score_dict(ndcg=result.ndcg, _map=result.map, recall=result.recall, precision=result.precision, mrr=result.mrr, naucs=result.naucs,
                             naucs_mrr=result.naucs_mrr, hit_rate=result.hit_rate, task_scores={}, previous_results_model_meta=None)
    print(json.dumps({"seconds": time.perf_counter() - began, "scores": {key: float(value) for key, value in scores.items() if isinstance(value, (int, float)) and value == value}}))
