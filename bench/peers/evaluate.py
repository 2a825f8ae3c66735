"""Python mteb with sentence-transformers on datasets in BEIR form: the peer of `glottobench run`.

usage: evaluate.py MODEL MANIFEST OUT [--backend torch|onnx] [--cache DIR] [--threads 2] [--batch 32]
MANIFEST: JSON {"name", "split", "main_score", "subsets": [{"name", "folder", "languages"}]}; a folder has corpus.jsonl, queries.jsonl, qrels.tsv.
--cache: mteb's CachedEmbeddingWrapper around the model.
Prints one JSON line: {"scores": {subset: main score}, "import_seconds", "open_seconds", "evaluate_seconds"}.
"""
import time
began = time.perf_counter()
import argparse, json, os
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("model"); parser.add_argument("manifest"); parser.add_argument("out")
parser.add_argument("--backend", default="torch"); parser.add_argument("--cache"); parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--batch", type=int, default=32)
args = parser.parse_args()
os.environ.setdefault("HF_HUB_OFFLINE", "1"); os.environ.setdefault("TRANSFORMERS_OFFLINE", "1"); os.environ.setdefault("OMP_NUM_THREADS", str(args.threads))
import torch
torch.set_num_threads(args.threads)
import mteb, sentence_transformers
from datasets import Dataset
from mteb.abstasks.retrieval import AbsTaskRetrieval
from mteb.abstasks.task_metadata import TaskMetadata
from mteb.models.sentence_transformer_wrapper import SentenceTransformerEncoderWrapper
imported = time.perf_counter()

manifest = json.load(open(args.manifest, encoding="utf-8"))
files: dict = {}


def rows(path):
    """Parsed once per file, as our own loaders do."""
    if path not in files:
        files[path] = [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
    return files[path]


def subset_data(folder):
    corpus = [{"id": row["_id"], "title": "", "text": row["text"]} for row in rows(os.path.join(folder, "corpus.jsonl"))]
    queries = [{"id": row["_id"], "text": row["text"]} for row in rows(os.path.join(folder, "queries.jsonl"))]
    qrels: dict = {}
    for line in open(os.path.join(folder, "qrels.tsv"), encoding="utf-8").read().split("\n")[1:]:
        if line:
            query, document, grade = line.split("\t")
            qrels.setdefault(query, {})[document] = int(grade)
    return {"corpus": Dataset.from_list(corpus), "queries": Dataset.from_list(queries), "relevant_docs": qrels, "top_ranked": None}


class Local(AbsTaskRetrieval):
    metadata = TaskMetadata(
        name=manifest["name"], description="Folders in BEIR form", reference=None, dataset={"path": "local/folder", "revision": "1"}, type="Retrieval",
        category="t2t", modalities=["text"], eval_splits=[manifest["split"]], eval_langs={s["name"]: s["languages"] for s in manifest["subsets"]},
        main_score=manifest["main_score"], date=("2016-01-01", "2020-12-31"), domains=["Written"], task_subtypes=[], license="not specified",
        annotations_creators="derived", dialect=[], sample_creation="found", bibtex_citation="")

    def load_data(self, *_args, **_kwargs):
        if not self.data_loaded:
            self.dataset = {s["name"]: {manifest["split"]: subset_data(s["folder"])} for s in manifest["subsets"]}
            self.data_loaded = True


transformer = sentence_transformers.SentenceTransformer(args.model, device="cpu", backend=args.backend)
model = SentenceTransformerEncoderWrapper(transformer)
model.mteb_model_meta = model.mteb_model_meta.model_copy(update={"name": "local/model", "revision": "local"})
if args.cache:
    from mteb.models.cache_wrappers import CachedEmbeddingWrapper

    model = CachedEmbeddingWrapper(model, args.cache)
opened = time.perf_counter()
result = mteb.evaluate(model, tasks=[Local()], cache=mteb.ResultCache(Path(args.out)), overwrite_strategy="always",
                       encode_kwargs={"batch_size": args.batch}, co2_tracker=False, show_progress_bar=False)
done = time.perf_counter()
scores = {row["hf_subset"]: row["main_score"] for row in result.task_results[0].scores[manifest["split"]]}
print(json.dumps({"scores": scores, "import_seconds": imported - began, "open_seconds": opened - imported, "evaluate_seconds": done - opened}))
