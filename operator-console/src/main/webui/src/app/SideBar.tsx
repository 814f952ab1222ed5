import { useState } from "react";
import { NavLink } from "react-router";
import { clock } from "../shared/format";
import { useLive, type LiveState } from "../shared/live";
import { useMe } from "../shared/queries";
import { EmergencyLink } from "./EmergencyLink";
import { applyTheme, nextTheme, storedTheme } from "./theme";

const PAGES = [
  ["/city", "City", "M3 6l6-3 6 3 6-3v15l-6 3-6-3-6 3zM9 3v15M15 6v15"],
  ["/board", "Board", "M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z"],
  ["/rides", "Rides", "M5 20c0-6 14-8 14-14M5 20a2 2 0 100-4 2 2 0 000 4zM19 6a2 2 0 100-4 2 2 0 000 4z"],
  ["/vehicles", "Vehicles", "M4 16l2-7h12l2 7v4H4zM7 20a1.5 1.5 0 100-3 1.5 1.5 0 000 3zM17 20a1.5 1.5 0 100-3 1.5 1.5 0 000 3z"],
  ["/charging", "Charging", "M13 2L5 14h6l-1 8 9-13h-7z"],
  ["/areas", "Areas", "M4 8l7-4 9 3v10l-8 4-8-5zM9 9l6 5M15 9l-6 5"],
  ["/commands", "Commands", "M4 5h16v11H9l-5 4zM8 9h8M8 12h5"],
  ["/economics", "Economics", "M4 20V10M10 20V4M16 20v-8M21 20H3"],
  ["/assistance", "Assistance", "M4 12a8 8 0 0116 0M4 12v5h4v-6H4M20 12v5h-4v-6h4M18 17v2h-5"],
  ["/incidents", "Incidents", "M12 3l10 18H2zM12 10v5M12 18v.5"],
  ["/releases", "Releases", "M12 2l9 5v10l-9 5-9-5V7zM3 7l9 5 9-5M12 12v10"],
] as const;

const LINK_WORDS: Record<LiveState["link"], string> = {
  connecting: "Connecting",
  live: "Live",
  lost: "Link lost",
  "signed-out": "Signed out",
};

export function SideBar() {
  const live = useLive();
  const me = useMe();
  const [theme, setTheme] = useState(storedTheme);
  const upcoming = nextTheme(theme);
  return (
    <nav className="side" aria-label="Pages">
      <div className="brand">
        <img src="/icon.svg" alt="" width="28" height="28" />
        <span>
          Fleet operations<small>robotaxi</small>
        </span>
      </div>
      <ul>
        {PAGES.map(([path, name, drawing]) => (
          <li key={path}>
            <NavLink to={path}>
              <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
                <path d={drawing} />
              </svg>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
      <EmergencyLink />
      <div className="side-foot">
        <p className={`link link-${live.link}`} role="status">
          <span className="dot" aria-hidden="true" />
          {LINK_WORDS[live.link]}
        </p>
        <p className="muted tabular">{live.picture ? clock(live.picture.at) : "–"}</p>
        <p className="person">
          {me.data?.name ?? "…"}
          <small>{me.data?.roles.filter((role) => !role.startsWith("default-")).join(", ")}</small>
        </p>
        <div className="side-acts">
          <button
            type="button"
            className="button button-quiet"
            onClick={() => {
              applyTheme(upcoming);
              setTheme(upcoming);
            }}
          >
            Theme: {theme}
          </button>
          <a className="button button-quiet" href="/logout">
            Sign out
          </a>
        </div>
      </div>
    </nav>
  );
}
