"""Collects the nine runs (and the three untrained ones) into report.json, and prints README.md's tables.

    python report.py --runs runs/ --out .

Differences are paired by seed: same initial weights, same paragraphs, same crops. The 95 % interval is Student's t over
the seeds, so it speaks about training noise, not about other texts or languages.
"""
import argparse
import json
from pathlib import Path
from statistics import mean, stdev

from data import HELD_OUT_LANGUAGES, SPLIT
from train import SETTINGS

KINDS = ("untrained", "monolingual", "cross-lingual", "hybrid")
CONTRASTS = (("hybrid", "monolingual"), ("hybrid", "cross-lingual"), ("cross-lingual", "monolingual"))
SETTING_NAMES = ("monolingual", "crosslingual", "from_english", "to_english")
CLASSES = ("seen_content", "unseen_content", "unseen_language", "unseen_both")
METRICS = ("recall_at_1", "ndcg_at_10")
STUDENT_T_95 = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776}  # by number of seeds


def read_runs(folder):
    """{kind: {seed: scores.json}}; every kind must have the same seeds."""
    runs = {kind: {} for kind in KINDS}
    for path in sorted(Path(folder).glob("*/scores.json")):
        run = json.loads(path.read_text(encoding="utf-8"))
        runs[run["kind"]][run["seed"]] = run
    if len({tuple(by_seed) for by_seed in runs.values()}) != 1:
        raise SystemExit(f"seeds differ: { {kind: list(by_seed) for kind, by_seed in runs.items()} }")
    return runs


def first_losses(folder):
    """{run: losses of its first 50 steps}, for check.py."""
    paths = sorted(Path(folder).glob("*/losses.json"))
    losses = {path.parent.name: json.loads(path.read_text(encoding="utf-8"))[:50] for path in paths}
    return {run: [round(loss, 6) for loss in values] for run, values in losses.items() if values}


def spread(values):
    return {"mean": round(mean(values), 4), "sd": round(stdev(values), 4), "by_seed": [round(v, 4) for v in values]}


def contrast(first, second):
    differences = [a - b for a, b in zip(first, second)]
    half_width = STUDENT_T_95[len(differences)] * stdev(differences) / len(differences) ** 0.5
    middle = mean(differences)
    interval = [round(middle - half_width, 4), round(middle + half_width, 4)]
    return {**spread(differences), "interval_95": interval, "beyond_seeds": interval[0] > 0 or interval[1] < 0}


def cells(runs, pick):
    """Spread of every kind and every contrast for pick(run)."""
    values = {kind: [pick(run) for run in by_seed.values()] for kind, by_seed in runs.items()}
    return {
        "kinds": {kind: spread(v) for kind, v in values.items()},
        "differences": {f"{a} - {b}": contrast(values[a], values[b]) for a, b in CONTRASTS},
    }


def partner_mean(run, language, metric, name):
    """Mean over both directions of the pairs of a held-out language with the languages that were trained on."""
    others = [o for o in SPLIT["evaluation_languages"] if o not in HELD_OUT_LANGUAGES]
    pairs = [run["pairs"][p][name][metric] for o in others for p in (f"{language}-{o}", f"{o}-{language}")]
    return mean(pairs)


def table(report, metric):
    lines = ["| setting | class | queries | " + " | ".join(KINDS) + " | hybrid - monolingual | hybrid - cross-lingual |", "|---" * 9 + "|"]
    for row in report["scores"]:
        if row["metric"] != metric:
            continue
        kinds = [f"{v['mean']:.3f} ± {v['sd']:.3f}" for v in row["kinds"].values()]
        shown = []
        for name in ("hybrid - monolingual", "hybrid - cross-lingual"):
            d = row["differences"][name]
            shown.append(f"{d['mean']:+.3f} ({d['interval_95'][0]:+.3f} to {d['interval_95'][1]:+.3f}){' *' if d['beyond_seeds'] else ''}")
        lines.append(f"| {row['setting']} | {row['class']} | {row['queries']} | " + " | ".join(kinds + shown) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    runs = read_runs(options.runs)
    first = next(iter(runs["hybrid"].values()))
    scores = [
        {"setting": setting, "class": name, "metric": metric, "queries": first["settings"][setting][name]["queries"]}
        | cells(runs, lambda run: run["settings"][setting][name][metric])
        for metric in METRICS for setting in SETTING_NAMES for name in CLASSES
    ]  # fmt: skip
    languages = [
        {"language": language, "class": name, "metric": "recall_at_1"}
        | cells(runs, lambda run: partner_mean(run, language, "recall_at_1", name))
        for language in SPLIT["evaluation_languages"] if language in HELD_OUT_LANGUAGES
        for name in ("unseen_language", "unseen_both")
    ]  # fmt: skip
    report = {
        "task": SPLIT["task"], "seeds": list(runs["hybrid"]), "settings": SETTINGS, "parameters": first["parameters"],
        "chance": {"recall_at_1": 0.02},
        "first_losses": first_losses(options.runs),
        "training_seconds": {kind: [run["training_seconds"] for run in by_seed.values()] for kind, by_seed in runs.items() if kind != "untrained"},
        "scores": scores, "held_out_languages_with_trained_ones": languages,
    }  # fmt: skip
    (Path(options.out) / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    for metric in METRICS:
        print(f"\n{metric}\n\n{table(report, metric)}")
    print("\n| held-out language | class | " + " | ".join(KINDS) + " |\n" + "|---" * 6 + "|")
    for row in languages:
        print(f"| {row['language']} | {row['class']} | " + " | ".join(f"{v['mean']:.3f} ± {v['sd']:.3f}" for v in row["kinds"].values()) + " |")


if __name__ == "__main__":
    main()
