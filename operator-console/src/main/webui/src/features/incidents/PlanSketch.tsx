import type { Incident } from "../../shared/api";
import { words } from "../../shared/format";

type Plan = NonNullable<Incident["plan"]>;

const LEAST_METRES = 10;
const MARGIN_METRES = 3;

/** What the car was about to drive, from above, forward is up. The sketch takes as much of the road as the plan needs. */
export function PlanSketch({ plan, sizePixels }: { plan: Plan; sizePixels: number }) {
  const ahead = Math.max(LEAST_METRES, ...plan.xMetres);
  const aside = Math.max(LEAST_METRES / 2, ...plan.yMetres.map(Math.abs));
  const width = 2 * (aside + MARGIN_METRES);
  const height = ahead + 3 * MARGIN_METRES;
  const end = plan.xMetres.at(-1) ?? 0;
  return (
    <svg
      className="plan-sketch"
      role="img"
      aria-label={`The car was about to drive ${Math.round(end)} m ahead, by ${words(plan.source).toLowerCase()}`}
      width={sizePixels}
      height={sizePixels}
      viewBox={`${-width / 2} ${-ahead - MARGIN_METRES} ${width} ${height}`}
    >
      <polyline points={pathOf(plan)} fill="none" stroke="currentColor" strokeWidth={width / 40} />
      <rect x={-0.95} y={-1} width={1.9} height={4.6} rx={0.5} fill="currentColor" />
    </svg>
  );
}

/** Left of the car is left on the screen, and further is higher. */
export function pathOf(plan: Plan): string {
  return ["0,0", ...plan.xMetres.map((x, i) => `${-(plan.yMetres[i] ?? 0)},${-x}`)].join(" ");
}
