/** What is used of jstat, which ships no types. */
declare module 'jstat' {
  interface Distribution {
    cdf(x: number, ...parameters: number[]): number;
    inv(p: number, ...parameters: number[]): number;
  }
  const jstat: {
    readonly jStat: { readonly studentt: Distribution; readonly centralF: Distribution };
  };
  export = jstat;
}
