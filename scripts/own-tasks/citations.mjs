export const LAREQA_CITATION = `
@inproceedings{roy2020lareqa,
  author = {Uma Roy and Noah Constant and Rami Al-Rfou and Aditya Barua and Aaron Phillips and Yinfei Yang},
  booktitle = {Proceedings of the 2020 Conference on Empirical Methods in Natural Language Processing (EMNLP)},
  eprint = {2004.05484},
  archiveprefix = {arXiv},
  title = {{LAReQA}: Language-agnostic answer retrieval from a multilingual pool},
  year = {2020},
}
`;
export const XQUAD_CITATION = `
@article{Artetxe:etal:2019,
  archiveprefix = {arXiv},
  author = {Mikel Artetxe and Sebastian Ruder and Dani Yogatama},
  eprint = {1910.11856},
  journal = {CoRR},
  title = {On the cross-lingual transferability of monolingual representations},
  volume = {abs/1910.11856},
  year = {2019},
}
`;
export const MLQA_CITATION = `
@article{lewis2019mlqa,
  archiveprefix = {arXiv},
  author = {Patrick Lewis and Barlas O{\\u{g}}uz and Ruty Rinott and Sebastian Riedel and Holger Schwenk},
  eprint = {1910.07475},
  journal = {CoRR},
  title = {{MLQA}: Evaluating Cross-lingual Extractive Question Answering},
  volume = {abs/1910.07475},
  year = {2019},
}
`;
export const HYBRID_CITATION = `
@misc{elmahdy2024hybrid,
  archiveprefix = {arXiv},
  author = {Adel Elmahdy and Sheng-Chieh Lin and Amin Ahmad},
  eprint = {2408.10536},
  title = {Synergistic Approach for Simultaneous Optimization of Monolingual, Cross-lingual, and Multilingual Information Retrieval},
  year = {2024},
}
`;
export const BELEBELE_CITATION = `
@article{bandarkar2023belebele,
  archiveprefix = {arXiv},
  author = {Lucas Bandarkar and Davis Liang and Benjamin Muller and Mikel Artetxe and Satya Narayan Shukla and Donald Husa and Naman Goyal and Abhinandan Krishnan and Luke Zettlemoyer and Madian Khabsa},
  eprint = {2308.16884},
  title = {The {Belebele} Benchmark: a Parallel Reading Comprehension Dataset in 122 Language Variants},
  year = {2023},
}
`;
