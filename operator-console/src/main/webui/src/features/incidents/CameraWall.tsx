import type { ClipCamera } from "../../shared/api";
import { cameraName } from "./cameras";
import { useWallPictures } from "./useWallPictures";
import type { Picture } from "./WallPictures";

const STALE_SECONDS = 0.5;

/** All cameras of the car at one moment, as they sit on it; one of them may be large. */
export function CameraWall(props: {
  path: string;
  cameras: readonly ClipCamera[];
  rows: readonly (readonly ClipCamera[])[];
  tSeconds: number;
  large: string | null;
  enlarge: (name: string) => void;
}) {
  const { path, cameras, rows, tSeconds, large, enlarge } = props;
  const pictures = useWallPictures(path, cameras, tSeconds);
  const isAlone = cameras.length === 1;
  return (
    <div className={isAlone ? "wall wall-of-one" : "wall"} role="group" aria-label="Cameras">
      {rows.map((row, i) => (
        <div className="wall-row" key={i}>
          {row.map((camera) => (
            <Camera
              key={camera.name}
              camera={camera}
              picture={pictures?.shownAt(camera, tSeconds) ?? null}
              hasFailed={pictures?.hasFailed(camera) ?? false}
              tSeconds={tSeconds}
              isLarge={large === camera.name}
              enlarge={isAlone ? null : () => enlarge(camera.name)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface Shown {
  camera: ClipCamera;
  picture: Picture | null;
  hasFailed: boolean;
  tSeconds: number;
}

function Camera(props: Shown & { isLarge: boolean; enlarge: (() => void) | null }) {
  const { camera, picture, isLarge, enlarge } = props;
  const name = cameraName(camera.name);
  const word = shownWord(props);
  return (
    <figure className={isLarge ? "camera camera-large" : "camera"} data-camera={camera.name}>
      <div className="camera-view" title={camera.name}>
        {picture !== null && <img src={picture.url} alt={`${name} camera, picture ${picture.index + 1} of ${camera.tSeconds.length}`} />}
        {word !== null && <p className="camera-word">{word}</p>}
        {enlarge !== null && <button type="button" className="camera-button" aria-label={`Enlarge ${name}`} aria-pressed={isLarge} title={camera.name} onClick={enlarge} />}
      </div>
      <figcaption className="muted">{name}</figcaption>
    </figure>
  );
}

/** What has to be said of a picture that does not show the moment; null if it does. */
function shownWord({ camera, picture, hasFailed, tSeconds }: Shown): string | null {
  const reason = hasFailed ? "no picture comes, trying again" : null;
  if (picture === null) return reason ?? "loading";
  const ageSeconds = tSeconds - (camera.tSeconds[picture.index] ?? 0);
  if (Math.abs(ageSeconds) <= STALE_SECONDS) return reason;
  const age = ageSeconds > 0 ? `${ageSeconds.toFixed(1)} s old` : `begins in ${(-ageSeconds).toFixed(1)} s`;
  return reason === null ? age : `${age}, ${reason}`;
}
