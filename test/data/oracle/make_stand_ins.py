"""Writes test/fixtures/data/stand-ins/: small dataset repositories with the configs, splits and columns of MTEB tasks,
and what Python mteb makes of each: the texts it would encode, the judgements, the candidates (golden.json).

usage (venv with mteb==2.26.24): python test/data/oracle/make_stand_ins.py test/fixtures/data/stand-ins
Invented sentences (CC0). mteb's own classes load the folders; nothing here repeats a loader rule.
"""
import json, os, shutil, sys, tempfile
os.environ["HF_HOME"] = tempfile.mkdtemp()
os.environ["HF_HUB_OFFLINE"] = "1"
from pathlib import Path
import datasets
from datasets import Dataset
import mteb
from mteb._create_dataloaders import _retrieval_texts
from mteb.abstasks.retrieval_dataset_loaders import RetrievalDatasetLoader
from mteb.types import PromptType

datasets.disable_progress_bars()
out = Path(sys.argv[1]).resolve()
shutil.rmtree(out, ignore_errors=True)
ODD = ["", " ", "\ufeff", "\u0085", "\u001c", "\u3000", "\u00a0"]  # what Python strips and JavaScript does not, and the reverse

def sentence(lang, i):
    return f"{ODD[i % 7]}{lang} sentence {i}: {'ж' * (i % 3)}{'あ' * (i % 2)} {'🙂' if i % 5 == 0 else ''}{ODD[(i + 3) % 7]}"

def parts(lang, docs=14, queries=12, **extra):
    corpus = [{"_id": f"{lang}d{i}", "title": f"Title {i}" if i % 3 else "", "text": sentence(lang, i)} for i in range(docs)]
    qs = [{"_id": f"{lang}q{i}", "text": f"{lang} question {i} " + ODD[i % 7], **extra} for i in range(queries)]
    qrels = [{"query-id": f"{lang}q{i}", "corpus-id": f"{lang}d{(i * k) % docs}", "score": k} for i in range(queries - 1) for k in (1, 2)]
    return corpus, qs, qrels

def write(name, configs, readme=True):
    folder = out / name
    for config, splits in configs.items():
        for split, rows in splits.items():
            path = folder / config / f"{split}-00000-of-00001.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            data = rows if isinstance(rows, Dataset) else Dataset.from_list(rows)
            data.to_parquet(str(path), batch_size=5)
    lines = ["---", "license: cc0-1.0", "configs:"]
    for config, splits in configs.items():
        lines += [f"- config_name: {config}", "  data_files:"]
        for split in splits:
            lines += [f"  - split: {split}", f"    path: {config}/{split}-*"]
    (folder / "README.md").write_text("\n".join(lines + ["---", f"# Stand-in for {name}", "", "Invented sentences (CC0).", ""]), encoding="utf-8")
    return folder

def golden(data):
    qrels = {str(q): {str(d): int(s) for d, s in docs.items()} for q, docs in data["relevant_docs"].items()}
    queries = data["queries"].select([i for i, q in enumerate(data["queries"]["id"]) if len(qrels.get(str(q), {})) > 0])
    corpus = data["corpus"]
    top = data.get("top_ranked")
    return {
        "queries": [[str(i), t] for i, t in zip(queries["id"], _retrieval_texts(queries, PromptType.query))],
        "documents": [[str(i), t] for i, t in zip(corpus["id"], _retrieval_texts(corpus, PromptType.document))],
        "qrels": qrels,
        "topRanked": None if top is None else {q: list(d) for q, d in top.items()},
    }

def by_class(task_name, configs, subsets, splits):
    folder = write(task_name, configs)
    task = mteb.get_task(task_name)
    multilingual = task.metadata.is_multilingual
    task.metadata.dataset["path"] = str(folder)
    task.metadata.dataset["revision"] = None
    if multilingual:
        langs = {s: l for s, l in task.metadata.eval_langs.items() if s in subsets}
        object.__setattr__(task.metadata, "eval_langs", langs)
        task.hf_subsets = subsets
    object.__setattr__(task.metadata, "eval_splits", splits)
    task.load_data()
    task.convert_v1_dataset_format_to_v2(num_proc=None)
    return [{"task": task_name, "subset": s, "split": p, **golden(task.dataset[s][p])} for s in subsets for p in splits]

def by_loader(name, configs, subset, split):
    folder = write(name, configs) if configs is not None else out / name
    data = RetrievalDatasetLoader(str(folder), None, split=split, config=subset).load()
    return [{"task": name, "subset": subset, "split": split, **golden(data)}]

