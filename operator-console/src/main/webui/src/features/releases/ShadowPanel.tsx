import { Link } from "react-router";
import { shadowView, type ShadowSummary, type ShadowView } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Facts, Failure, Loading, Panel } from "../../shared/ui";
import { ERROR_BOUNDS, gateWords, metres, percent } from "./shadow";

/** What cars saw of this release while another one drove. */
export function ShadowPanel({ path }: { path: string }) {
  const shadow = useApi(`${path}/shadow`, shadowView, 10);
  const isEmpty = shadow.isSuccess && shadow.data.places.length === 0;
  return (
    <Panel title="Shadow mode" side={shadow.isSuccess && <span className="muted">{gateWords(shadow.data)}</span>}>
      {shadow.isError && <Failure fault={shadow.error} retry={() => void shadow.refetch()} />}
      {shadow.isPending && <Loading what="what cars saw of it" />}
      {isEmpty && <Empty>No vehicle has tried it in the shadow yet. A vehicle that has staged it does so while another release drives.</Empty>}
      {shadow.isSuccess && !isEmpty && <Seen view={shadow.data} />}
    </Panel>
  );
}

function Seen({ view }: { view: ShadowView }) {
  const { total } = view;
  return (
    <>
      <Facts
        of={[
          ["Moments compared", total.moments.toLocaleString("en-GB")],
          ["Places", String(new Set(view.places.map((place) => place.cell)).size)],
          ["Paths apart over 6.4 s", metres(total.meanErrorMetres)],
          ["Apart at their end", metres(total.meanFinalErrorMetres)],
          ["Same intent", percent(total.intentAgreement)],
          ["Same class of reason", percent(total.reasonAgreement)],
          ["More often outside the comfort envelope", percent(total.extraDiscomfort)],
          ["Moments without a plan", percent(total.faultShare)],
        ]}
      />
      {view.opensGate && view.missing.length > 0 && (
        <p className="notes">
          <strong>Missing for the gate:</strong> {view.missing.join("; ")}
        </p>
      )}
      <Distances total={total} />
      <Places view={view} />
      <p className="notes muted">
        Moments at which the paths were far apart are kept with a recording, as incidents of kind “Shadow disagreement”: <Link to="/incidents">Incidents</Link>
      </p>
    </>
  );
}

function Distances({ total }: { total: ShadowSummary }) {
  return (
    <div className="table-box">
      <table>
        <caption>Moments by how far the paths were apart</caption>
        <thead>
          <tr>
            <th scope="col">Distance</th>
            {ERROR_BOUNDS.map((bound) => (
              <th scope="col" className="number" key={bound}>
                {bound}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Counts name="On average" counts={total.averageErrors} />
          <Counts name="At the end" counts={total.finalErrors} />
        </tbody>
      </table>
    </div>
  );
}

function Counts({ name, counts }: { name: string; counts: readonly number[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {ERROR_BOUNDS.map((bound, bin) => (
        <td className="number" key={bound}>
          {(counts[bin] ?? 0).toLocaleString("en-GB")}
        </td>
      ))}
    </tr>
  );
}

function Places({ view }: { view: ShadowView }) {
  return (
    <div className="table-box">
      <table>
        <caption>By place and the release that drove</caption>
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Drove</th>
            <th scope="col" className="number">
              Moments
            </th>
            <th scope="col" className="number">
              Apart
            </th>
            <th scope="col" className="number">
              Same intent
            </th>
            <th scope="col">First</th>
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {view.places.map((place) => (
            <tr key={`${place.cell} ${place.activeReleaseId} ${place.candidateManifestSha256}`}>
              <td>{place.cell}</td>
              <td>
                <Link to={`/releases/${encodeURIComponent(place.activeReleaseId)}`}>{place.activeReleaseId}</Link>
              </td>
              <td className="number">{place.summary.moments.toLocaleString("en-GB")}</td>
              <td className="number">{metres(place.summary.meanErrorMetres)}</td>
              <td className="number">{percent(place.summary.intentAgreement)}</td>
              <td>{dateTime(place.firstAt)}</td>
              <td>{dateTime(place.lastAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
