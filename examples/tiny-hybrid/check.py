"""Repeats the first 50 steps of every run in report.json and compares the losses.

    python check.py --data udhr.jsonl --tokenizer tokenizer/

Ends with 1 where a loss differs by more than 1e-3: bit for bit on the machine of the report, close elsewhere, since
other processors add in another order. `--tokenizer` may be the folder of a checkpoint.
"""
import argparse
import json
import sys
from pathlib import Path

import torch
from transformers import AutoTokenizer

from data import read_translations, training_texts, training_translations
from encoder import build
from sampling import PairSampler
from train import SETTINGS, train

STEPS = 50
TOLERANCE = 1e-3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--tokenizer", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    expected = json.loads((Path(__file__).resolve().parent / "report.json").read_text(encoding="utf-8"))["first_losses"]
    tokenizer = AutoTokenizer.from_pretrained(options.tokenizer)
    tokens = {
        t.code: {k: tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"] for k, text in training_texts(t).items()}
        for t in training_translations(read_translations(options.data))
    }
    failed = 0
    for run, losses in expected.items():
        kind, seed = run.rsplit("-", 1)
        sampler = PairSampler(tokens, kind, int(seed), SETTINGS)
        again = train(build(len(tokenizer), int(seed)), sampler, SETTINGS, int(seed), print, stop_after=STEPS)
        difference = max(abs(a - b) for a, b in zip(again, losses, strict=True))
        failed += difference > TOLERANCE
        print(f"{run}: largest difference of {STEPS} losses {difference:.1e}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
