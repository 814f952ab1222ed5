import { useEffect } from "react";
import { NavLink, useNavigate } from "react-router";

/** In every page's frame, and one chord away: what must be found without looking for it. */
export function EmergencyLink() {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey && event.shiftKey && event.code === "KeyE") {
        event.preventDefault();
        void navigate("/emergencies");
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [navigate]);
  return (
    <NavLink to="/emergencies" className="button emergency-link" aria-keyshortcuts="Alt+Shift+E" title="Alt+Shift+E">
      <span aria-hidden="true">■</span> Emergency
    </NavLink>
  );
}
