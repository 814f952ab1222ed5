import { words } from "../../shared/format";
import { SENDERS, STATES, type Filters } from "./filters";

export function CommandFilters({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  return (
    <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        aria-label="Vehicle"
        placeholder="Vehicle"
        value={filters.vehicleId}
        onChange={(event) => onChange({ ...filters, vehicleId: event.target.value.trim() })}
      />
      <Choice
        label="State"
        any="Any state"
        options={STATES}
        value={filters.state}
        onChange={(state) => onChange({ ...filters, state })}
      />
      <Choice
        label="Sender"
        any="Any sender"
        options={SENDERS}
        value={filters.sender}
        onChange={(sender) => onChange({ ...filters, sender })}
      />
    </form>
  );
}

function Choice({
  label,
  any,
  options,
  value,
  onChange,
}: {
  label: string;
  any: string;
  options: readonly string[];
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {words(option)}
        </option>
      ))}
    </select>
  );
}
