import { useState } from "react";
import { Link, useParams } from "react-router";
import { evidencePage } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { useApi } from "../../shared/queries";
import { Empty, Facts, Failure, Loading, PageHead, Panel, StatePill } from "../../shared/ui";
import { gateReport, incident, sceneName, type GateDriver, type GateReport, type GateRollout } from "./gate";
import { GateReplay } from "./GateReplay";

/** What the closed-loop gate found of a release: scores, champion against challenger, and every rollout from above. */
export default function GatePage() {
  const id = useParams()["id"] ?? "";
  const shown = useApi(`/api/ota/v1/releases/${encodeURIComponent(id)}/evidence`, evidencePage, 60);
  const [chosen, setChosen] = useState(0);
  const reports = (shown.data?.evidence ?? []).flatMap((evidence) => {
    const report = gateReport(evidence);
    return report === null ? [] : [{ evidence, report }];
  });
  const one = reports[chosen];
  return (
    <>
      <PageHead title={`Gate of ${id}`}>
        {one && <StatePill state={one.evidence.passed ? "passed" : "failed"} />}
      </PageHead>
      <div className="stack">
        <p className="back">
          <Link to={`/releases/${encodeURIComponent(id)}`}>The release</Link>
        </p>
        {shown.isError && <Failure fault={shown.error} retry={() => void shown.refetch()} />}
        {shown.isPending && <Loading what="report" />}
        {shown.isSuccess && one === undefined && (
          <Empty>No signed report of the gate yet. ./robotaxi gate --model PACKAGE --sign drives one and brings it here.</Empty>
        )}
        {reports.length > 1 && (
          <label>
            Report
            <select value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
              {reports.map(({ evidence }, index) => (
                <option key={evidence.evidenceId} value={index}>
                  {dateTime(evidence.receivedAt)} {evidence.passed ? "passed" : "failed"}
                </option>
              ))}
            </select>
          </label>
        )}
        {one && <Report key={one.evidence.evidenceId} report={one.report} />}
      </div>
    </>
  );
}

function Report({ report }: { report: GateReport }) {
  const [scene, setScene] = useState(0);
  const rollout = report.rollouts[scene];
  return (
    <>
      {report.reasons.length > 0 && (
        <ul className="banner banner-bad" aria-label="Reasons against it">
          {report.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <Panel title="Result" side={<span className="muted">{report.scenes} scenes</span>}>
        <Drivers report={report} />
      </Panel>
      {rollout && <RolloutPanel rollout={rollout} />}
      <Panel title="Rollouts">
        <Rollouts report={report} chosen={scene} choose={setScene} />
      </Panel>
    </>
  );
}

const three = (value: number | null | undefined) => (value === null || value === undefined ? "–" : value.toFixed(3));

function Drivers({ report }: { report: GateReport }) {
  const drivers: (readonly [string, GateDriver])[] = [["Candidate", report.candidate]];
  if (report.champion) drivers.push(["Champion", report.champion]);
  return (
    <>
      <div className="table-box">
        <table>
          <thead>
            <tr>
              {["Driver", "Release", "Scene score", "At-fault collisions", "Left the road", "Failed", "Words agree", "p99"].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drivers.map(([role, driver]) => (
              <tr key={role}>
                <th scope="row">{role}</th>
                <td>{driver.release}</td>
                <td>{three(driver.sceneScore)}</td>
                <td>{driver.atFaultCollisions}</td>
                <td>{driver.offroad}</td>
                <td>{driver.failed}</td>
                <td>{three(driver.consistency)}</td>
                <td>{driver.driveP99Millis === null ? "–" : `${Math.round(driver.driveP99Millis)} ms`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Facts
        of={[
          ["Constant speed scores", three(report.baselines["constantSpeed"])],
          ["Braking scores", three(report.baselines["braking"])],
          [
            "Against the champion",
            report.comparison === null
              ? "No champion"
              : `${three(report.comparison.meanDifference)} (95 % ${three(report.comparison.low)} to ${three(report.comparison.high)})`,
          ],
        ]}
      />
    </>
  );
}

function RolloutPanel({ rollout }: { rollout: GateRollout }) {
  const name = sceneName(rollout.scene);
  return (
    <Panel title={`Replay: ${name.template}`} side={<code>{name.place}</code>}>
      {rollout.replay ? (
        <GateReplay key={rollout.scene} replay={rollout.replay} name={name.template} />
      ) : (
        <Empty>No log of this rollout was kept.</Empty>
      )}
      <details className="notes">
        <summary>All figures</summary>
        <Facts of={Object.entries(rollout.metrics).map(([key, value]) => [key, value.toString()] as const)} />
      </details>
    </Panel>
  );
}

function Rollouts({ report, chosen, choose }: { report: GateReport; chosen: number; choose: (index: number) => void }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Scene</th>
            <th scope="col">Score</th>
            <th scope="col">Champion</th>
            <th scope="col">Progress</th>
            <th scope="col">Incident</th>
          </tr>
        </thead>
        <tbody>
          {report.rollouts.map((rollout, index) => (
            <tr key={`${rollout.scene}-${rollout.index}`} aria-selected={index === chosen}>
              <td>
                <button type="button" className="button" aria-pressed={index === chosen} onClick={() => choose(index)}>
                  {sceneName(rollout.scene).template} <code>{sceneName(rollout.scene).place}</code>
                </button>
              </td>
              <td>{three(rollout.score)}</td>
              <td>{three(rollout.championScore)}</td>
              <td>{three(rollout.metrics["progress_clipped_rel"])}</td>
              <td>{incident(rollout)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
