import { setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";

/** Imported for what it does: every map of the console takes its worker from our own origin. */
setWorkerUrl(workerUrl);
