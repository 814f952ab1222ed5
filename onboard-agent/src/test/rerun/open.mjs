// Opens a recording in Rerun's web viewer, in a headless browser, and says what the viewer made of it:
//   node open.mjs clip.mcap [screenshot.png]
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const USUAL_PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };
const PATIENCE = 170_000;
const REST = 1_000;
const PAGE = `<!doctype html><body style="margin:0"><div id="viewer"></div><script type="module">
  import { WebViewer } from "/viewer/index.js";
  const viewer = new WebViewer();
  viewer.on("recording_open", (event) => { window.opened = event; });
  window.viewer = viewer;
  viewer.start(location.origin + "/clip.mcap", document.getElementById("viewer"),
    { render_backend: "webgl", hide_welcome_screen: true, width: "1200px", height: "800px" })
    .catch((fault) => { window.fault = String(fault); });
</script>`;

const [clip, screenshot] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? USUAL_PLACES.find((place) => existsSync(place));

const server = createServer((request, answer) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/") return answer.setHeader("Content-Type", "text/html").end(PAGE);
  // The viewer's own import names no ending.
  const inViewer = join("node_modules/@rerun-io/web-viewer", pathname.replace("/viewer/", ""));
  const file = pathname === "/clip.mcap" ? clip : existsSync(inViewer) ? inViewer : `${inViewer}.js`;
  if (!existsSync(file)) return answer.writeHead(404).end();
  answer.writeHead(200, {
    "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
    "Content-Length": statSync(file).size,
  });
  createReadStream(file).pipe(answer);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1220, height: 820 } });
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => window.opened !== undefined || window.fault !== undefined, null, { timeout: PATIENCE });
  // A recording is open before its first message is in, and grows until the last one is.
  await page.waitForFunction((restMillis) => {
    if (window.fault !== undefined) return true;
    const recording = window.viewer.get_active_recording_id();
    const timeline = recording && window.viewer.get_active_timeline(recording);
    const range = timeline && window.viewer.get_time_range(recording, timeline);
    const known = range ? `${range.min} ${range.max}` : "";
    if (known !== window.known) [window.known, window.knownSince] = [known, performance.now()];
    return known !== "" && performance.now() - window.knownSince > restMillis;
  }, REST, { timeout: PATIENCE, polling: 100 });
  const made = await page.evaluate(() => {
    if (window.fault !== undefined) return { fault: window.fault };
    const recording = window.viewer.get_active_recording_id();
    const timeline = window.viewer.get_active_timeline(recording);
    const { min, max } = window.viewer.get_time_range(recording, timeline);
    return { source: window.opened.source, timeline, fromNanos: String(min), toNanos: String(max) };
  });
  if (screenshot) await page.screenshot({ path: screenshot });
  console.log(JSON.stringify(made));
} finally {
  await browser.close();
  server.close();
}
