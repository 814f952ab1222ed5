import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { weather as weatherReader } from "../../shared/api";
import { words } from "../../shared/format";
import { ignored, write } from "../../shared/http";
import { useApi } from "../../shared/queries";
import { ReasonDialog } from "../../shared/ReasonDialog";
import { WEATHERS } from "./draft";

const title = (weather: string) => words(weather.toLowerCase());

/** The weather that holds; areas that are not served in it take no more rides. */
export function WeatherHold({ path, mayChange }: { path: string; mayChange: boolean }) {
  const weather = useApi(`${path}/weather`, weatherReader, 5);
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<string | null>(null);
  return (
    <>
      <label htmlFor="weather">Weather</label>
      <select id="weather" className="select-short" disabled={!mayChange || !weather.data} value={weather.data?.weather ?? "CLEAR"} onChange={(event) => setWanted(event.target.value)}>
        {WEATHERS.map((one) => (
          <option key={one} value={one}>
            {title(one)}
          </option>
        ))}
      </select>
      {wanted !== null && (
        <ReasonDialog
          title={`The weather is ${title(wanted).toLowerCase()}?`}
          reach="Areas that are not served in it take no more rides; rides under way go on."
          confirm="Set weather"
          act={async (reason) => {
            await write(`${path}/weather`, { weather: wanted, reason }, ignored, { method: "PUT" });
            await queries.invalidateQueries({ queryKey: [`${path}/weather`] });
          }}
          onClose={() => setWanted(null)}
        />
      )}
    </>
  );
}
