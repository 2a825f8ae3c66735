/**
 * Survival function of the chi-square distribution: P(X ≥ x) with `degrees` ≥ 1 degrees of freedom.
 * Regularised upper incomplete gamma Q(degrees / 2, x / 2), by series below and by continued
 * fraction above the mean (Abramowitz & Stegun 6.5.29, 6.5.31; modified Lentz).
 */
export function chiSquareSurvival(x: number, degrees: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const a = degrees / 2;
  const y = x / 2;
  const scale = Math.exp(a * Math.log(y) - y - logGammaOfHalf(degrees));
  return y < a + 1 ? 1 - scale * lowerSeries(a, y) : scale * upperFraction(a, y);
}

function lowerSeries(a: number, y: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
    term *= y / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, y: number): number {
  const tiny = 1e-300;
  let b = y + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    c = b + numerator / c;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    if (Math.abs(c) < tiny) c = tiny;
    const change = d * c;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return value;
}

/** ln Γ(n / 2) exactly by its recurrence from Γ(1/2) = √π and Γ(1) = 1; n is a whole number. */
function logGammaOfHalf(n: number): number {
  let log = n % 2 === 1 ? Math.log(Math.PI) / 2 : 0;
  for (let z = n % 2 === 1 ? 0.5 : 1; z < n / 2; z++) log += Math.log(z);
  return log;
}
