/** Events in a thousand kilometres, with the 95 % band of their true rate. */
export type Rate = { rate: number; low: number; high: number };

const THOUSAND = 1_000;
/** 97.5 % quantile of the normal distribution. */
const Z = 1.96;

/**
 * The rate of events that happen independently of each other. The band is Garwood's exact one for Poisson counts, its chi-square
 * quantiles by the approximation of Wilson and Hilferty (1931). Null where nobody has driven.
 */
export function perThousand(events: number, kilometres: number): Rate | null {
  if (kilometres <= 0) return null;
  const scale = THOUSAND / kilometres;
  const low = events === 0 ? 0 : bound(events, -Z);
  return { rate: events * scale, low: low * scale, high: bound(events + 1, Z) * scale };
}

function bound(count: number, z: number): number {
  return count * (1 - 1 / (9 * count) + z / (3 * Math.sqrt(count))) ** 3;
}

/** How much of the evidence that pauses a rollout is there, from 0 to 1. */
export function evidenceShare(logEvidence: number, logBound: number): number {
  return Math.min(1, Math.max(0, logEvidence / logBound));
}
