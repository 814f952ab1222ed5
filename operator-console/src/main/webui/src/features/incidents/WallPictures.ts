import type { ClipCamera } from "../../shared/api";
import { downloadSeveral } from "../../shared/http";
import { frameAt } from "./playback";

/** A camera asks again when less than this is here, and then for all up to AHEAD_SECONDS: a request each second or two. */
const LEAST_SECONDS = 1.5;
const AHEAD_SECONDS = 3;
const MOST_PICTURES = 50;
/** A browser has six connections to us, and the page needs some for itself. */
const MOST_REQUESTS = 3;
const MOST_BYTES = 96e6;
const RETRY_MILLIS = 2_000;

/** Pictures of one camera that follow each other. */
export interface Batch {
  camera: ClipCamera;
  from: number;
  count: number;
  /** Until the first of them is to be shown. */
  dueSeconds: number;
}

export interface Picture {
  index: number;
  url: string;
}

interface Held extends Picture {
  takenSeconds: number;
  bytes: number;
}

/** What is wanted most: of the cameras that are not being served, the one whose next missing picture is due first. */
export function nextBatch(
  cameras: readonly ClipCamera[],
  isHere: (camera: ClipCamera, index: number) => boolean,
  isServed: (camera: ClipCamera) => boolean,
  tSeconds: number,
): Batch | null {
  let best: Batch | null = null;
  for (const camera of cameras) {
    const batch = isServed(camera) ? null : missing(camera, (index) => isHere(camera, index), tSeconds);
    if (batch !== null && batch.dueSeconds < (best?.dueSeconds ?? LEAST_SECONDS)) best = batch;
  }
  return best;
}

function missing(camera: ClipCamera, isHere: (index: number) => boolean, tSeconds: number): Batch | null {
  const shown = frameAt(camera.tSeconds, tSeconds);
  if (shown === null) return null;
  const isWanted = (index: number) => index === shown || (camera.tSeconds[index] ?? Infinity) <= tSeconds + AHEAD_SECONDS;
  let from = shown;
  while (isWanted(from) && isHere(from)) from++;
  if (!isWanted(from)) return null;
  let count = 1;
  while (count < MOST_PICTURES && isWanted(from + count) && !isHere(from + count)) count++;
  const dueSeconds = from === shown ? 0 : (camera.tSeconds[from] ?? Infinity) - tSeconds;
  return { camera, from, count, dueSeconds };
}

/** The pictures of a recording around the playhead: a few seconds ahead, fetched several at a time, and of what was played so much as there is room for. */
export class WallPictures {
  private readonly here = new Map<string, Map<number, Held>>();
  private readonly asked = new Map<string, { batch: Batch; abort: AbortController }>();
  private readonly failed = new Map<string, ReturnType<typeof setTimeout>>();
  private tSeconds = 0;

  constructor(
    private readonly path: string,
    private readonly cameras: readonly ClipCamera[],
    private readonly changed: () => void,
  ) {}

  /** The playhead is there. */
  lookAt(tSeconds: number): void {
    this.tSeconds = tSeconds;
    for (const [name, { batch, abort }] of this.asked) {
      const shown = frameAt(batch.camera.tSeconds, tSeconds) ?? 0;
      const isPast = batch.from + batch.count <= shown;
      const isFar = batch.from > shown && (batch.camera.tSeconds[batch.from] ?? 0) > tSeconds + AHEAD_SECONDS;
      if (isPast || isFar) {
        this.asked.delete(name);
        abort.abort();
      }
    }
    this.ask();
  }

  /** Of those that are here the newest that was taken by then. */
  shownAt(camera: ClipCamera, tSeconds: number): Picture | null {
    const pictures = this.here.get(camera.name);
    for (let index = frameAt(camera.tSeconds, tSeconds) ?? -1; pictures !== undefined && index >= 0; index--) {
      const picture = pictures.get(index);
      if (picture !== undefined) return picture;
    }
    return null;
  }

  /** Whether the last request for its pictures failed; it is repeated. */
  hasFailed(camera: ClipCamera): boolean {
    return this.failed.has(camera.name);
  }

  close(): void {
    for (const { abort } of this.asked.values()) abort.abort();
    for (const timer of this.failed.values()) clearTimeout(timer);
    for (const picture of this.all()) URL.revokeObjectURL(picture.url);
    this.asked.clear();
    this.failed.clear();
    this.here.clear();
  }

  private ask(): void {
    while (this.asked.size < MOST_REQUESTS) {
      const batch = nextBatch(
        this.cameras,
        (camera, index) => this.here.get(camera.name)?.has(index) ?? false,
        (camera) => this.asked.has(camera.name) || this.failed.has(camera.name),
        this.tSeconds,
      );
      if (batch === null) return;
      this.fetch(batch);
    }
  }

  private fetch(batch: Batch): void {
    const { name } = batch.camera;
    const abort = new AbortController();
    this.asked.set(name, { batch, abort });
    const path = `${this.path}/clip/cameras/${encodeURIComponent(name)}/frames?from=${batch.from}&count=${batch.count}`;
    downloadSeveral(path, abort.signal)
      .then((files) => {
        if (abort.signal.aborted) return;
        if (!files.has(String(batch.from))) throw new Error("The picture that was asked for did not come");
        this.asked.delete(name);
        this.keep(batch.camera, files);
      })
      .catch(() => {
        if (abort.signal.aborted) return;
        this.asked.delete(name);
        const retry = () => {
          this.failed.delete(name);
          this.ask();
        };
        this.failed.set(name, setTimeout(retry, RETRY_MILLIS));
      })
      .finally(() => {
        if (abort.signal.aborted) return;
        this.ask();
        this.changed();
      });
  }

  private keep(camera: ClipCamera, files: ReadonlyMap<string, Blob>): void {
    const pictures = this.here.get(camera.name) ?? new Map<number, Held>();
    this.here.set(camera.name, pictures);
    for (const [name, file] of files) {
      const index = Number(name);
      const takenSeconds = camera.tSeconds[index];
      if (takenSeconds === undefined || pictures.has(index)) continue;
      pictures.set(index, { index, takenSeconds, bytes: file.size, url: URL.createObjectURL(file) });
    }
    this.makeRoom();
  }

  /** What is farthest from the playhead goes first. */
  private makeRoom(): void {
    let bytes = this.all().reduce((sum, picture) => sum + picture.bytes, 0);
    if (bytes <= MOST_BYTES) return;
    const distance = (picture: Held) => Math.abs(picture.takenSeconds - this.tSeconds);
    const held = [...this.here.values()].flatMap((pictures) => [...pictures.values()].map((picture) => ({ pictures, picture })));
    held.sort((a, b) => distance(b.picture) - distance(a.picture));
    for (const { pictures, picture } of held) {
      if (bytes <= MOST_BYTES) return;
      pictures.delete(picture.index);
      URL.revokeObjectURL(picture.url);
      bytes -= picture.bytes;
    }
  }

  private all(): Held[] {
    return [...this.here.values()].flatMap((pictures) => [...pictures.values()]);
  }
}
