"""Evaluate a checkpoint on local subsets with Python mteb: the reference of test/parity.

usage: evaluate.py MODEL DATA OUT [--ignore-identical] [--over openai|roles]
MODEL: a folder for sentence-transformers; with --over the address of `glottobench serve`, asked through mteb's own OpenAIModel
(packages openai and tiktoken replaced by stand-ins where they are missing) or through examples/serve/mteb_model.py.
DATA: one BEIR folder per subset (corpus.jsonl {_id,text}, queries.jsonl {_id,text}, qrels/test.tsv).
OUT: JSON {subset: {"scores": mteb's dictionary as TaskResult.to_disk writes it, "ids": token ids of every text}}.
"""
import argparse, json, os, sys, tempfile
from pathlib import Path
os.environ.setdefault("HF_HUB_OFFLINE", "1"); os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
p = argparse.ArgumentParser(); p.add_argument("model"); p.add_argument("data"); p.add_argument("out"); p.add_argument("--ignore-identical", action="store_true"); p.add_argument("--over", choices=["openai", "roles"])
a = p.parse_args()
import torch; torch.set_num_threads(1)
import mteb, sentence_transformers
from datasets import Dataset
from mteb.abstasks.retrieval import AbsTaskRetrieval
from mteb.abstasks.task_metadata import TaskMetadata
from mteb.models.sentence_transformer_wrapper import SentenceTransformerEncoderWrapper

def lines(f):
    with open(f, encoding="utf-8") as h: return [json.loads(l) for l in h if l.strip()]

def load(folder):
    qrels = {}
    for l in (folder / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        q, d, g = l.split("\t"); qrels.setdefault(q, {})[d] = int(g)
    corpus = [{"id": r["_id"], "title": r.get("title", ""), "text": r["text"]} for r in lines(folder / "corpus.jsonl")]
    return corpus, [{"id": r["_id"], "text": r["text"]} for r in lines(folder / "queries.jsonl")], qrels

subsets = {d.name: load(d) for d in sorted(Path(a.data).iterdir()) if d.is_dir()}
class Parity(AbsTaskRetrieval):
    ignore_identical_ids = a.ignore_identical
    metadata = TaskMetadata(
        name="Parity", description="parity", reference=None, dataset={"path": "local/parity", "revision": "1"}, type="Retrieval", category="t2t",
        modalities=["text"], eval_splits=["test"], eval_langs={s: ["eng-Latn"] for s in subsets}, main_score="ndcg_at_10", date=("2000-01-01", "2001-01-01"),
        domains=["Written"], task_subtypes=[], license="not specified", annotations_creators="derived", dialect=[], sample_creation="found", bibtex_citation="")
    def load_data(self, *args, **kwargs):
        if self.data_loaded: return
        self.dataset = {s: {"test": {"corpus": Dataset.from_list(c), "queries": Dataset.from_list(q), "relevant_docs": {i: dict(d) for i, d in r.items()}, "top_ranked": None}} for s, (c, q, r) in subsets.items()}
        self.data_loaded = True

def over_openai(url):
    """mteb's wrapper, unchanged. Where the packages are missing: a client that sends the same JSON, a tokenizer of code points."""
    import types, urllib.request
    from mteb.models.model_implementations.openai_models import OpenAIModel, text_embedding_3_small
    about = json.load(urllib.request.urlopen(url + "/models"))["data"][0]
    try:
        from openai import OpenAI
        client = OpenAI(base_url=url, api_key="none")
    except ImportError:
        sys.modules["openai"] = types.SimpleNamespace(OpenAI=None, NotGiven=type("NotGiven", (), {}))
        def create(**body):
            request = urllib.request.Request(url + "/embeddings", json.dumps(body).encode(), {"Content-Type": "application/json"})
            return types.SimpleNamespace(data=[types.SimpleNamespace(**item) for item in json.load(urllib.request.urlopen(request))["data"]])
        client = types.SimpleNamespace(embeddings=types.SimpleNamespace(create=create))
    try:
        import tiktoken
    except ImportError:
        points = types.SimpleNamespace(encode=lambda text: [ord(c) for c in text], decode=lambda ids: "".join(map(chr, ids)))
        sys.modules["tiktoken"] = types.SimpleNamespace(get_encoding=lambda name: points, Encoding=type("Encoding", (), {}))
    model = OpenAIModel(about["id"], max_tokens=8191, embed_dim=about["dims"], client=client)
    model.mteb_model_meta = text_embedding_3_small
    return model

def over_roles(url):
    sys.path.insert(0, str(Path(__file__).parents[2] / "examples" / "serve"))
    from mteb_model import GlottobenchModel
    return GlottobenchModel(url)

if a.over:
    model = over_openai(a.model) if a.over == "openai" else over_roles(a.model)
else:
    st = sentence_transformers.SentenceTransformer(a.model, device="cpu", model_kwargs={"dtype": torch.float32})
    model = SentenceTransformerEncoderWrapper(st)
model.mteb_model_meta = model.mteb_model_meta.model_copy(update={"name": "local/parity", "revision": "1"})
with tempfile.TemporaryDirectory() as t:
    res = mteb.evaluate(model, tasks=[Parity()], cache=mteb.ResultCache(t), overwrite_strategy="always", co2_tracker=False, show_progress_bar=False)
    path = Path(t) / "r.json"; res.task_results[0].to_disk(path)
    rows = {r["hf_subset"]: r for r in json.loads(path.read_text())["scores"]["test"]}
if a.over:
    json.dump({s: {"scores": rows[s]} for s in subsets}, open(a.out, "w"))
    sys.exit()
def ids(texts, prompt):
    limit = st.max_seq_length
    return [st.tokenizer(prompt + t, truncation=True, max_length=limit)["input_ids"] for t in texts]
prompts = {k: (st.prompts or {}).get(k) or "" for k in ("query", "document")}
out = {s: {"scores": rows[s], "ids": {"query": ids([x["text"] for x in q], prompts["query"]), "document": ids([(x["title"] + " " + x["text"]).strip() if x["title"] else x["text"].strip() for x in c], prompts["document"])}} for s, (c, q, r) in subsets.items()}
json.dump(out, open(a.out, "w"))
