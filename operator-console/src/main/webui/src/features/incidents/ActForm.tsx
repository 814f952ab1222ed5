import { useId, useState } from "react";
import { Failure } from "../../shared/ui";

/** One line that a person says, and what it does. */
export function ActForm({
  label,
  confirm,
  first = "",
  optional = false,
  act,
}: {
  label: string;
  confirm: string;
  first?: string;
  optional?: boolean;
  act: (said: string) => Promise<unknown>;
}) {
  const id = useId();
  const [said, setSaid] = useState(first);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  async function submit(): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      await act(said.trim());
    } catch (refused) {
      setFault(refused);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label htmlFor={id}>{label}</label>
      <input id={id} type="text" required={!optional} value={said} onChange={(event) => setSaid(event.target.value)} />
      {fault !== null && <Failure fault={fault} />}
      <button type="submit" className="button" disabled={busy || (!optional && said.trim() === "")}>
        {busy ? "Working…" : confirm}
      </button>
    </form>
  );
}
