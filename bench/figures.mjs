// How figures are told: a measurement is repeated, and the least, the middle and the largest are shown.

export const RUNS = Number(process.env.GONGKAI_BENCH_RUNS ?? 5);

/** Least, middle and largest of some numbers. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) };
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/** Measures ours and theirs by turns, so that whatever else the machine does befalls both; the ratio is that of each turn. */
export async function byTurns(ours, theirs, runs = RUNS) {
  const all = { ours: [], theirs: [], ratio: [] };
  for (let run = 0; run < runs; run += 1) {
    const [one, other] = [await ours(run), await theirs(run)];
    all.ours.push(one);
    all.theirs.push(other);
    all.ratio.push(one / other);
  }
  return { ours: spread(all.ours), theirs: spread(all.theirs), ratio: spread(all.ratio) };
}

function number(value) {
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
}

/** A spread in words; one number where nothing was repeated. */
export function words(value) {
  if (value === undefined) return "";
  if (typeof value === "number") return number(value);
  return `${number(value.median)} (${number(value.min)} to ${number(value.max)})`;
}
