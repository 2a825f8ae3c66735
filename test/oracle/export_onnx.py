"""Export a BERT / XLM-R / DistilBERT-type encoder folder to ONNX fp32 next to a copy of its tokenizer and config files.

usage: export_onnx.py MODEL_DIR OUT_DIR [--opset 18] [--exporter auto|dynamo|torchscript] [--threads 2] [--no-check]
OUT_DIR gets onnx/model.onnx (inputs input_ids, attention_mask[, token_type_ids]: int64 [batch, sequence];
output last_hidden_state: float32 [batch, sequence, hidden]) and every non-weight file of MODEL_DIR (config.json, tokenizer*, modules.json, 1_Pooling/...).
token_type_ids is an input where the model has token types (type_vocab_size > 1), as in the hub's own exports; where there is only one type (XLM-R) it is not.
Pooling, Dense and Normalize are NOT in the graph. Checks ONNX Runtime against torch, fails (exit 1) above 1e-4. Prints one JSON line.
"""
import argparse, json, os, shutil, sys, warnings
p = argparse.ArgumentParser()
p.add_argument("model"); p.add_argument("out"); p.add_argument("--opset", type=int, default=18)
p.add_argument("--exporter", choices=("auto", "dynamo", "torchscript"), default="auto")
p.add_argument("--threads", type=int, default=2); p.add_argument("--no-check", action="store_true")
a = p.parse_args()
os.environ.setdefault("HF_HUB_OFFLINE", "1"); os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
warnings.simplefilter("ignore")
import numpy as np, torch
from transformers import AutoConfig, AutoModel
torch.set_num_threads(a.threads)
WEIGHTS = (".safetensors", ".bin", ".pt", ".pth", ".h5", ".msgpack", ".ot", ".onnx", ".onnx_data", ".ckpt", "safetensors.index.json", "bin.index.json")
if os.path.realpath(a.model) == os.path.realpath(a.out): sys.exit("OUT_DIR must not be MODEL_DIR")
for root, dirs, files in os.walk(a.model):
    dirs[:] = [d for d in dirs if d not in ("onnx", "openvino", ".git")]
    rel = os.path.relpath(root, a.model); os.makedirs(os.path.join(a.out, rel), exist_ok=True)
    for f in files:
        if rel == "." and f.endswith(WEIGHTS): continue  # a Dense module's weights in a sub-folder are kept
        d = os.path.join(a.out, rel, f); shutil.copyfile(os.path.join(root, f), d)
cfg = AutoConfig.from_pretrained(a.model)
m = AutoModel.from_pretrained(a.model, dtype=torch.float32, attn_implementation="eager").eval()
names = ["input_ids", "attention_mask"] + (["token_type_ids"] if (getattr(cfg, "type_vocab_size", 0) or 0) > 1 else [])
class Wrap(torch.nn.Module):
    def __init__(s, m): super().__init__(); s.m = m
    def forward(s, *xs): return s.m(**dict(zip(names, xs)), return_dict=True).last_hidden_state
longest = cfg.max_position_embeddings - (cfg.pad_token_id + 1 if "roberta" in cfg.model_type else 0)  # RoBERTa positions begin after pad
w = Wrap(m).eval(); pad = getattr(cfg, "pad_token_id", 0) or 0
def batch(lens, seed):
    g = np.random.default_rng(seed); n = max(lens)
    ids = np.full((len(lens), n), pad, np.int64); mask = np.zeros_like(ids)
    for i, l in enumerate(lens): ids[i, :l] = g.integers(5, cfg.vocab_size, l); mask[i, :l] = 1
    return tuple(torch.from_numpy(x) for x in (ids, mask, np.zeros_like(ids))[: len(names)])
path = os.path.join(a.out, "onnx", "model.onnx"); os.makedirs(os.path.dirname(path), exist_ok=True)
for f in (path, path + ".data"):
    if os.path.exists(f): os.remove(f)
ex = batch([7, 5], 0); used = None; errors = []
for how in (["dynamo", "torchscript"] if a.exporter == "auto" else [a.exporter]):
    try:
        with torch.no_grad():
            if how == "torchscript":
                torch.onnx.export(w, ex, path, input_names=names, output_names=["last_hidden_state"], opset_version=a.opset, dynamo=False, do_constant_folding=True,
                                  dynamic_axes={n: {0: "batch", 1: "sequence"} for n in names + ["last_hidden_state"]})
            else:
                B, S = torch.export.Dim("batch", min=1, max=4096), torch.export.Dim("sequence", min=1, max=longest)
                torch.onnx.export(w, ex, path, input_names=names, output_names=["last_hidden_state"], opset_version=a.opset, dynamo=True, verbose=False,
                                  external_data=False, dynamic_shapes=(tuple({0: B, 1: S} for _ in names),))
        used = how; break
    except Exception as e: errors.append(f"{how}: {type(e).__name__}: {str(e)[:400]}")
if used is None: sys.exit("export failed\n" + "\n".join(errors))
import onnx
g = onnx.load(path, load_external_data=False); onnx.checker.check_model(path)
dims = lambda v: [d.dim_param or d.dim_value for d in v.type.tensor_type.shape.dim]
res = {"out": path, "exporter": used, "opset": {o.domain or "ai.onnx": o.version for o in g.opset_import}, "bytes": os.path.getsize(path),
       "inputs": {v.name: dims(v) for v in g.graph.input}, "outputs": {v.name: dims(v) for v in g.graph.output}, "ops": sorted({n.op_type for n in g.graph.node})}
if errors: res["tried"] = errors
ok = True
if not a.no_check:
    import onnxruntime as ort
    so = ort.SessionOptions(); so.intra_op_num_threads = a.threads
    s = ort.InferenceSession(path, so, providers=["CPUExecutionProvider"])
    worst = 0.0; longest = min(512, longest); L = min(128, longest)
    for i, lens in enumerate(([1], [L], [3, L, 17, 64 if L > 64 else L], [9] * 13, [longest, 30])):
        x = batch(lens, i + 1)
        with torch.no_grad(): want = w(*x).numpy()
        have = s.run(["last_hidden_state"], {n: t.numpy() for n, t in zip(names, x)})[0]
        keep = x[1].numpy().astype(bool); worst = max(worst, float(np.abs(want - have)[keep].max()))
    res["max_abs_diff"] = worst; ok = worst < 1e-4
print(json.dumps(res)); sys.exit(0 if ok else 1)
