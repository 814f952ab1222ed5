import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { Failure } from "./ui";

/** An act on the fleet: says what it reaches, wants a reason, and shows the refusal that it got. */
export function ReasonDialog({
  title,
  reach,
  confirm,
  danger = false,
  disabled = false,
  children,
  act,
  onClose,
  onDone,
}: {
  title: string;
  reach: string;
  confirm: string;
  danger?: boolean;
  disabled?: boolean;
  children?: ReactNode;
  act: (reason: string) => Promise<unknown>;
  onClose: () => void;
  /** After the act was granted, beside the closing. */
  onDone?: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);

  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
  }, []);

  async function submit(): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      await act(reason.trim());
      onClose();
      onDone?.();
    } catch (refused) {
      setFault(refused);
      setBusy(false);
    }
  }

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={`${id}-title`} onCancel={onClose} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h2 id={`${id}-title`}>{title}</h2>
        <p className="reach">{reach}</p>
        {children}
        <label htmlFor={`${id}-reason`}>Reason</label>
        <textarea
          id={`${id}-reason`}
          required
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder="Goes into the audit trail"
        />
        {fault !== null && <Failure fault={fault} />}
        <div className="dialog-acts">
          <button type="button" className="button" onClick={onClose}>
            Keep as it is
          </button>
          <button
            type="submit"
            className={danger ? "button button-danger" : "button button-primary"}
            disabled={busy || disabled || reason.trim() === ""}
          >
            {busy ? "Working…" : confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}
