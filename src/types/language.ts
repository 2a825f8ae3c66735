/** A fact is a value with its source, or unknown with a reason; never a silent default. */
export type Fact<T> = { readonly value: T; readonly source: string } | { readonly unknown: string };

/** Backbones whose pretraining languages are known. */
export const BACKBONES = ['mbert', 'xlmr', 'mt5', 'labse'] as const;
export type Backbone = (typeof BACKBONES)[number];
