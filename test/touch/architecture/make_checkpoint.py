"""A tiny MPNet with random weights, and token ids and mean-pooled vectors computed by transformers in float32.

usage: python test/touch/architecture/make_checkpoint.py test/touch/architecture/mpnet
Made with torch 2.13.0 and transformers 5.23.0 on CPU. Weights and token ids are random: nothing derives from any text.
"""
import json, os, sys
import torch
from transformers import MPNetConfig, MPNetModel

torch.set_num_threads(1)
OUT = sys.argv[1]
generator = torch.Generator().manual_seed(51)
config = MPNetConfig(vocab_size=60, hidden_size=24, num_hidden_layers=2, num_attention_heads=4, intermediate_size=40, max_position_embeddings=44)
model = MPNetModel(config, add_pooling_layer=False)
with torch.no_grad():
    for name, p in model.named_parameters():
        r = torch.randn(p.shape, generator=generator)
        if "LayerNorm.weight" in name:
            p.copy_(1 + 0.2 * r)
        elif p.dim() == 1:
            p.copy_(0.1 * r)
        elif "embed" in name:
            p.copy_(0.4 * r)
        else:
            p.copy_(r if "relative" in name else 1.2 * r / p.shape[-1] ** 0.5)
model.eval().save_pretrained(OUT)
ids = [torch.randint(2, 60, (n,), generator=generator).tolist() for n in (1, 2, 3, 5, 9, 17, 30)]


def embed(texts):
    width = max(map(len, texts))
    x = torch.full((len(texts), width), config.pad_token_id)
    mask = torch.zeros_like(x)
    for row, text in enumerate(texts):
        x[row, :len(text)] = torch.tensor(text)
        mask[row, :len(text)] = 1
    with torch.no_grad():
        h = model(input_ids=x, attention_mask=mask).last_hidden_state
    return (h * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)


digits = lambda a: [[float("%.8g" % x) for x in row] for row in a.tolist()]
single = torch.cat([embed([text]) for text in ids])
run = {"role": "none", "input_ids": ids, "embeddings": digits(single), "embeddings_padded_batch": digits(embed(ids))}
golden = {"checkpoint": "mpnet", "pooling": "mean", "modules": ["Transformer", "Pooling"], "prompts": {}, "runs": [run]}
with open(os.path.join(OUT, "golden.json"), "w") as f:
    f.write(json.dumps(golden) + "\n")
for name in os.listdir(OUT):
    os.chmod(os.path.join(OUT, name), 0o644)
