"""What mteb's own loaders send for registered models, a tiny checkpoint standing in for the weights.

usage: prompt_rules.py IN OUT     IN: {checkpoint, cases: [{model, tasks}], corpus, queries, qrels, top_ranked}
OUT: [{model, task, ids: {text: token ids}, scores}]. Each model is made by the loader and the arguments of mteb's registry
that concern prompts; each task has name, type and prompt of mteb's, and the data given.
"""

import json
import logging
import sys
import warnings

logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")

import mteb
import torch
from datasets import Dataset
from mteb.abstasks.retrieval import AbsTaskRetrieval
from mteb.models.model_implementations import MODEL_REGISTRY

torch.set_num_threads(2)
given = json.load(open(sys.argv[1], encoding="utf-8"))
PROMPTS = {
    "model_prompts", "instruction_template", "apply_instruction_to_passages", "prompts_dict", "prompt_priority", "include_prompt",
}  # fmt: skip


def loaded(name):
    meta = MODEL_REGISTRY[name]
    arguments = {key: value for key, value in meta.loader_kwargs.items() if key in PROMPTS}
    model = meta.loader(given["checkpoint"], revision=None, device="cpu", model_kwargs={"dtype": "float32"}, **arguments)
    model.mteb_model_meta = meta
    return model


def task_of(name):
    real = mteb.get_task(name).metadata
    reranks = "Reranking" in real.type

    class Standin(AbsTaskRetrieval):
        metadata = real.model_copy(
            update={"eval_langs": ["eng-Latn"], "eval_splits": ["test"], "main_score": "ndcg_at_10"}
        )

        def load_data(self, *args, **kwargs):
            if self.data_loaded:
                return
            part = {
                "corpus": Dataset.from_list(given["corpus"]),
                "queries": Dataset.from_list(given["queries"]),
                "relevant_docs": given["qrels"],
                "top_ranked": given["top_ranked"] if reranks else None,
            }
            self.dataset = {"default": {"test": part}}
            self.data_loaded = True

    return Standin()


def watched(model, ids):
    """Keeps the token ids of every text that the network gets."""
    preprocess = model.model.preprocess

    def watch(inputs, *args, **kwargs):
        features = preprocess(inputs, *args, **kwargs)
        for text, row, mask in zip(inputs, features["input_ids"], features["attention_mask"]):
            ids[text] = row[mask.bool()].tolist()
        return features

    model.model.preprocess = watch


rows = []
for case in given["cases"]:
    model = loaded(case["model"])
    ids = {}
    watched(model, ids)
    for name in case["tasks"]:
        ids.clear()
        result = mteb.evaluate(
            model, tasks=[task_of(name)], cache=None, co2_tracker=False, show_progress_bar=False, encode_kwargs={"batch_size": 64}
        )
        scores = result.task_results[0].scores["test"][0]
        numbers = {key: value for key, value in scores.items() if isinstance(value, (int, float))}
        rows.append({"model": case["model"], "task": name, "ids": dict(ids), "scores": numbers})
json.dump(rows, open(sys.argv[2], "w", encoding="utf-8"))
