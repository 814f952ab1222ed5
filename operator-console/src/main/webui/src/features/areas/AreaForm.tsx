import type { FeatureCollection } from "geojson";
import { AreaField } from "../../shared/area/AreaField";
import { Tabs } from "../../shared/ui";
import { DAYS, EFFECTS, WEATHERS, type Draft } from "./draft";
import { words } from "../../shared/format";

const title = (name: string) => words(name.toLowerCase());

/** An area's shape and rules. */
export function AreaForm({ draft, others, onChange }: { draft: Draft; others: FeatureCollection; onChange: (draft: Draft) => void }) {
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  return (
    <div className="form">
      <div className="form-row">
        <Tabs label="Effect" options={EFFECTS} value={draft.effect} onChange={(effect) => set({ effect })} />
        <div>
          <label htmlFor="area-name">Name</label>
          <input id="area-name" value={draft.name} maxLength={80} onChange={(event) => set({ name: event.target.value })} autoFocus />
        </div>
      </div>
      {draft.otherShape === null ? (
        <AreaField corners={draft.corners} others={others} onChange={(corners) => set({ corners })} />
      ) : (
        <p className="muted">Its shape ({draft.otherShape.type}) cannot be drawn here and stays as it is.</p>
      )}
      <HoursField draft={draft} set={set} />
      <Choices label="Only in this weather (none chosen: in any)" all={WEATHERS} chosen={draft.weather} onChange={(weather) => set({ weather })} />
      <div className="form-row">
        <div>
          <label htmlFor="area-speed">Only roads up to, km/h (empty: all)</label>
          <input id="area-speed" inputMode="decimal" value={draft.fastestKilometresPerHour} onChange={(event) => set({ fastestKilometresPerHour: event.target.value })} />
        </div>
        <div>
          <label htmlFor="area-roads">Only roads of class (empty: all)</label>
          <input id="area-roads" value={draft.roadClasses} placeholder="residential, tertiary" onChange={(event) => set({ roadClasses: event.target.value })} />
        </div>
      </div>
    </div>
  );
}

function HoursField({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const change = (index: number, span: Partial<Draft["hours"][number]>) =>
    set({ hours: draft.hours.map((one, at) => (at === index ? { ...one, ...span } : one)) });
  return (
    <fieldset className="fieldset">
      <legend>Hours, {draft.zone} (none: always)</legend>
      {draft.hours.map((span, index) => (
        <div key={index} className="hours-row">
          <Choices label={`Days of span ${index + 1}`} all={DAYS} chosen={span.days} onChange={(days) => change(index, { days })} />
          <input type="time" aria-label={`Span ${index + 1} from`} value={span.from} onChange={(event) => change(index, { from: event.target.value })} />
          <input type="time" aria-label={`Span ${index + 1} to`} value={span.to} onChange={(event) => change(index, { to: event.target.value })} />
          <button type="button" className="button button-quiet" onClick={() => set({ hours: draft.hours.filter((_, at) => at !== index) })}>
            Remove
          </button>
        </div>
      ))}
      <button type="button" className="button button-quiet" onClick={() => set({ hours: [...draft.hours, { days: [...DAYS], from: "22:00", to: "05:00" }] })}>
        Add hours
      </button>
    </fieldset>
  );
}

function Choices({
  label,
  all,
  chosen,
  onChange,
}: {
  label: string;
  all: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  return (
    <fieldset className="fieldset">
      <legend>{label}</legend>
      <div className="choice-row">
        {all.map((one) => (
          <label key={one}>
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={(event) => onChange(all.filter((each) => (each === one ? event.target.checked : chosen.includes(each))))}
            />
            {title(one)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
