import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { command } from "../../shared/api";
import { CommandTable } from "../../shared/CommandTable";
import { read } from "../../shared/http";
import { list } from "../../shared/json";
import { Empty, Failure, Loading, PageHead } from "../../shared/ui";
import { CommandFilters } from "./CommandFilters";
import { filtersOf, ledgerPath, nextAfter, pageQuery } from "./filters";

const ledger = list(command);
const FIRST_PAGE: { after: string | null } = { after: null };

/** The ledger, live: every command of the fleet with its state, the newest first. */
export default function CommandsPage() {
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const pages = useInfiniteQuery({
    queryKey: ["commands", filters],
    queryFn: ({ pageParam, signal }) => read(ledgerPath(filters, pageParam), ledger, signal),
    initialPageParam: FIRST_PAGE.after,
    getNextPageParam: nextAfter,
    refetchInterval: 1_000,
    retry: 1,
  });
  const commands = pages.data?.pages.flat() ?? [];
  return (
    <>
      <PageHead title="Commands">
        <CommandFilters filters={filters} onChange={(next) => setSearch(pageQuery(next), { replace: true })} />
      </PageHead>
      <div className="panel">
        {pages.isError && <Failure fault={pages.error} retry={() => void pages.refetch()} />}
        {pages.isPending && <Loading what="commands" />}
        {pages.isSuccess && commands.length === 0 && <Empty>No command is like this.</Empty>}
        {commands.length > 0 && <CommandTable commands={commands} of="fleet" />}
        {pages.hasNextPage && (
          <div className="more">
            <button
              type="button"
              className="button"
              disabled={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              Show older commands
            </button>
          </div>
        )}
      </div>
    </>
  );
}
