"""Batches of training pairs. The three kinds differ in the languages of a pair and in nothing else."""
import random

MONOLINGUAL_SHARE = {"monolingual": 1.0, "cross-lingual": 0.0, "hybrid": 0.5}


class PairSampler:
    """Draws batches of (query token ids, document token ids), every pair of a batch from another paragraph.

    A monolingual batch has one language, drawn uniformly; in a cross-lingual batch each pair has its own two different
    languages, drawn uniformly; `hybrid` draws monolingual with probability alpha = 0.5 (arXiv 2408.10536, section 2.2).

    Query and document are crops: a window of a paragraph, drawn as shares of its length and moved a little for either
    side, some of its tokens left out. Paragraphs, crops and languages have random generators of their own, so that
    with one seed all kinds see the same paragraphs, cropped at the same relative places, in the same order.
    """

    def __init__(self, tokens, kind, seed, settings):
        """tokens: {translation code: {content key: token ids}}, the same keys everywhere."""
        self.tokens, self.settings, self.alpha = tokens, settings, MONOLINGUAL_SHARE[kind]
        self.languages = sorted(tokens)
        self.contents = sorted(tokens[self.languages[0]])
        self.paragraph_draws = random.Random(f"paragraphs {seed}")
        self.crop_draws = random.Random(f"crops {seed}")
        self.language_draws = random.Random(f"languages {seed}")

    def batch(self):
        contents = self.paragraph_draws.sample(self.contents, self.settings["batch_size"])
        windows = [self._windows() for _ in contents]
        languages = self._languages(len(contents))
        return [
            tuple(self._crop(self.tokens[code][content], *window) for code, window in zip(pair, sides))
            for content, sides, pair in zip(contents, windows, languages)
        ]

    def _languages(self, count):
        if self.language_draws.random() < self.alpha:
            code = self.language_draws.choice(self.languages)
            return [(code, code)] * count
        return [self.language_draws.sample(self.languages, 2) for _ in range(count)]

    def _windows(self):
        """For query and document: (start, size) as shares of the paragraph, and the seed of what is left out."""
        draw, jitter = self.crop_draws, self.settings["crop_jitter"]
        size = draw.uniform(*self.settings["crop_size"])
        start = draw.uniform(0, 1 - size)
        return [(start + size * draw.uniform(-jitter, jitter), size, draw.random()) for _ in range(2)]

    def _crop(self, ids, start, size, seed):
        first = min(len(ids) - 1, max(0, round(len(ids) * start)))
        last = max(first + 1, min(len(ids), round(len(ids) * (start + size))))
        window = ids[first : min(last, first + self.settings["crop_tokens"])]
        draw = random.Random(seed)
        return [i for i in window if draw.random() >= self.settings["token_dropout"]] or window[:1]
