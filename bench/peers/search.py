"""Exact search as mteb 2.26.24 calls torch, without the formatting of datasets: similarity, topk(k + 1), and mteb's own heaps.

usage: search.py FOLDER QUERIES DOCUMENTS DIMS K [--threads 2]
FOLDER: queries.f32, documents.f32 (rows, little-endian). Writes scores.f32 and ids.i32, [queries, k], best first. Prints {"seconds"}.
"""
import argparse, json, os, time

parser = argparse.ArgumentParser()
parser.add_argument("folder")
for name in ("queries", "documents", "dims", "k"):
    parser.add_argument(name, type=int)
parser.add_argument("--threads", type=int, default=2)
args = parser.parse_args()
import numpy, torch
from mteb.models.search_wrappers import SearchEncoderWrapper
from mteb.similarity_functions import cos_sim

torch.set_num_threads(args.threads)
CHUNK = 50_000  # mteb's corpus_chunk_size
queries = torch.from_numpy(numpy.fromfile(os.path.join(args.folder, "queries.f32"), dtype="<f4").reshape(args.queries, args.dims))
documents = numpy.memmap(os.path.join(args.folder, "documents.f32"), dtype="<f4", mode="r", shape=(args.documents, args.dims))
names = {i: f"q{i}" for i in range(args.queries)}
heaps = {name: [] for name in names.values()}
began = time.perf_counter()
for start in range(0, args.documents, CHUNK):
    end = min(start + CHUNK, args.documents)
    ids = [f"d{n}" for n in range(start, end)]
    scores = torch.as_tensor(cos_sim(queries, torch.from_numpy(numpy.array(documents[start:end]))))
    values, places = torch.topk(scores, min(args.k + 1, scores.shape[1]), dim=1, largest=True)
    heaps = SearchEncoderWrapper._sort_full_corpus_results(
        None, result_heaps=heaps, query_idx_to_id=names, query_embeddings=queries, cos_scores_top_k_idx=places.tolist(),
        cos_scores_top_k_values=values.tolist(), sub_corpus_ids=ids, top_k=args.k)
results = {name: dict((document, score) for score, document in heap) for name, heap in heaps.items()}
seconds = time.perf_counter() - began
rows = [sorted(((score, document) for document, score in results[name].items()), reverse=True) for name in names.values()]
numpy.array([[score for score, _ in row] for row in rows], dtype="<f4").tofile(os.path.join(args.folder, "scores.f32"))
numpy.array([[int(document[1:]) for _, document in row] for row in rows], dtype="<i4").tofile(os.path.join(args.folder, "ids.i32"))
print(json.dumps({"seconds": seconds}))
