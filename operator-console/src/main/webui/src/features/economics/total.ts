import type { EconomicLine } from "../../shared/api";

const SECONDS_AN_HOUR = 3_600;

/** The sum of lines in one currency; null without any. */
export function totalOf(lines: readonly EconomicLine[]): EconomicLine | null {
  const [first] = lines;
  if (!first) return null;
  const sum = (of: (line: EconomicLine) => number) => lines.reduce((all, line) => all + of(line), 0);
  const emptyMetres = sum((line) => line.emptyMetres);
  const loadedMetres = sum((line) => line.loadedMetres);
  const busySeconds = sum((line) => line.busySeconds);
  const revenueMinor = sum((line) => line.revenueMinor);
  return {
    key: "total",
    currency: first.currency,
    revenueMinor,
    completedRides: sum((line) => line.completedRides),
    emptyMetres,
    loadedMetres,
    emptyShare: emptyMetres + loadedMetres === 0 ? 0 : emptyMetres / (emptyMetres + loadedMetres),
    energyKwh: sum((line) => line.energyKwh),
    energyMinor: sum((line) => line.energyMinor),
    chargedKwh: sum((line) => line.chargedKwh),
    chargedMinor: sum((line) => line.chargedMinor),
    busySeconds,
    assistanceSeconds: sum((line) => line.assistanceSeconds),
    revenueMinorPerCarHour: busySeconds === 0 ? 0 : revenueMinor / (busySeconds / SECONDS_AN_HOUR),
  };
}
