import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { ridePage } from "../../shared/api";
import { read } from "../../shared/http";
import { Empty, Failure, Loading, PageHead, Tabs } from "../../shared/ui";
import { RideTable } from "./RideTable";

const FILTERS = [
  ["open", "Open"],
  ["scheduled", "Booked"],
  ["at-risk", "At risk"],
  ["over", "Past"],
  ["all", "All"],
] as const;

const FIRST_PAGE: { cursor: string | null } = { cursor: null };

/** Rides for later that may fail are a filter of their own at the API: their state may be any. */
function filter(tab: string): string {
  return tab === "at-risk" ? "state=open&guarantee=at-risk" : `state=${encodeURIComponent(tab)}`;
}

const NOTHING: Record<string, string> = {
  open: "No ride is open at the moment.",
  scheduled: "No ride is booked for later.",
  "at-risk": "No booked ride is at risk.",
};

export default function RidesPage() {
  const [search, setSearch] = useSearchParams();
  const state = search.get("state") ?? "open";
  const pages = useInfiniteQuery({
    queryKey: ["rides", state],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? "" : `&cursor=${encodeURIComponent(pageParam)}`;
      return read(`/api/dispatch/v1/rides?${filter(state)}&limit=50${cursor}`, ridePage, signal);
    },
    initialPageParam: FIRST_PAGE.cursor,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 4_000,
    retry: 1,
  });
  const rides = pages.data?.pages.flatMap((page) => page.rides) ?? [];
  return (
    <>
      <PageHead title="Rides">
        <Tabs label="Which rides" options={FILTERS} value={state} onChange={(next) => setSearch({ state: next })} />
      </PageHead>
      <div className="panel">
        {pages.isError && <Failure fault={pages.error} retry={() => void pages.refetch()} />}
        {pages.isPending && <Loading what="rides" />}
        {pages.isSuccess && rides.length === 0 && (
          <Empty>{NOTHING[state] ?? "No ride here yet."}</Empty>
        )}
        {rides.length > 0 && <RideTable rides={rides} />}
        {pages.hasNextPage && (
          <div className="more">
            <button
              type="button"
              className="button"
              disabled={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              {pages.isFetchingNextPage ? "Loading…" : "Show older rides"}
            </button>
          </div>
        )}
      </div>
    </>
  );
}
