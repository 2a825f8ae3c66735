"""A checkpoint behind `glottobench serve` as a model of Python mteb, with the prompt of each role and task.

    glottobench serve --model ./my-checkpoint                    # http://127.0.0.1:8642/v1

    import mteb
    from mteb_model import GlottobenchModel
    mteb.evaluate(GlottobenchModel("http://127.0.0.1:8642/v1"), tasks=mteb.get_tasks(["STS22.v2"]))

Needs nothing but mteb. Its own OpenAIModel works too (docs/serve.md), but tells the server neither role nor task.
"""
from __future__ import annotations

import base64
import json
import urllib.request

import numpy as np
from mteb.models.abs_encoder import AbsEncoder
from mteb.models.model_meta import ModelMeta, ScoringFunction


class GlottobenchModel(AbsEncoder):
    def __init__(self, url: str, key: str | None = None, texts_per_request: int = 256) -> None:
        self.url, self.texts_per_request = url.rstrip("/"), texts_per_request
        self.headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        self.about = self._ask("models")["data"][0]
        self.mteb_model_meta = ModelMeta.create_empty(overwrites={
            "name": self.about["checkpoint"], "revision": self.about["revision"], "embed_dim": self.about["dims"],
            "max_tokens": self.about["max_tokens"]["document"], "similarity_fn_name": ScoringFunction(self.about["similarity"])})

    def _ask(self, path: str, body: dict | None = None) -> dict:
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/{path}", data, self.headers), timeout=600) as answer:
            return json.load(answer)

    def encode(self, inputs, *, task_metadata, hf_split, hf_subset, prompt_type=None, **kwargs) -> np.ndarray:
        texts = [text for batch in inputs for text in batch["text"]]
        asked = {"model": self.about["id"], "encoding_format": "base64"}
        if prompt_type is not None:
            asked |= {"input_type": prompt_type.value, "task_name": task_metadata.name}
        rows = []
        for start in range(0, len(texts), self.texts_per_request):
            answer = self._ask("embeddings", {**asked, "input": texts[start:start + self.texts_per_request]})
            rows += [np.frombuffer(base64.b64decode(item["embedding"]), dtype="<f4") for item in answer["data"]]
        return np.stack(rows) if rows else np.zeros((0, self.about["dims"]), dtype=np.float32)
