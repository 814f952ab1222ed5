import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, useSearchParams } from "react-router";
import { incidentPage, type Incident } from "../../shared/api";
import { dateTime, words } from "../../shared/format";
import { read } from "../../shared/http";
import { Empty, Failure, Loading, PageHead, Severity, StatePill, Tabs } from "../../shared/ui";
import { clipSentence } from "./clipSentence";
import { FirstLook } from "./FirstLook";
import { followIncidents, type IncidentPages, withNews } from "./incidentNews";

const FILTERS = [
  ["", "All"],
  ["captured", "To triage"],
  ["triaged", "Triaged"],
  ["investigating", "Investigating"],
  ["labelled", "Labelled"],
  ["fix-linked", "Fix linked"],
  ["regression", "Mended"],
  ["closed", "Closed"],
] as const;

const FIRST_PAGE: { cursor: string | null } = { cursor: null };

export default function IncidentsPage() {
  const [search, setSearch] = useSearchParams();
  const state = search.get("state") ?? "";
  const pages = useInfiniteQuery({
    queryKey: ["incidents", state],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: "50" });
      if (state !== "") query.set("state", state);
      if (pageParam !== null) query.set("cursor", pageParam);
      return read(`/api/incident/v1/incidents?${query}`, incidentPage, signal);
    },
    initialPageParam: FIRST_PAGE.cursor,
    getNextPageParam: (last) => last.nextCursor,
    // The stream below brings what is new at once; this mends what it may have missed.
    refetchInterval: 30_000,
    retry: 1,
  });
  const cache = useQueryClient();
  useEffect(
    () =>
      followIncidents((news) =>
        cache.setQueryData<IncidentPages>(["incidents", state], (known) => withNews(known, news, state)),
      ),
    [cache, state],
  );
  const incidents = pages.data?.pages.flatMap((page) => page.incidents) ?? [];
  return (
    <>
      <PageHead title="Incidents">
        <Link className="button" to="/deadlines">
          Deadlines
        </Link>
        <Tabs
          label="Which incidents"
          options={FILTERS}
          value={state}
          onChange={(next) => setSearch(next === "" ? {} : { state: next })}
        />
      </PageHead>
      <div className="panel">
        {pages.isError && <Failure fault={pages.error} retry={() => void pages.refetch()} />}
        {pages.isPending && <Loading what="incidents" />}
        {pages.isSuccess && incidents.length === 0 && <Empty>No incident here. That is good news.</Empty>}
        {incidents.length > 0 && <IncidentTable incidents={incidents} />}
        {pages.hasNextPage && (
          <div className="more">
            <button type="button" className="button" onClick={() => void pages.fetchNextPage()}>
              Show older incidents
            </button>
          </div>
        )}
      </div>
    </>
  );
}

function IncidentTable({ incidents }: { incidents: readonly Incident[] }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Severity</th>
            <th scope="col">What happened</th>
            <th scope="col">First look</th>
            <th scope="col">State</th>
            <th scope="col">When</th>
            <th scope="col">Vehicle</th>
            <th scope="col">Recording</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map((one) => (
            <tr key={one.incidentId}>
              <td>
                <Severity level={one.severity} />
              </td>
              <td>
                <Link to={`/incidents/${one.incidentId}`}>{words(one.kind)}</Link>
              </td>
              <td>
                <FirstLook incident={one} />
              </td>
              <td>
                <StatePill state={one.state} />
              </td>
              <td>{dateTime(one.occurredAt)}</td>
              <td>
                <Link to={`/vehicles/${one.vehicleId}`}>{one.vehicleId}</Link>
              </td>
              <td>{clipSentence(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
