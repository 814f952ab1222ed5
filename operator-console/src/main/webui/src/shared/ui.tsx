import type { ReactNode } from "react";
import { Refusal } from "./http";
import { words } from "./format";
import { GROUP_LOOK, vehicleGroup } from "./vehicle-group";

export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="page-head">
      <h1>{title}</h1>
      <div className="page-head-side">{children}</div>
    </header>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p className="state-note" role="status">
      <span className="spinner" aria-hidden="true" /> Loading {what}…
    </p>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="state-note">{children}</p>;
}

/** What went wrong in words for operators; the code stands beside it. */
export function Failure({ fault, retry }: { fault: unknown; retry?: () => void }) {
  return (
    <div className="failure" role="alert">
      <p>
        <strong>{sentence(fault)}</strong>
        {codeOf(fault) !== "" && <code> {codeOf(fault)}</code>}
      </p>
      {retry && (
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

export function sentence(fault: unknown): string {
  if (fault instanceof Refusal) {
    if (fault.status === 401) return "You are signed out. Reload the page to sign in again.";
    if (fault.status === 403) return "Your role does not allow this.";
    const detail = fault.problem?.detail ? `: ${fault.problem.detail}` : "";
    const current = fault.problem?.currentState ? ` (it is ${words(fault.problem.currentState).toLowerCase()} now)` : "";
    return `${fault.message}${detail}${current}`;
  }
  return fault instanceof Error ? fault.message : String(fault);
}

function codeOf(fault: unknown): string {
  return fault instanceof Refusal ? (fault.problem?.code ?? `HTTP ${fault.status}`) : "";
}

const TONES: Record<string, string> = {
  succeeded: "good", passed: "good", committed: "good", finished: "good", done: "good", connected: "good", closed: "quiet", signed: "good",
  running: "active", ordered: "active", "under-way": "active", planned: "warn",
  executing: "active", downloading: "active", staged: "active", activating: "active", trial: "active", triaged: "active", investigating: "active", labelled: "active", "fix-linked": "active", regression: "good", dropped: "quiet",
  sent: "active", received: "active", accepted: "active", "in-force": "good", met: "good", "not-ended": "bad", ended: "quiet", missed: "bad",
  paused: "warn", "simulation-gate": "warn", shadow: "warn", approval: "warn", held: "warn", captured: "warn", "waiting-for-safe-moment": "warn", "outcome-unknown": "warn",
  failed: "bad", rejected: "bad", expired: "bad", lost: "bad", "rolled-back": "bad", stopped: "bad", revoked: "bad",
};

export function StatePill({ state }: { state: string }) {
  return <span className={`pill pill-${TONES[state] ?? "quiet"}`}>{words(state)}</span>;
}

export function VehicleState({ state }: { state: string }) {
  const group = vehicleGroup(state);
  return (
    <span className={`vehicle-state group-${group}`}>
      <span aria-hidden="true">{GROUP_LOOK[group].mark}</span> {GROUP_LOOK[group].name}
    </span>
  );
}

const SEVERITY = ["", "Critical", "High", "Medium", "Low"];

export function Severity({ level }: { level: number }) {
  return (
    <span className={`severity severity-${level}`}>
      S{level} {SEVERITY[level] ?? ""}
    </span>
  );
}

export function Facts({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {of.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Panel({ title, side, children }: { title: string; side?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        {side}
      </header>
      {children}
    </section>
  );
}

export function Tabs({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly (readonly [string, string])[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <div className="tabs" role="group" aria-label={label}>
      {options.map(([key, name]) => (
        <button key={key} type="button" aria-pressed={key === value} onClick={() => onChange(key)}>
          {name}
        </button>
      ))}
    </div>
  );
}
