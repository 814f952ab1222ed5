import type { Manifest } from "../../shared/api";
import { dateTime, words } from "../../shared/format";
import { Empty, Facts, Panel } from "../../shared/ui";

/** What was signed of a release beside its files' hashes. */
export function ManifestPanel({ manifest }: { manifest: Manifest | null }) {
  if (manifest === null) {
    return (
      <Panel title="Manifest">
        <Empty>Nothing was signed of this release beside the hashes of its files.</Empty>
      </Panel>
    );
  }
  const { modelCard, provenance, compatibility } = manifest;
  return (
    <>
      <Panel title="Model card">
        <Facts
          of={[
            ["Intended use", modelCard.intendedUse],
            ["Training data", modelCard.trainingData],
            ["Limits", modelCard.limits],
            ...modelCard.metrics.map((metric): [string, string] => [metric.name, `${metric.value} ${metric.unit}`.trim()]),
          ]}
        />
      </Panel>
      <Panel title="Packages">
        <VariantTable variants={manifest.variants} />
      </Panel>
      <Panel title="Fits, and comes from">
        <Facts
          of={[
            ["Calibrations", compatibility.calibrations.join(", ") || "All"],
            ["Markets", compatibility.markets.join(", ") || "All"],
            ["Maps", compatibility.maps.join(", ") || "All"],
            ["Operating areas", compatibility.operatingAreas.join(", ") || "All"],
            ["Agent", compatibility.leastAgent === null ? "Any" : `${compatibility.leastAgent} or newer`],
            ["RXSWIN", manifest.rxswin.join(", ")],
            ["Source commit", provenance.sourceCommit],
            ["Data sets", provenance.datasets.map((set) => `${set.name} (${set.sha256.slice(0, 12)})`).join(", ")],
            ["Built", `${dateTime(provenance.builtAt)} by ${provenance.builder}`],
          ]}
        />
      </Panel>
    </>
  );
}

function VariantTable({ variants }: { variants: Manifest["variants"] }) {
  return (
    <div className="table-box">
      <table>
        <thead>
          <tr>
            <th scope="col">Hardware</th>
            <th scope="col">Platform</th>
            <th scope="col">Precision</th>
            <th scope="col">Engine</th>
            <th scope="col">Built for</th>
          </tr>
        </thead>
        <tbody>
          {variants.map((one) => (
            <tr key={one.hardwareId}>
              <td>{one.hardwareId}</td>
              <td>{words(one.platform)}</td>
              <td>
                {one.precision}
                {one.distilled && ", distilled"}
              </td>
              <td>
                {one.engine.runtime} {one.engine.version}
              </td>
              <td>
                {[
                  one.engine.computeCapability && `SM ${one.engine.computeCapability}`,
                  one.engine.cuda && `CUDA ${one.engine.cuda}`,
                  one.engine.driver && `driver ${one.engine.driver}`,
                  one.engine.operatingSystem,
                ]
                  .filter((part) => part)
                  .join(", ") || "Any CPU"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
