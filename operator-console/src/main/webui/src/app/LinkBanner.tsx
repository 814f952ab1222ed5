import { useLive } from "../shared/live";
import { never } from "../shared/never";

/** A lost link is said at once, and loudly. */
export function LinkBanner() {
  const live = useLive();
  switch (live.link) {
    case "live":
    case "connecting":
      return null;
    case "lost":
      return (
        <div className="banner banner-warn" role="alert">
          <span aria-hidden="true">▲</span> Live data lost: {live.reason}. What you see may be old.
        </div>
      );
    case "signed-out":
      return (
        <div className="banner banner-bad" role="alert">
          <span aria-hidden="true">✕</span> You are signed out.
          <button type="button" className="button" onClick={() => window.location.reload()}>
            Sign in again
          </button>
        </div>
      );
    default:
      return never(live);
  }
}
