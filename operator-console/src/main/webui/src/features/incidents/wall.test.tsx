import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClipCamera } from "../../shared/api";
import { cameraName, wallRows } from "./cameras";
import { ClipPanel } from "./ClipPanel";
import { nextBatch } from "./WallPictures";

const tenths = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => (from + i) / 10);
const camera = (name: string, tSeconds = tenths(0, 200)): ClipCamera => ({ name, tSeconds });
const FOUR = ["front_wide", "cross_left", "front_tele", "cross_right"].map((name) => camera(name));

describe("the order of the wall", () => {
  it("is that of the car, what looks back below, in operators' words", () => {
    const rows = wallRows(["rear_right", "front_wide", "rear_left", "roof", "cross_right", "cross_left", "rear_tele", "front_tele"].map((name) => camera(name)));
    expect(rows.map((row) => row.map((one) => cameraName(one.name)))).toEqual([
      ["Cross left", "Front", "Front tele", "Cross right", "Roof"],
      ["Rear left", "Rear tele", "Rear right"],
    ]);
    expect(wallRows([])).toEqual([]);
  });
});

describe("what is fetched next", () => {
  const none = () => false;

  it("begins with the picture to be shown, and takes three seconds at once", () => {
    const batch = nextBatch(FOUR, none, none, 5);
    expect(batch).toMatchObject({ from: 50, count: 31 });
  });

  it("is of the camera whose next missing picture is due first", () => {
    const hasSecond = (one: ClipCamera, index: number) => one.name !== "cross_left" && index < 60;
    expect(nextBatch(FOUR, hasSecond, none, 5)?.camera.name).toBe("cross_left");
    const served = (one: ClipCamera) => one.name === "cross_left";
    expect(nextBatch(FOUR, hasSecond, served, 5)).toMatchObject({ camera: { name: "front_wide" }, from: 60, count: 21 });
  });

  it("is nothing while there is enough, so that no request is made for each picture", () => {
    expect(nextBatch(FOUR, (_, index) => index < 70, none, 5)).toBeNull();
    expect(nextBatch(FOUR, (_, index) => index < 64, none, 5)).toMatchObject({ from: 64 });
  });

  it("is the last picture of a camera that has none later, and the first before it begins", () => {
    const late = camera("rear_left", [2, 3]);
    expect(nextBatch([late], none, none, 90)).toMatchObject({ from: 1, count: 1 });
    expect(nextBatch([late], none, none, 0)).toMatchObject({ from: 0, count: 2 });
  });
});

const summary = (cameras: ClipCamera[]) => ({
  startedAt: "2026-11-22T08:00:00Z", durationSeconds: 20, topics: [], reasoning: [], signals: [], plans: [], cameras,
});
const scene = { poses: [], looks: [], candidates: [], modes: [] };

/** Answers as the service does: pictures of a camera from one on, as files named after their places. */
function serve(cameras: ClipCamera[], isBroken: (name: string) => boolean = () => false): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    if (url.endsWith("/summary")) return Promise.resolve(Response.json(summary(cameras)));
    if (url.endsWith("/scene")) return Promise.resolve(Response.json(scene));
    asked.push(url);
    const [, name = "", from = "", count = ""] = /cameras\/(\w+)\/frames\?from=(\d+)&count=(\d+)$/.exec(url) ?? [];
    if (isBroken(name)) return Promise.resolve(Response.json({}, { status: 500 }));
    const parts = Array.from({ length: Number(count) }, (_, i) => Number(from) + i).map(
      (index) => `--b\r\nContent-Disposition: form-data; name="${index}"; filename="${index}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n${name}/${index}\r\n`,
    );
    return Promise.resolve(new Response(`${parts.join("")}--b--\r\n`, { headers: { "Content-Type": "multipart/form-data; boundary=b" } }));
  });
  return asked;
}

function play() {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ClipPanel path="/i" momentIso="2026-11-22T08:00:12Z" />
    </QueryClientProvider>,
  );
}

