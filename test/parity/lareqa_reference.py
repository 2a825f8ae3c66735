"""XQuAD-R and MLQA-R cells built from the SQuAD files by LAReQA's rules, scored by Python mteb on given vectors; and
LAReQA's mAP and rank distance by numpy on given scores. Nothing of glottobench is used but its vectors and scores.

usage: lareqa_reference.py mteb FOLDER VECTORS OUT LIMIT CELL...     OUT: JSON {cell: mteb's score dictionary}
       lareqa_reference.py numpy SCORES OUT                          OUT: JSON of the metrics
VECTORS: a folder with texts.json (list of texts) and vectors.f32 (float32 rows). Candidates are sentences alone; of
every language the first LIMIT questions are asked.
SCORES: a folder with pool.json {queries, documents, relevant: {query: [document]}} and scores.f32 [queries, documents].
"""
import json, os, sys
os.environ.setdefault("HF_HUB_OFFLINE", "1")
from pathlib import Path
import numpy as np

def language(folder, name):
    """(candidates [(id, text)], questions [(id, text)], answers {question: [candidate id]}) of one file"""
    candidates, questions, answers, number = [], [], {}, 0
    for article in json.load(open(folder / f"{name}.json", encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            number += 1
            breaks = paragraph["sentence_breaks"]
            sentences = [paragraph["context"][a:b] for a, b in breaks]
            found = {qa["id"]: [i for i, (a, b) in enumerate(breaks) if a <= qa["answers"][0]["answer_start"] < b][:1] for qa in paragraph["qas"]}
            for qa in paragraph["qas"]:
                for hit in found[qa["id"]]:
                    questions.append((qa["id"], qa["question"]))
                    answers[qa["id"]] = [f"{name}/p{number}/s{i}" for i, s in enumerate(sentences) if s == sentences[hit]]
            if any(found.values()):
                candidates += [(f"{name}/p{number}/s{i}", s.replace("\n", "")) for i, s in enumerate(sentences)]
    return candidates, questions, answers

def with_mteb(folder, vectors, out, limit, cells):
    import torch; torch.set_num_threads(1)
    import mteb
    from datasets import Dataset
    from mteb.abstasks.retrieval import AbsTaskRetrieval
    from mteb.abstasks.task_metadata import TaskMetadata
    from mteb.models.abs_encoder import AbsEncoder
    from mteb.models.model_meta import ModelMeta
    folder, vectors = Path(folder), Path(vectors)
    names = sorted(p.stem for p in folder.glob("*.json"))
    data = {n: language(folder, n) for n in names}

    def build(cell):
        query, pool = cell.split("-")
        pools = names if pool == "multi" else [pool]
        corpus = [{"id": i, "title": "", "text": t} for n in pools for i, t in data[n][0]]
        relevant = {q: {d: 1 for n in pools for d in data[n][2].get(q, [])} for q, _ in data[query][1]}
        kept = [(q, t) for q, t in data[query][1] if relevant[q]][:int(limit)]
        return {"corpus": Dataset.from_list(corpus), "queries": Dataset.from_list([{"id": q, "text": t} for q, t in kept]), "relevant_docs": {q: relevant[q] for q, _ in kept}, "top_ranked": None}

    texts = json.load(open(vectors / "texts.json", encoding="utf-8"))
    rows = np.fromfile(vectors / "vectors.f32", dtype=np.float32).reshape(len(texts), -1)
    place = {t: i for i, t in enumerate(texts)}

    class Given(AbsEncoder):
        mteb_model_meta = ModelMeta.create_empty(overwrites={"name": "given/vectors", "revision": "1"})
        def __init__(self): self.model = None
        def similarity(self, a, b): return mteb.similarity_functions.cos_sim(a, b)
        def encode(self, inputs, **kwargs):
            return np.stack([rows[place[f"{kwargs['prompt_type'].value}:{t}"]] for batch in inputs for t in batch["text"]])

    class Cells(AbsTaskRetrieval):
        metadata = TaskMetadata(
            name="Cells", description="parity", reference=None, dataset={"path": "local/cells", "revision": "1"}, type="Retrieval", category="t2t",
            modalities=["text"], eval_splits=["validation"], eval_langs={c: ["eng-Latn"] for c in cells}, main_score="ndcg_at_10", date=("2000-01-01", "2001-01-01"),
            domains=["Written"], task_subtypes=[], license="not specified", annotations_creators="derived", dialect=[], sample_creation="found", bibtex_citation="")
        def load_data(self, *args, **kwargs):
            if self.data_loaded: return
            self.dataset = {c: {"validation": build(c)} for c in cells}
            self.data_loaded = True

    result = mteb.evaluate(Given(), tasks=[Cells()], cache=None, overwrite_strategy="always", co2_tracker=False, show_progress_bar=False)
    json.dump({row["hf_subset"]: row for row in result.task_results[0].scores["validation"]}, open(out, "w"), default=float)

def with_numpy(scores, out):
    pool = json.load(open(Path(scores) / "pool.json", encoding="utf-8"))
    documents = np.array(pool["documents"])
    matrix = np.fromfile(Path(scores) / "scores.f32", dtype=np.float32).reshape(len(pool["queries"]), len(documents))
    by_id = np.argsort(documents, kind="stable")[::-1]
    ap20, ap, distance = [], [], []
    for row, query in zip(matrix, pool["queries"]):
        # score descending, ties by id descending
        order = by_id[np.argsort(-row[by_id].astype(np.float64), kind="stable")]
        ranks = np.sort(np.nonzero(np.isin(documents[order], pool["relevant"][query]))[0]) + 1
        precision = np.arange(1, len(ranks) + 1) / ranks
        ap.append(precision.sum() / len(ranks))
        ap20.append(precision[ranks <= 20].sum() / min(len(ranks), 20))
        distance.append(int(ranks[-1] - ranks[0]))
    mean = float(np.mean(distance))
    json.dump({"lareqa_map_at_20": float(np.mean(ap20)), "lareqa_map": float(np.mean(ap)), "rank_distance": mean, "rank_distance_normalised": mean / (len(documents) - 1), "distances": distance}, open(out, "w"))

if sys.argv[1] == "numpy": with_numpy(*sys.argv[2:])
else: with_mteb(*sys.argv[2:6], sys.argv[6:])
