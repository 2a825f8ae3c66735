"""Loads a task file made by `glottobench tasks export`, points it to the exported dataset folder, and lets Python mteb
load, describe and evaluate it.

usage: run_exported.py TASK_FILE CLASS DATASET MODEL OUT     OUT: JSON {"scores": {split: {subset: dictionary}}, "statistics": ..., "revision": ...}
"""
import importlib.util, json, os, sys, tempfile
os.environ["HF_HOME"] = tempfile.mkdtemp(); os.environ["HF_HUB_OFFLINE"] = "1"; os.environ["TRANSFORMERS_OFFLINE"] = "1"
task_file, class_name, dataset, model_folder, out = sys.argv[1:]
from pathlib import Path
import torch; torch.set_num_threads(1)
import datasets, mteb, sentence_transformers
from mteb.models.sentence_transformer_wrapper import SentenceTransformerEncoderWrapper
datasets.disable_progress_bars()

spec = importlib.util.spec_from_file_location("exported", task_file)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
kind = getattr(module, class_name)
# The only change: the repository is a folder here.
kind.metadata = kind.metadata.model_copy(update={"dataset": {**kind.metadata.dataset, "path": dataset}})
task = kind()
task.metadata._validate_metadata()
st = sentence_transformers.SentenceTransformer(model_folder, device="cpu", model_kwargs={"dtype": torch.float32})
model = SentenceTransformerEncoderWrapper(st)
model.mteb_model_meta = model.mteb_model_meta.model_copy(update={"name": "local/exported", "revision": "1"})
result = mteb.evaluate(model, tasks=[task], cache=None, overwrite_strategy="always", co2_tracker=False, show_progress_bar=False).task_results[0]
# mteb would write the statistics into its own package.
type(kind.metadata).descriptive_stat_path = property(lambda self: Path(os.environ["HF_HOME"]) / "statistics.json")
statistics = kind().calculate_descriptive_statistics(overwrite_results=True)
json.dump({"scores": {s: {row["hf_subset"]: row for row in rows} for s, rows in result.scores.items()}, "statistics": statistics, "main_score": kind.metadata.main_score, "languages": kind.metadata.eval_langs}, open(out, "w"), default=float)
