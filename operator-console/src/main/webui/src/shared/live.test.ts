import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveFeed } from "./live";

/** Keeps the promises of the browser's EventSource that the feed relies on. */
class FakeEventSource {
  static readonly CLOSED = 2;
  static newest: FakeEventSource;
  static opened = 0;
  readyState = 1;
  onmessage: (event: { data: string }) => void = () => {};
  onerror: () => void = () => {};

  constructor() {
    FakeEventSource.newest = this;
    FakeEventSource.opened++;
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  refuse(): void {
    this.close();
    this.onerror();
  }

  say(body: unknown): void {
    this.onmessage({ data: JSON.stringify(body) });
  }
}

const AT = "2026-11-22T08:00:00Z";

describe("the live feed", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("EventSource", FakeEventSource);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("opens with its first viewer, shows pictures, and closes with the last", () => {
    const feed = new LiveFeed("/api/live", () => Promise.resolve(true));
    const stop = feed.subscribe(() => {});
    FakeEventSource.newest.say({ at: AT, vehicles: [], rides: null });
    expect(feed.current()).toMatchObject({ link: "live", picture: { at: AT, vehicles: [], rides: null } });
    stop();
    expect(FakeEventSource.newest.readyState).toBe(FakeEventSource.CLOSED);
  });

  it("says that the link is lost when it goes silent, keeps the last picture, and tries again", () => {
    const feed = new LiveFeed("/api/live", () => Promise.resolve(true));
    feed.subscribe(() => {});
    FakeEventSource.newest.say({ at: AT, vehicles: [], rides: [] });
    const before = FakeEventSource.opened;
    vi.advanceTimersByTime(4_001);
    expect(feed.current()).toMatchObject({ link: "lost", picture: { at: AT } });
    expect(FakeEventSource.opened).toBe(before + 1);
  });

  it("tells a lost session from a lost link", async () => {
    const feed = new LiveFeed("/api/live", () => Promise.resolve(false));
    feed.subscribe(() => {});
    FakeEventSource.newest.refuse();
    await vi.advanceTimersByTimeAsync(0);
    expect(feed.current().link).toBe("signed-out");
  });

  it("says so when dispatch does not answer", () => {
    const feed = new LiveFeed("/api/live", () => Promise.resolve(true));
    feed.subscribe(() => {});
    FakeEventSource.newest.say({ at: AT, problem: "console.service-silent" });
    expect(feed.current()).toMatchObject({ link: "lost", reason: "Dispatch does not answer" });
  });
});