const seek = (tSeconds: number) => fireEvent.change(screen.getByLabelText("Place in the recording"), { target: { value: String(tSeconds) } });

describe("the wall", () => {
  beforeEach(() => {
    let made = 0;
    Object.assign(URL, { createObjectURL: () => `blob:${made++}`, revokeObjectURL: () => undefined });
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it("shows every camera at the playhead, by few requests", async () => {
    const asked = serve(FOUR);
    play();
    for (const name of ["Cross left", "Front", "Front tele", "Cross right"]) {
      expect(await screen.findByRole("img", { name: `${name} camera, picture 1 of 200` })).toBeTruthy();
    }
    seek(12);
    expect(await screen.findByRole("img", { name: "Front camera, picture 121 of 200" })).toBeTruthy();
    expect(await screen.findByRole("img", { name: "Cross right camera, picture 121 of 200" })).toBeTruthy();
    expect(asked.length).toBe(8);
  });

  it("says how old a picture is that is not of the moment", async () => {
    const halted = camera("cross_left", tenths(0, 50));
    serve([...FOUR.slice(0, 1), halted]);
    play();
    await screen.findByRole("img", { name: /^Front camera/ });
    expect(screen.queryByText(/old$/)).toBeNull();
    seek(5.4);
    await screen.findByRole("img", { name: "Cross left camera, picture 50 of 50" });
    expect(screen.queryByText(/s old$/)).toBeNull();
    seek(12);
    await screen.findByRole("img", { name: "Front camera, picture 121 of 200" });
    expect(screen.getByText("7.1 s old")).toBeTruthy();
  });

  it("says that a camera begins later, and that pictures do not come", async () => {
    serve([camera("front_wide", [1, 2]), camera("cross_left")], (name) => name === "cross_left");
    play();
    expect(await screen.findByText("begins in 1.0 s")).toBeTruthy();
    expect(await screen.findByText("no picture comes, trying again")).toBeTruthy();
  });

  it("enlarges one and makes it small again, by click, F, number and Escape", async () => {
    serve(FOUR);
    play();
    const button = await screen.findByRole("button", { name: "Enlarge Front" });
    const isLarge = (name: string) => screen.getByRole("button", { name: `Enlarge ${name}` }).getAttribute("aria-pressed") === "true";
    fireEvent.click(button);
    expect(isLarge("Front")).toBe(true);
    fireEvent.click(button);
    expect(isLarge("Front")).toBe(false);
    fireEvent.keyDown(button, { key: "f" });
    expect(isLarge("Front")).toBe(true);
    const player = screen.getByRole("group", { name: /Space plays/ });
    fireEvent.keyDown(player, { key: "4" });
    expect([isLarge("Front"), isLarge("Cross right")]).toEqual([false, true]);
    fireEvent.keyDown(player, { key: "f" });
    expect(isLarge("Cross right")).toBe(false);
    fireEvent.keyDown(player, { key: "1" });
    fireEvent.keyDown(player, { key: "Escape" });
    expect(isLarge("Cross left")).toBe(false);
    fireEvent.keyDown(player, { key: "f", ctrlKey: true });
    expect(isLarge("Cross left")).toBe(false);
  });

  it("of one camera has nothing to enlarge; of none says so", async () => {
    serve(FOUR.slice(0, 1));
    play();
    await screen.findByRole("img", { name: /^Front camera/ });
    expect(screen.queryByRole("button", { name: /^Enlarge/ })).toBeNull();
    cleanup();
    serve([]);
    play();
    expect(await screen.findByText("This recording has no picture of any camera.")).toBeTruthy();
    expect(screen.queryByRole("group", { name: "Cameras" })).toBeNull();
  });

  it("stops asking when it is left", async () => {
    const asked = serve(FOUR);
    play();
    await screen.findByRole("img", { name: /^Front camera/ });
    await waitFor(() => expect(asked.length).toBe(4));
    cleanup();
    await act(() => Promise.resolve());
    expect(asked.length).toBe(4);
  });
});
