import type { Economics } from "../../shared/api";
import { money } from "../../shared/format";

/** Says whether the figures say what the ledger says; a cent that cannot be explained is an alarm. */
export function ReconciliationLine({ of }: { of: Economics["reconciliation"][number] }) {
  const amount = (minor: number) => money(minor, of.currency);
  const pending = of.pendingMinor === 0 ? "" : `, ${amount(of.pendingMinor)} not yet counted`;
  return of.differenceMinor === 0 ? (
    <p className="banner banner-good" role="status">
      <span aria-hidden="true">✓</span> Reconciled with the ledger to the cent: {amount(of.ledgerMinor)}
      {pending}.
    </p>
  ) : (
    <p className="banner banner-bad" role="alert">
      <span aria-hidden="true">✕</span> Not reconciled: the ledger says {amount(of.ledgerMinor)}, the figures {amount(of.countedMinor)}
      {pending}. Difference {amount(of.differenceMinor)}.
    </p>
  );
}

/** Says where the money for energy of all time is; only what is missing is an alarm. */
export function EnergyLine({ of, currency }: { of: Economics["energy"]; currency: string }) {
  const amount = (minor: number) => money(minor, currency);
  const shares = `${amount(of.boughtMinor)} bought, ${amount(of.usedMinor)} driven, ${amount(of.heldMinor)} in the batteries`;
  return of.differenceMinor === 0 ? (
    <p className="muted">Energy of all time: {shares}.</p>
  ) : (
    <p className="banner banner-bad" role="alert">
      <span aria-hidden="true">✕</span> Energy of all time does not add up: {shares}. Difference {amount(of.differenceMinor)}.
    </p>
  );
}
