"""Dump mteb's text retrieval tasks and benchmarks as JSON, the input of generate-tasks.mjs.

usage: python scripts/mteb/dump-tasks.py OUT_DIR [--compare OTHER_DIR]

Run it in a venv that holds `mteb` (made with 2.26.24). No data is loaded and no network is used: everything comes
from the classes, their metadata and the statistics that mteb ships. Writes into OUT_DIR

  tasks.json            public tasks of the four retrieval types with text on both sides
  aggregate-tasks.json  tasks whose score is the mean of other tasks (CQADupstack)
  tasks-hidden.json     private tasks, for names only
  benchmarks.json       named benchmarks, restricted to the tasks above

`--compare` then reports every field in which the files of another folder differ, and exits 1 if one does.
"""

import argparse
import inspect
import json
import sys
from pathlib import Path

import mteb
from mteb.abstasks.abstask import AbsTask
from mteb.abstasks.aggregated_task import AbsTaskAggregate
from mteb.abstasks.retrieval import AbsTaskRetrieval
from mteb.benchmarks.get_benchmark import get_benchmarks

TYPES = ["Retrieval", "Reranking", "InstructionRetrieval", "InstructionReranking"]

# Methods of AbsTaskRetrieval (or AbsTask) that decide which data is loaded and what is scored.
LOADING = {"load_data", "dataset_transform", "convert_v1_dataset_format_to_v2", "_get_content_columns"}
SCORING = {"task_specific_scores", "evaluate", "_evaluate_subset", "_add_main_score"}

# Metadata of an aggregate task that mteb collects from its parts.
UNIONS = ["domains", "task_subtypes"]

SUBSETS = "hf_subset_descriptive_stats"
KEPT_STATISTICS = ["documents_text_statistics", "queries_text_statistics", "relevant_docs_statistics"]
# Left out: text length extremes, and counts that only the newest statistics have.
DROPPED = {
    "min_text_length",
    "max_text_length",
    "num_missing_query_ids",
    "num_missing_corpus_ids",
    "queries_with_all_gold_black_or_white",
}


def own_methods(cls):
    """Methods that the task defines itself (or a mixin of it), as name@class, in source order: known hooks, and the rest."""
    overridden, helpers = [], []
    for base in cls.__mro__:
        if base in {AbsTaskRetrieval, AbsTask} or not base.__module__.startswith("mteb.tasks."):
            continue
        for name, member in vars(base).items():
            if not inspect.isfunction(member) and not isinstance(member, (staticmethod, classmethod)):
                continue
            if name.startswith("__"):
                continue
            known = hasattr(AbsTaskRetrieval, name)
            (overridden if known else helpers).append(f"{name}@{base.__name__}")
    return overridden, helpers


def sides(statistics):
    return {
        name: {k: v for k, v in statistics[name].items() if k not in DROPPED}
        for name in KEPT_STATISTICS
        if statistics.get(name) is not None
    }


def scalars(statistics):
    return {k: v for k, v in statistics.items() if isinstance(v, int)}


def ordered(statistics, reduced):
    """`reduced` in the order in which mteb's file has the keys."""
    return {k: reduced[k] for k in statistics if k in reduced}


def statistics_of(stats):
    """mteb's descriptive statistics without text length extremes; per subset only the sizes."""
    if stats is None:
        return None
    result = {}
    for split, whole in stats.items():
        entry = ordered(whole, scalars(whole) | sides(whole))
        if whole.get(SUBSETS):
            entry["subsets"] = {
                subset: scalars(part)
                | {
                    "queries": (part.get("queries_text_statistics") or {}).get("unique_texts"),
                    "documents": (part.get("documents_text_statistics") or {}).get("unique_texts"),
                    "relevant_docs": part["relevant_docs_statistics"]["num_relevant_docs"],
                }
                for subset, part in whole[SUBSETS].items()
            }
        result[split] = entry
    return result


def size(part, name, side):
    """Number of texts of a side: shipped, or (older statistics) all characters by the mean length."""
    if name in part:
        return part[name], True
    statistics = part[side]
    mean = statistics["average_text_length"]
    return (round(statistics["total_text_length"] / mean) if mean else 0), False


def count(part):
    documents, shipped = size(part, "num_documents", "documents_text_statistics")
    queries, queries_shipped = size(part, "num_queries", "queries_text_statistics")
    relevant = part["relevant_docs_statistics"]
    entry = {
        "num_documents": documents,
        "num_queries": queries,
        "num_relevant_docs": relevant["num_relevant_docs"],
        "average_relevant_docs_per_query": relevant["average_relevant_docs_per_query"],
        "counts": "shipped" if shipped and queries_shipped else "derived",
    }
    if part.get("top_ranked_statistics"):
        entry["average_top_ranked_per_query"] = part["top_ranked_statistics"]["average_top_ranked_per_query"]
    return entry


def counts_of(stats):
    result = {}
    for split, whole in (stats or {}).items():
        entry = count(whole)
        if whole.get(SUBSETS):
            entry["subsets"] = {subset: count(part) for subset, part in whole[SUBSETS].items()}
        result[split] = entry
    return result


def metadata_of(task):
    """TaskMetadata key for key; an aggregate task holds its parts as objects there, they are named elsewhere."""
    return json.loads(task.metadata.model_dump_json(exclude={"tasks"}))


