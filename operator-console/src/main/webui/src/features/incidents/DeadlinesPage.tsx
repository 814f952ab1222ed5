import { Link } from "react-router";
import { deadline } from "../../shared/api";
import { list } from "../../shared/json";
import { useApi } from "../../shared/queries";
import { Empty, Failure, Loading, PageHead } from "../../shared/ui";
import { DeadlineList } from "./DeadlineList";

const PATH = "/api/incident/v1/deadlines";
const deadlines = list(deadline);

/** Who must be told of what by when, the first to lapse first. */
export default function DeadlinesPage() {
  const running = useApi(PATH, deadlines, 5);
  return (
    <>
      <PageHead title="Deadlines">
        <Link to="/deadlines/rules">Decision table</Link>
      </PageHead>
      <div className="panel">
        {running.isError && <Failure fault={running.error} retry={() => void running.refetch()} />}
        {running.isPending && <Loading what="deadlines" />}
        {running.data?.length === 0 && <Empty>No report is owed to anybody.</Empty>}
        {running.data && running.data.length > 0 && <DeadlineList deadlines={running.data} shown={PATH} withIncident />}
      </div>
    </>
  );
}
