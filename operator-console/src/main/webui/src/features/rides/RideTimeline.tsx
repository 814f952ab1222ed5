import type { Ride } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { rideStateName } from "../../shared/ride-state";
import { Panel } from "../../shared/ui";

/** What is known of the ride's past, in order. */
export function RideTimeline({ ride, pickedUpAt }: { ride: Ride; pickedUpAt: string | null }) {
  return (
    <Panel title="Timeline">
      <ol className="timeline">
        <Moment at={ride.requestedAt} what="Requested" />
        {pickedUpAt !== null && <Moment at={pickedUpAt} what="Rider picked up" />}
        {ride.state !== "requested" && <Moment at={ride.stateSince} what={rideStateName(ride.state)} />}
      </ol>
    </Panel>
  );
}

function Moment({ at, what }: { at: string; what: string }) {
  return (
    <li>
      <time dateTime={at}>{dateTime(at)}</time>
      {what}
    </li>
  );
}
