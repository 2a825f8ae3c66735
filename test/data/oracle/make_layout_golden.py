"""What the datasets library makes of repositories: config -> split -> files, for many forms of data_files and of names.

usage (venv with datasets): python test/data/oracle/make_layout_golden.py > test/fixtures/data/layouts.json
"""
import json, os, sys, tempfile
os.environ["HF_HOME"] = tempfile.mkdtemp(); os.environ["HF_HUB_OFFLINE"] = "1"
from pathlib import Path
import datasets
from datasets import get_dataset_config_names, load_dataset_builder

def card(yaml): return f"---\n{yaml}\n---\n# x\n"
CASES = {
    "a string is the split train": (card("configs:\n- config_name: c\n  data_files: a.jsonl"), ["a.jsonl", "b.jsonl"]),
    "a list of strings is the split train, in its order": (card("configs:\n- config_name: c\n  data_files:\n  - b.jsonl\n  - a.jsonl"), ["a.jsonl", "b.jsonl"]),
    "splits with a path or several": (card("configs:\n- config_name: c\n  data_files:\n  - split: test\n    path: [z.jsonl, a/*.jsonl]\n  - split: dev\n    path: b.jsonl"), ["a/2.jsonl", "a/10.jsonl", "b.jsonl", "z.jsonl"]),
    "globs of whole folders": (card("configs:\n- config_name: c\n  data_files:\n  - split: test\n    path: data/**/*.jsonl"), ["data/x.jsonl", "data/a/y.jsonl", "data/a/b/z.jsonl", "other/w.jsonl"]),
    "globs with sets and question marks": (card("configs:\n- config_name: c\n  data_files:\n  - split: test\n    path: d/[ab]?.jsonl"), ["d/a1.jsonl", "d/b2.jsonl", "d/c3.jsonl", "d/a.jsonl"]),
    "data_dir and patterns below it": (card("configs:\n- config_name: c\n  data_dir: sub\n  data_files:\n  - split: test\n    path: '*.jsonl'"), ["sub/a.jsonl", "b.jsonl"]),
    "data_dir alone": (card("configs:\n- config_name: c\n  data_dir: sub"), ["sub/test.jsonl", "sub/train.jsonl", "test.jsonl"]),
    "hidden and dunder folders": (card("configs:\n- config_name: c\n  data_files:\n  - split: test\n    path: '**/*.jsonl'"), ["a.jsonl", "__x/b.jsonl", ".h/c.jsonl"]),
    "several configs, one default": (card("configs:\n- config_name: one\n  data_files: a.jsonl\n- config_name: two\n  default: true\n  data_files: b.jsonl"), ["a.jsonl", "b.jsonl"]),
    "a card without configs": (card("license: cc0-1.0"), ["train.jsonl", "test.jsonl"]),
    "names in files": (None, ["x_train.jsonl", "x-validation.jsonl", "my.test.jsonl"]),
    "names in folders win over files": (None, ["train/test.jsonl", "dev/a.jsonl"]),
    "shards in data": (None, ["data/test-00000-of-00002.jsonl", "data/test-00001-of-00002.jsonl", "data/foo-00000-of-00001.jsonl"]),
    "no names at all": (None, ["b.jsonl", "a.jsonl"]),
    "keywords need separators": (None, ["contest.jsonl", "trainer.jsonl"]),
    "evaluation and training": (None, ["evaluation-1.jsonl", "training.1.jsonl", "dev_2.jsonl"]),
}
out = []
for name, (readme, files) in CASES.items():
    folder = Path(tempfile.mkdtemp())
    for i, f in enumerate(files):
        p = folder / f; p.parent.mkdir(parents=True, exist_ok=True); p.write_text(json.dumps({"i": i}) + "\n")
    if readme: (folder / "README.md").write_text(readme)
    configs = {}
    for c in get_dataset_config_names(str(folder)):
        found = load_dataset_builder(str(folder), c).config.data_files
        configs[c] = {str(s): [os.path.relpath(f, folder) for f in fs] for s, fs in found.items()}
    out.append({"name": name, "readme": readme, "files": files, "configs": configs})
json.dump({"datasets": datasets.__version__, "cases": out}, sys.stdout, indent=1)
