import { createContext, use, useSyncExternalStore } from "react";
import { livePicture, type LivePicture } from "./api";

/** How the link to the fleet stands. */
export type LiveState =
  | { link: "connecting"; picture: LivePicture | null }
  | { link: "live"; picture: LivePicture }
  | { link: "lost"; picture: LivePicture | null; reason: string }
  | { link: "signed-out"; picture: LivePicture | null };

const SILENCE_MILLIS = 4_000;
const RETRY_MILLIS = 2_000;

/**
 * The newest picture of the fleet, outside React: the map takes each second straight from here. A stream that goes silent is
 * shown as lost, and the last picture stays visible but marked.
 */
export class LiveFeed {
  private state: LiveState = { link: "connecting", picture: null };
  private readonly listeners = new Set<() => void>();
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly path: string,
    private readonly isSignedIn: () => Promise<boolean>,
  ) {}

  readonly current = (): LiveState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.open();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.close();
    };
  };

  private open(): void {
    this.close();
    const source = new EventSource(this.path);
    this.source = source;
    source.onmessage = (event: MessageEvent<string>) => this.take(event.data);
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) void this.afterRefusal();
    };
    this.expectNews();
  }

  private close(): void {
    this.source?.close();
    this.source = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private take(data: string): void {
    try {
      const picture = livePicture(JSON.parse(data), "live");
      this.expectNews();
      if (picture.problem !== null) {
        this.show({ link: "lost", picture: this.state.picture, reason: reasonOf(picture.problem) });
      } else {
        this.show({ link: "live", picture });
      }
    } catch (fault) {
      this.show({ link: "lost", picture: this.state.picture, reason: String(fault) });
    }
  }

  private expectNews(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.show({ link: "lost", picture: this.state.picture, reason: "No news from the fleet for some seconds" });
      this.open();
    }, SILENCE_MILLIS);
  }

  /** The browser gives up on a stream that was refused; why, only another call can tell. */
  private async afterRefusal(): Promise<void> {
    this.close();
    const signedIn = await this.isSignedIn().catch(() => true);
    if (!signedIn) {
      this.show({ link: "signed-out", picture: this.state.picture });
      return;
    }
    this.show({ link: "lost", picture: this.state.picture, reason: "The console does not answer" });
    this.timer = setTimeout(() => this.open(), RETRY_MILLIS);
  }

  private show(state: LiveState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function reasonOf(code: string): string {
  return code === "http.forbidden" ? "Your role does not show you the fleet" : "Dispatch does not answer";
}

export const LiveFeedContext = createContext<LiveFeed>(new LiveFeed("/api/live", () => Promise.resolve(true)));

export function useLiveFeed(): LiveFeed {
  return use(LiveFeedContext);
}

export function useLive(): LiveState {
  const feed = useLiveFeed();
  return useSyncExternalStore(feed.subscribe, feed.current);
}
