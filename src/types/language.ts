/** A fact is a value with its source, or unknown with a reason; never a silent default. */
export type Fact<T> = { readonly value: T; readonly source: string } | { readonly unknown: string };

/** Id of a pretrained encoder in the table of backbones (data/backbones, and the user's own). */
export type Backbone = string;
