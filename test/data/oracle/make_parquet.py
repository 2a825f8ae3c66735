"""Parquet files of every compression, with several row groups, nulls, lists, 64-bit integers and texts that start with
U+FEFF; and the same rows as JSON.

usage (venv with pyarrow): python test/data/oracle/make_parquet.py test/fixtures/data/parquet
"""
import json, sys
from pathlib import Path
import pyarrow as pa, pyarrow.parquet as pq

out = Path(sys.argv[1]); out.mkdir(parents=True, exist_ok=True)
rows = [{"_id": 9007199254740993 + i, "title": None if i % 4 == 0 else f"\ufeffT{i}", "text": ["\ufeffก", "x🙂", "", " \u0085y"][i % 4] * (i % 3), "ids": [f"a{j}" for j in range(i % 3)], "score": float(i), "turns": [{"role": "user", "content": str(i)}]} for i in range(23)]
for codec in ("NONE", "SNAPPY", "GZIP", "ZSTD", "BROTLI", "LZ4"):
    pq.write_table(pa.Table.from_pylist(rows), out / f"{codec.lower()}.parquet", compression=codec, row_group_size=10, use_dictionary=codec != "GZIP", data_page_version="2.0" if codec == "ZSTD" else "1.0")
(out / "rows.json").write_text(json.dumps([{**r, "_id": str(r["_id"])} for r in rows], ensure_ascii=True), encoding="utf-8")
