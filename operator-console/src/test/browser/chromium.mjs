import { existsSync } from "node:fs";
import { createRequire } from "node:module";

// The browser's driver is a development dependency of the web app; this folder has no packages of its own.
const require = createRequire(new URL("../../main/webui/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A headless browser with a software renderer, so that the map is drawn on machines without a GPU. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? USUAL_PLACES.find((place) => existsSync(place));
  if (!executablePath) {
    throw new Error("No Chromium found: name one by the environment variable CHROMIUM");
  }
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"],
  });
}