made = []
# The standard rule: prefixes, fallback splits, casts, instructions, candidates, a config `query`, conversations.
corpus, qs, qrels = parts("swh")
made += by_loader("standard-prefixed", {
    "swh-corpus": {"corpus": corpus}, "swh-queries": {"test": qs, "dev": qs[:3]}, "swh-qrels": {"test": qrels, "dev": qrels[:2]},
    "swh-top_ranked": {"test": [{"corpus-ids": [f"swhd{j}" for j in range(i, i + 3)], "query-id": f"swhq{i}"} for i in range(11)]},
    "swh-instruction": {"test": [{"query-id": f"swhq{i}", "instruction": "" if i == 2 else f"instruction {i}"} for i in range(12)]},
}, "swh", "test")
made += by_loader("standard-prefixed", None, "swh", "dev")
numbers = [{"_id": i, "text": sentence("num", i)} for i in range(12)]
made += by_loader("standard-numbers", {
    "corpus": {"train": numbers}, "queries": {"queries": [{"_id": float(i), "text": f"q {i}"} for i in range(12)]},
    "qrels": {"dev": [{"query-id": i, "corpus-id": str(i), "score": float(i % 3), "extra": "x"} for i in range(11)] + [{"query-id": 3, "corpus-id": "3", "score": 7.0, "extra": "last wins"}]},
}, "default", "test")
made += by_loader("standard-conversations", {
    "corpus": {"corpus": corpus}, "queries": {"test": qs},
    "query": {"test": [{"_id": f"swhq{i}", "text": [{"role": "user", "content": f"turn {i}"}, {"role": "assistant", "content": "yes"}], "instruction": f"do {i}"} for i in range(12)]},
    "default": {"test": qrels}, "qrels": {"test": qrels[:1]},
}, "default", "test")
made += by_loader("standard-strings", {
    "ara-eng-corpus": {"test": corpus}, "ara-eng-queries": {"test": [{"_id": f"swhq{i}", "text": [f"first {i}", "second"]} for i in range(12)]}, "ara-eng-qrels": {"test": [{**r, "score": str(r["score"])} for r in qrels]},
}, "ara-eng", "test")