def describe(task):
    cls, metadata = type(task), task.metadata
    overridden, helpers = own_methods(cls)
    names = {name.split("@")[0] for name in overridden}
    k_values = list(task.k_values)
    stats = metadata.descriptive_stats
    loader = "custom" if names & LOADING else "standard"
    scoring = "custom" if names & SCORING else "standard"
    return metadata_of(task) | {
        "is_multilingual": metadata.is_multilingual,
        "hf_subsets": dict(metadata.hf_subsets_to_langscripts),
        "k_values": k_values,
        "top_k": max(k_values),
        "ignore_identical_ids": task.ignore_identical_ids,
        "skip_first_result": task.skip_first_result,
        "abstask_prompt": task.abstask_prompt,
        "class_module": cls.__module__,
        "bases": [base.__name__ for base in cls.__mro__[1:] if base.__module__.startswith("mteb.")],
        "overridden": overridden,
        "loader": loader,
        "descriptive_stats": statistics_of(stats),
        "class_name": cls.__name__,
        "helper_methods": helpers,
        "scoring": scoring,
        "unmodified": loader == scoring == "standard",
        "counts": counts_of(stats),
    }


def describe_hidden(task):
    """A private task: what it is, without the statistics of data that nobody outside can have."""
    entry = describe(task)
    del entry["descriptive_stats"]
    return entry | {"counts": entry["counts"] or None}


def text_tasks():
    """All tasks of the four types with text only, hidden and aggregated ones included, by name."""
    tasks = mteb.get_tasks(
        task_types=TYPES,
        modalities=["text"],
        exclusive_modality_filter=True,
        exclude_superseded=False,
        exclude_private=False,
        exclude_beta=False,
    )
    return sorted(tasks, key=lambda task: task.metadata.name)


def aggregate(task):
    entry = metadata_of(task)
    # mteb makes the union of the parts with a set, whose order changes from process to process.
    entry |= {key: sorted(set(entry[key])) for key in UNIONS if entry[key]}
    return entry | {"tasks": [part.metadata.name for part in task.metadata.tasks]}


def members(benchmark, public, hidden):
    entries, names = [], []
    for task in benchmark.tasks:
        name = task.metadata.name
        if name in hidden:
            names.append(name)
        elif name in public:
            subsets = list(task.hf_subsets)
            whole = isinstance(task, AbsTaskAggregate) or set(subsets) == set(public[name].hf_subsets)
            entries.append({
                "name": name,
                "eval_splits": list(task.eval_splits),
                "hf_subsets": None if whole else subsets,
                "type": task.metadata.type,
            })
    return entries, names


def describe_benchmark(benchmark, public, hidden):
    entries, names = members(benchmark, public, hidden)
    superseded = benchmark.superseded_by
    return {
        "name": benchmark.name,
        "display_name": benchmark.display_name,
        "aliases": list(benchmark.aliases or []),
        "superseded_by": None if superseded is None else list(superseded),
        "display_on_leaderboard": benchmark.display_on_leaderboard,
        "language_view": benchmark.language_view if isinstance(benchmark.language_view, str) else list(benchmark.language_view),
        "description": benchmark.description,
        "reference": None if benchmark.reference is None else str(benchmark.reference),
        "citation": benchmark.citation,
        "n_tasks_total": len(benchmark.tasks),
        "tasks": entries,
        "hidden_tasks": names,
    }


def dump(folder):
    everything = text_tasks()
    public = {t.metadata.name: t for t in everything if t.metadata.is_public}
    hidden = {t.metadata.name: t for t in everything if not t.metadata.is_public}
    plain = [t for t in public.values() if not isinstance(t, AbsTaskAggregate)]
    described = (describe_benchmark(b, public, hidden) for b in get_benchmarks())
    files = {
        "tasks.json": [describe(t) for t in plain],
        "aggregate-tasks.json": [aggregate(t) for t in public.values() if isinstance(t, AbsTaskAggregate)],
        "tasks-hidden.json": [describe_hidden(t) for t in hidden.values()],
        "benchmarks.json": [b for b in described if b["tasks"]],
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "version.json").write_text(json.dumps({"mteb": mteb.__version__}) + "\n", encoding="utf-8")
    return {name: len(content) for name, content in files.items()}


def compare(mine, other):
    """Prints every difference of two dumps, entry by entry and key by key (the order of a union does not count)."""
    different = 0
    for name in ["tasks.json", "aggregate-tasks.json", "tasks-hidden.json", "benchmarks.json"]:
        a, b = (json.loads((folder / name).read_text(encoding="utf-8")) for folder in (mine, other))
        left, right = {x["name"]: x for x in a}, {x["name"]: x for x in b}
        found = [f"{n}: only in one dump" for n in sorted(left.keys() ^ right.keys())]
        if list(left) != list(right):
            found.append("the order of entries differs")
        for entry in sorted(left.keys() & right.keys()):
            x, y = left[entry], right[entry]
            found += [f"{entry}.{k}: {brief(x.get(k))} / {brief(y.get(k))}" for k in x.keys() | y.keys() if not same(k, x, y)]
        different += len(found)
        print(f"{name}: {len(a)} entries, {len(found)} differences")
        for line in found[:40]:
            print(f"  {line}")
    return different


def same(key, x, y):
    a, b = x.get(key), y.get(key)
    if key in UNIONS and "tasks" in x and a and b:
        return sorted(a) == sorted(b)
    # Older dumps have the list as Python prints it.
    return a == b or (key == "superseded_by" and str(a) == b)


def brief(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else text[:297] + "..."


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--compare", type=Path)
    arguments = parser.parse_args()
    print(json.dumps(dump(arguments.out)))
    if arguments.compare and compare(arguments.out, arguments.compare):
        sys.exit(1)
