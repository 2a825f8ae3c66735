"""Merges a plain LoRA adapter into its base by the formula of the paper (arXiv 2106.09685), W + alpha / r · B A, and saves the whole as a
transformers folder. Written against torch alone: PEFT is no part of the oracle.

usage: python merge_lora.py ADAPTER OUT
"""
import json, os, shutil, sys

from safetensors.torch import load_file, save_file

adapter, out = sys.argv[1:]
with open(os.path.join(adapter, "adapter_config.json")) as f:
    config = json.load(f)
base = os.path.join(adapter, config["base_model_name_or_path"])
shutil.copytree(base, out)
weights = load_file(os.path.join(base, "model.safetensors"))
added = load_file(os.path.join(adapter, "adapter_model.safetensors"))
for name, a in added.items():
    if not name.endswith(".lora_A.weight"):
        continue
    module = name.removeprefix("base_model.model.").removesuffix(".lora_A.weight")
    b = added[name.replace("lora_A", "lora_B")]
    weights[module + ".weight"] = weights[module + ".weight"] + config["lora_alpha"] / config["r"] * (b @ a)
save_file(weights, os.path.join(out, "model.safetensors"), metadata={"format": "pt"})