# Rules of single tasks.
def belebele(lang, n=12):
    return [{"link": f"https://example.org/{i // 2}", "flores_passage": sentence(lang, i // 2), "question": f"{lang} question {min(i, 9)}", "question_number": i} for i in range(n)]
made += by_class("BelebeleRetrieval", {c: {"test": belebele(c)} for c in ("acm_Arab", "eng_Latn")}, ["acm_Arab-acm_Arab", "acm_Arab-eng_Latn", "eng_Latn-acm_Arab"], ["test"])
cure = {"corpus": {}, "qrels": {}, "queries-en": {}, "queries-es": {}, "queries-fr": {}}
for split in ("dermatology", "genetics"):  # "all" is no split of its own: datasets joins the splits
    c, q, r = parts(split[:3])
    c = [{"_id": "shared", "title": "", "text": "in both"}] + c
    cure["corpus"][split], cure["qrels"][split] = c, r
    for lang in ("en", "es", "fr"):
        cure[f"queries-{lang}"][split] = [{"_id": x["_id"], "text": f"{lang} {x['text']}"} for x in q]
made += by_class("CUREv1", cure, ["en", "es", "fr"], ["all", "genetics"])
tidy = {}
for lang in ("bengali", "thai"):
    c, q, r = parts(lang)
    tidy |= {f"{lang}-corpus": {"train": c}, f"{lang}-queries": {"train": q[:2], "test": q}, f"{lang}-qrels": {"train": r[:2], "test": r}}
made += by_class("MrTidyRetrieval", tidy, ["bengali", "thai"], ["test"])
def faq(lang, nulls):
    return [{"question": None if nulls and i == 1 else f"{lang} question {i // 2}", "answer": None if nulls and i == 3 else f" {lang} answer {i % 11}"} for i in range(24)]
made += by_class("PublicHealthQA", {"arabic": {"test": faq("arabic", True)}, "english": {"test": faq("english", False)}}, ["arabic", "english"], ["test"])
made += by_class("GeorgianFAQRetrieval", {"default": {"test": faq("georgian", False)}}, ["default"], ["test"])
def follow(lang):
    c, _, _ = parts(lang)
    topics = [f"{t}-{kind}" for t in range(6) for kind in ("og", "changed")]
    return {
        f"corpus-{lang}": {"corpus": c}, f"queries-{lang}": {"queries": [{"_id": t, "text": f"{lang} topic {t}"} for t in topics]},
        f"instruction-{lang}": {"instruction": [{"query-id": t, "instruction": f"look for {t}"} for t in topics]},
        f"default-{lang}": {"test": [{"query-id": t, "corpus-id": f"{lang}d{i}", "score": float(i % 3)} for i, t in enumerate(topics)]},
        f"top_ranked-{lang}": {"top_ranked": [{"query-id": t, "corpus-ids": [f"{lang}d{j}" for j in range(i, i + 2)]} for i, t in enumerate(topics)]},
        f"qrel_diff-{lang}": {"qrel_diff": [{"query-id": str(t), "corpus-ids": [f"{lang}d{t}"]} for t in range(6)]},
    }
made += by_class("mFollowIR", follow("fas") | follow("zho"), ["fas", "zho"], ["test"])
made += by_class("mFollowIRCrossLingual", follow("fas"), ["eng-fas"], ["test"])
code = {}
for lang in ("python", "go"):
    c, q, r = parts(lang)
    code |= {f"{lang}-corpus": {"corpus": c}, f"{lang}-queries": {"queries": [{**x, "partition": "test" if i % 4 else "train"} for i, x in enumerate(q)]}, f"{lang}-qrels": {"train": r[:2], "test": r}}
made += by_class("COIRCodeSearchNetRetrieval", code, ["python", "go"], ["test"])
wmt = [{"Source": f"Quelle {i}", "Target": f"cible {i}", "TargetAdv1": f"cible {i}" if i == 2 else f"adv1 {i}", **{f"TargetAdv{k}": f" adv{k} {i}" for k in (2, 3, 4)}} for i in range(11)]
made += by_class("CrossLingualSemanticDiscriminationWMT21", {"wmt21.de.fr": {"test": wmt}, "wmt21.fr.de": {"test": wmt[:10]}}, ["deu-fra", "fra-deu"], ["test"])
sci = {}
for lang in ("ru", "en"):
    c, q, r = parts(lang)
    sci |= {f"corpus-{lang}": {"corpus": c}, f"queries-{lang}": {"queries": q}, lang: {"test": r}}
made += by_class("RuSciBenchCiteRetrieval", sci, ["ru", "en"], ["test"])
def sadeem(**row):  # the splits of one config share their columns
    return {"query-id": "", "corpus-id": "", "text": "", **row}
made += by_class("SadeemQuestionRetrieval", {"test": {
    "queries": [sadeem(**{"query-id": f"q{i}", "text": f"question {i}"}) for i in range(12)],
    "corpus": [sadeem(**{"corpus-id": f"c{i}", "text": sentence("ar", i)}) for i in range(12)],
    "qrels": [sadeem(**{"query-id": f"q{i % 11}", "corpus-id": f"c{i % 12}", "text": "t"}) for i in range(15)]}}, ["default"], ["test"])
made += by_class("HunSum2AbstractiveRetrieval", {"default": {"train": [{"uuid": "x", "title": "t", "article": "a", "lead": "l", "domain": "d"}], "test": [{"uuid": f"u{i}", "title": f"Cím {i}" if i % 2 else "", "article": sentence("hun", i), "lead": f"lead {i}", "domain": "d"} for i in range(12)]}}, ["default"], ["test"])
made += by_class("SlovakSumRetrieval", {"default": {"test": [{"sum": f"súhrn {i}", "title": f"Titul {i}", "text": sentence("slk", i)} for i in range(605)]}}, ["default"], ["test"])
made += by_class("GreekCivicsQA", {"default": {"default": [{"id": i, "question": f"ερώτηση {i % 11}", "answer": f" απάντηση {i % 10}"} for i in range(13)]}}, ["default"], ["default"])
made += by_class("FQuADRetrieval", {"default": {s: [{"title": f"Titre {i // 3}", "context": f"{s} {sentence('fra', i)}", "question": f"{s} question {i}"} for i in range(33)] for s in ("valid_hasAns", "test_hasAns")}}, ["default"], ["test", "validation"])
made += by_class("SyntecRetrieval", {"documents": {"test": [{"id": f"article-{i}", "title": f"Article {i}", "content": sentence("fra", i), "url": "u"} for i in range(12)]}, "queries": {"test": [{"Question": f"Question {i} ?", "Article": f"article-{i % 12}"} for i in range(15)]}}, ["default"], ["test"])

for g in made:
    if g["task"] == "GreekCivicsQA":  # mteb takes a set of the answers first, but keeps the order of the rows
        assert len({d for d, _ in g["documents"]}) == 10
(out / "golden.json").write_text(json.dumps({"mteb": mteb.__version__, "datasets": datasets.__version__, "cases": made}, ensure_ascii=False, indent=0), encoding="utf-8")
print(len(made), "cases")
