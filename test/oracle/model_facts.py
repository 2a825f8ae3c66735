"""Prints what mteb's own ModelMeta says of every registered model with text: python model_facts.py > facts.json"""

import json

from mteb.models.model_implementations import MODEL_REGISTRY

rows = []
for meta in MODEL_REGISTRY.values():
    if "text" not in meta.modalities:
        continue
    row = meta.model_dump(mode="json", exclude={"loader", "loader_kwargs"}, exclude_none=True)
    if "training_datasets" in row:
        row["training_datasets"] = sorted(row["training_datasets"])
    if meta.max_tokens == float("inf"):
        row["max_tokens"] = None
    rows.append(row)
print(json.dumps(rows))
