"""mteb.get_model(NAME) from the hub cache on a folder in BEIR form: what the board would say.

usage: registered_model.py NAME TASK DATA OUT     HF_HUB_CACHE names the cache. OUT gets {revision, scores}.
"""

import json
import logging
import sys
import warnings
from pathlib import Path

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

import mteb
import torch
from datasets import Dataset
from mteb.abstasks.retrieval import AbsTaskRetrieval

torch.set_num_threads(2)
name, task, data, out = sys.argv[1:]


def lines(file):
    return [json.loads(line) for line in (Path(data) / file).read_text(encoding="utf-8").splitlines()]


def rows(file):
    return Dataset.from_list([{"id": row["_id"], "title": "", "text": row["text"]} for row in lines(file)])


qrels = {}
for line in (Path(data) / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]:
    query, document, grade = line.split("\t")
    qrels.setdefault(query, {})[document] = int(grade)


class Local(AbsTaskRetrieval):
    metadata = mteb.get_task(task).metadata

    def load_data(self, *args, **kwargs):
        part = {
            "corpus": rows("corpus.jsonl"),
            "queries": rows("queries.jsonl").remove_columns("title"),
            "relevant_docs": qrels,
            "top_ranked": None,
        }
        self.dataset = {"default": {"test": part}}
        self.data_loaded = True


model = mteb.get_model(name, device="cpu")
result = mteb.evaluate(model, tasks=[Local()], cache=None, co2_tracker=False, show_progress_bar=False)
json.dump(
    {"revision": model.mteb_model_meta.revision, "scores": result.task_results[0].scores["test"][0]},
    open(out, "w", encoding="utf-8"),
)
