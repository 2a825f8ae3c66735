"""Trains one tiny encoder and evaluates it.

    python train.py --data udhr.jsonl --tokenizer tokenizer/ --kind hybrid --seed 1 --out runs/hybrid-1

Writes weights.safetensors (fp16), losses.json and scores.json. The scores are those of the fp16 weights, computed in
fp32. The same seed gives the same losses on the same machine (one thread, no dropout, own random generators).
"""
import argparse
import json
import random
import time
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch.nn.functional import cross_entropy
from transformers import AutoTokenizer

from data import evaluation_translations, read_translations, training_texts, training_translations
from encoder import MAX_TOKENS, build, embed
from evaluate import evaluate
from sampling import MONOLINGUAL_SHARE, PairSampler

SETTINGS = json.loads((Path(__file__).resolve().parent / "settings.json").read_text(encoding="utf-8"))


def learning_rate_share(step, steps, warmup):
    return min(1.0, (step + 1) / warmup) * (1 - step / steps)


def train(model, sampler, settings, seed, report, stop_after=None):
    """InfoNCE with in-batch negatives over cosines; returns the loss of every step (of the first `stop_after`)."""
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=settings["learning_rate"], betas=(0.9, 0.98), weight_decay=settings["weight_decay"]
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: learning_rate_share(step, settings["steps"], settings["warmup_steps"])
    )
    positions = random.Random(f"positions {seed}")
    losses = []
    model.train()
    for step in range(stop_after or settings["steps"]):
        queries, documents = zip(*sampler.batch())
        offsets = [positions.randrange(MAX_TOKENS) for _ in range(2 * len(queries))]
        vectors = embed(model, [*queries, *documents], offsets)
        scores = vectors[: len(queries)] @ vectors[len(queries) :].T
        loss = cross_entropy(scores / settings["temperature"], torch.arange(len(queries)))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if (step + 1) % 100 == 0:
            report(step + 1, sum(losses[-100:]) / 100)
    return losses


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--kind", required=True, choices=[*MONOLINGUAL_SHARE, "untrained"])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=SETTINGS["steps"], help="another length of training than settings.json's")
    options = parser.parse_args()
    settings = SETTINGS | {"steps": options.steps}
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)

    tokenizer = AutoTokenizer.from_pretrained(options.tokenizer)
    tokenize = lambda text: tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]
    translations = read_translations(options.data)
    model = build(len(tokenizer), options.seed)
    started = time.monotonic()
    losses = []
    if options.kind != "untrained":
        tokens = {
            t.code: {key: tokenize(text) for key, text in training_texts(t).items()}
            for t in training_translations(translations)
        }
        sampler = PairSampler(tokens, options.kind, options.seed, settings)
        report = lambda step, loss: print(f"{options.kind} {options.seed}: step {step}, loss {loss:.4f}, {time.monotonic() - started:.0f} s", flush=True)
        losses = train(model, sampler, settings, options.seed, report)
    seconds = round(time.monotonic() - started)

    model.half().float()
    scores = evaluate(model, tokenize, evaluation_translations(translations))
    parameters = sum(p.numel() for p in model.parameters())
    run = {"kind": options.kind, "seed": options.seed, "parameters": parameters, "training_seconds": seconds, **scores}
    (out / "scores.json").write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    (out / "losses.json").write_text(json.dumps(losses) + "\n", encoding="utf-8")
    save_file({k: v.half().contiguous() for k, v in model.state_dict().items()}, out / "weights.safetensors", {"format": "pt"})
    for setting, classes in scores["settings"].items():
        print(setting, {name: value["recall_at_1"] for name, value in classes.items()}, flush=True)


if __name__ == "__main__":
    main()
