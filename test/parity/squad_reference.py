"""MTEB's XQuADRetrieval and MLQARetrieval rebuilt from the SQuAD files of XQuAD-R and MLQA-R, evaluated by Python mteb with
a sentence-transformers checkpoint.

usage: squad_reference.py MODEL XQUAD_R MLQA_R OUT TASK:SUBSET...
OUT: JSON {"scores": {"TASK:SUBSET": mteb's score dictionary}, "counts": {"TASK:SUBSET": [documents, queries, characters of both]}}
The rules are those of mteb's loaders over the original data (mteb 1.x): XQuAD stripped and distinct; MLQA `X-Y` documents X, queries Y.
"""
import hashlib, json, os, sys
os.environ.setdefault("HF_HUB_OFFLINE", "1"); os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
model_folder, xquad, mlqa, out, *cells = sys.argv[1:]
import numpy as np
import torch; torch.set_num_threads(1)
import mteb, sentence_transformers
from datasets import Dataset
from mteb.abstasks.retrieval import AbsTaskRetrieval
from mteb.abstasks.task_metadata import TaskMetadata
from mteb.models.sentence_transformer_wrapper import SentenceTransformerEncoderWrapper

FILES = {"ara": "ar", "deu": "de", "eng": "en", "spa": "es", "hin": "hi", "vie": "vi", "zho": "zh"}
def rows(folder, name):
    data = json.load(open(os.path.join(folder, name + ".json"), encoding="utf-8"))["data"]
    return [(qa["id"], qa["question"], p["context"]) for a in data for p in a["paragraphs"] for qa in p["qas"]]
def sha(text): return hashlib.sha256(text.encode()).hexdigest()

def build(cell):
    task, subset = cell.split(":")
    if task == "XQuADRetrieval":
        triples = [(i, q.strip(), c.strip()) for i, q, c in rows(xquad, subset)]
    else:
        x, y = subset.split("-")
        context = {i: c for i, _, c in rows(mlqa, FILES[x])}
        triples = [(i, q, context[i]) for i, q, _ in rows(mlqa, FILES[y]) if i in context]
    query_id = {}
    for i, q, _ in triples:
        if task == "XQuADRetrieval" or q not in query_id: query_id[q] = i
    relevant = {}
    for i, q, c in triples:
        if task == "XQuADRetrieval": relevant[query_id[q]] = {sha(c): 1}
        else: relevant.setdefault(query_id[q], {})[sha(c)] = 1
    return {"corpus": Dataset.from_list([{"id": sha(c), "title": "", "text": c} for c in dict.fromkeys(c for _, _, c in triples)]),
            "queries": Dataset.from_list([{"id": i, "text": q} for q, i in query_id.items()]), "relevant_docs": relevant, "top_ranked": None}

class Squad(AbsTaskRetrieval):
    metadata = TaskMetadata(
        name="Squad", description="parity", reference=None, dataset={"path": "local/squad", "revision": "1"}, type="Retrieval", category="t2t",
        modalities=["text"], eval_splits=["validation"], eval_langs={c: ["eng-Latn"] for c in cells}, main_score="ndcg_at_10", date=("2000-01-01", "2001-01-01"),
        domains=["Written"], task_subtypes=[], license="not specified", annotations_creators="derived", dialect=[], sample_creation="found", bibtex_citation="")
    def load_data(self, *args, **kwargs):
        if self.data_loaded: return
        self.dataset = {c: {"validation": built[c]} for c in cells}
        self.data_loaded = True

built = {c: build(c) for c in cells}
st = sentence_transformers.SentenceTransformer(model_folder, device="cpu", model_kwargs={"dtype": torch.float32})
# The subsets share their texts: sentence-transformers encodes each once.
encode, known = st.encode, {}
def encode_once(inputs, **options):
    role = options.get("prompt_name")
    missing = list(dict.fromkeys(t for t in inputs if (role, t) not in known))
    if missing: known.update(((role, t), v) for t, v in zip(missing, encode(missing, **options)))
    return np.stack([known[role, t] for t in inputs])
st.encode = encode_once
model = SentenceTransformerEncoderWrapper(st)
model.mteb_model_meta = model.mteb_model_meta.model_copy(update={"name": "local/squad", "revision": "1"})
result = mteb.evaluate(model, tasks=[Squad()], cache=None, overwrite_strategy="always", co2_tracker=False, show_progress_bar=False)
def characters(column): return sum(map(len, column["text"]))
counts = {c: [len(d["corpus"]), len(d["queries"]), characters(d["corpus"]) + characters(d["queries"])] for c, d in built.items()}
json.dump({"scores": {row["hf_subset"]: row for row in result.task_results[0].scores["validation"]}, "counts": counts}, open(out, "w"), default=float)
