// Drives the console as a person would, against a running stack:
//   CONSOLE_URL=http://127.0.0.1:8080 CONSOLE_USER=operator CONSOLE_PASSWORD=... [SCREENSHOTS=folder] node console.test.mjs
// Optional: CONSOLE_VEHICLES (how many cars at least must be drawn, default 1), CHROMIUM (path of the browser).
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./chromium.mjs";

const base = needed("CONSOLE_URL").replace(/\/$/, "");
const user = needed("CONSOLE_USER");
const password = needed("CONSOLE_PASSWORD");
const screenshots = process.env.SCREENSHOTS;
const leastVehicles = Number(process.env.CONSOLE_VEHICLES ?? 1);
const PATIENCE = 30_000;

const browser = await launch();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "dark" });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints = [];
  const foreign = [];
  let watching = false;
  page.on("console", (message) => {
    if (watching && message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (fault) => complaints.push(`${page.url()}: ${fault}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (watching && /^https?:$/.test(url.protocol) && url.origin !== base) foreign.push(request.url());
  });

  await step("an API call without a session is refused and not redirected", async () => {
    const answer = await context.request.get(`${base}/api/me`, { maxRedirects: 0 });
    assert.equal(answer.status(), 401);
    assert.equal((await answer.json()).code, "console.signed-out");
  });

  await step("the log-in leads back to the address that was asked for", async () => {
    await page.goto(`${base}/rides?state=all`);
    assert.notEqual(new URL(page.url()).origin, base, "the log-in should be on Keycloak's page");
    await page.locator("#username").fill(user);
    await page.locator("#password").fill(password);
    await page.locator("#kc-login").click();
    await page.getByRole("heading", { level: 1, name: "Rides" }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/rides");
    watching = true;
  });

  await step("the browser holds an id and no token", async () => {
    const session = (await context.cookies(base)).filter((cookie) => cookie.name.startsWith("q_session"));
    assert.equal(session.length, 1);
    assert.ok(session[0].httpOnly, "the cookie must be out of reach of scripts");
    assert.ok(session[0].value.length < 100, "the cookie is longer than an id");
    assert.equal(await page.evaluate(() => Object.values(localStorage).filter((value) => value.length > 20).length), 0);
  });

  await step("the page knows who is there, and the link is live", async () => {
    await page.getByText(user, { exact: false }).first().waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
  });

  await visit("City", null);
  await step("cars and roads are on the map", async () => {
    const map = page.getByTestId("fleet-map");
    await page.waitForFunction(
      ([least]) => {
        const drawn = document.querySelector('[data-testid="fleet-map"]')?.dataset;
        return Number(drawn?.vehiclesDrawn ?? 0) >= least && Number(drawn?.roadsDrawn ?? 0) > 0;
      },
      [leastVehicles],
    );
    console.log(`  drawn: ${await map.getAttribute("data-vehicles-drawn")} vehicles, ${await map.getAttribute("data-roads-drawn")} roads`);
    await pictureOfTheMap(map);
    await shot("city");
  });
  await step("a car is chosen by keyboard, and its panel tells of it", async () => {
    const car = page.locator(".vehicle-list button").first();
    await car.focus();
    await page.keyboard.press("Enter");
    await page.locator('.vehicle-list button[aria-pressed="true"]').waitFor();
    for (const fact of ["Speed", "Battery", "Release", "Model rate", "Missed ticks", "Provider"]) {
      await page.getByRole("term").filter({ hasText: fact }).first().waitFor();
    }
    await page.locator(".vehicle-label").waitFor();
    await shot("city-vehicle");
  });

  await visit("Board", null);
  await settled();
  await step("the board counts every car", async () => {
    const figures = page.locator(".board-figures");
    for (const name of ["Open requests", "Idle", "On trip", "Charging", "Out of service"]) {
      await figures.getByRole("term").filter({ hasText: name }).first().waitFor();
    }
    await shot("board");
  });

  await visit("Rides", "Rides");
  await page.getByRole("button", { name: "All", exact: true }).click();
  await settled();
  await shot("rides");
  if (await openFirst("ride", /^\/rides\/.+/)) {
    await step("its map and its reasons are there", async () => {
      await page.getByTestId("ride-map").waitFor();
      await page.getByRole("region", { name: "Why this car?" }).waitFor();
    });
  }

  await visit("Vehicles", "Vehicles");
  await settled();
  await shot("vehicles");
  if (await openFirst("vehicle", /^\/vehicles\/.+/)) {
    await step("its link and timeline are there, and an order asks for a reason", async () => {
      await page.getByRole("region", { name: "Link" }).getByText("Session epoch").waitFor();
      await page.getByRole("table", { name: "Timeline" }).getByRole("row").first().waitFor();
      await page.getByRole("button", { name: "Send command" }).click();
      const send = page.getByRole("dialog").getByRole("button", { name: "Stop now" });
      assert.ok(await send.isDisabled(), "an order without a reason could be sent");
      await shot("vehicle-order");
      await page.keyboard.press("Escape");
    });
    await step("what it sees comes live while it is watched, and no longer", async () => {
      const live = page.getByRole("region", { name: "Live view" });
      await live.getByRole("button", { name: "Watch" }).click();
      await live.getByRole("img", { name: /^What camera/ }).waitFor();
      await live.getByRole("img", { name: "The scene from above" }).waitFor();
      await shot("vehicle-live");
      await live.getByRole("button", { name: "Stop" }).click();
      await live.getByText("Nobody watches from this page").waitFor();
    });
  }

  await visit("Charging", "Charging");
  await settled();
  await step("depots are there, and a car is sent only with a reason", async () => {
    await page.getByRole("table", { name: "Depots" }).getByRole("row").nth(1).waitFor();
    await page.getByRole("button", { name: "Send a car" }).click();
    assert.ok(await page.getByRole("dialog").getByRole("button", { name: "Send", exact: true }).isDisabled(), "a car could be sent without a reason");
    await shot("charging");
    await page.keyboard.press("Escape");
  });

  await visit("Areas", "Areas");
  await settled();
  await step("a closure is drawn, and whom it strands is said before it is sent", async () => {
    await page.getByRole("button", { name: "Close an area" }).click();
    const map = page.getByTestId("area-map");
    await map.waitFor();
    const box = await map.boundingBox();
    assert.ok(box !== null);
    for (const [x, y] of [[0.4, 0.4], [0.6, 0.4], [0.5, 0.6]]) await map.click({ position: { x: box.width * x, y: box.height * y } });
    await page.getByRole("status", { name: "Whom it would strand" }).getByText(/^Strands/).waitFor();
    await page.getByRole("button", { name: "Close…" }).click();
    assert.ok(await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).isDisabled(), "it could be closed without a reason");
    await shot("area-preview");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Discard" }).click();
  });

  await visit("Economics", "Economics");
  await settled();
  await step("the figures agree with the ledger", async () => {
    assert.equal(await page.locator("main .banner-bad").count(), 0);
    await shot("economics");
  });

  await visit("Commands", "Commands");
  await settled();
  await shot("commands");
  await openFirst("command", /^\/commands\/.+/);

  await step("an emergency is one chord and a key away, and asks for a reason", async () => {
    await page.keyboard.press("Alt+Shift+E");
    await page.getByRole("heading", { level: 1, name: "Emergencies", exact: true }).waitFor();
    await page.getByRole("button", { name: "Stop now…" }).waitFor();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/Reaches every registered vehicle: \d+/).waitFor();
    assert.ok(await dialog.getByRole("button", { name: /^Stop now/ }).isDisabled(), "it could be declared without a reason");
    await shot("emergency-confirm");
    await page.keyboard.press("Escape");
  });
  await step("an area is drawn by clicks and becomes corners", async () => {
    await page.getByRole("button", { name: "Avoid area" }).click();
    const map = page.getByTestId("area-map");
    const box = await map.boundingBox();
    assert.ok(box !== null);
    for (const [x, y] of [[0.3, 0.3], [0.7, 0.3], [0.5, 0.7]]) await map.click({ position: { x: box.width * x, y: box.height * y } });
    const corners = await page.getByLabel(/^Corners/).inputValue();
    assert.equal(corners.split("\n").length, 3, corners);
    assert.ok(await page.getByRole("button", { name: "Avoid area…" }).isEnabled());
    await shot("emergency-area");
  });

  await visit("Incidents", "Incidents");
  await settled();
  await shot("incidents");
  if (await openFirst("incident", /^\/incidents\/.+/)) {
    const play = page.getByRole("button", { name: "Play" });
    if ((await play.count()) > 0) {
      await step("the recording plays", async () => {
        await play.click();
        await page.waitForFunction(() => Number(document.querySelector('input[type="range"]')?.value) > 0.3);
        await page.getByRole("button", { name: "Pause" }).click();
        const picture = page.getByRole("img", { name: /Front camera/ });
        assert.ok(await picture.evaluate((image) => image.complete && image.naturalWidth > 0), "the picture is empty");
        await shot("incident-playing");
        const others = page.getByRole("button", { name: /^Enlarge/ });
        if ((await others.count()) > 0) {
          await others.last().click();
          await page.locator(".camera-large").waitFor();
          await shot("incident-camera-large");
          await page.keyboard.press("Escape");
          assert.equal(await page.locator(".camera-large").count(), 0, "Esc does not make a camera small again");
        }
      });
    }
    await step("a report says where each value comes from and what is to be said", async () => {
      await page.goto(`${page.url().replace(/[?#].*$/, "")}/report`);
      await page.getByRole("status").getByText(/^Still to be said/).waitFor();
      await page.getByRole("button", { name: "Filled in", exact: true }).click();
      await page.getByText("signal: vehicle.safety speed").first().waitFor();
      await shot("report");
    });
  }
  await open("/deadlines", "Deadlines");

  await visit("Releases", "Releases");
  await settled();
  await shot("releases");
  await openFirst("rollout", /^\/releases\/rollouts\/.+/);
  await visit("Releases", "Releases");
  await settled();
  await openFirst("release", /^\/releases\/(?!rollouts\/|audit$|availability$).+/);
  await open("/releases/availability", null);

  await step("the light theme is drawn as well", async () => {
    await visit("City", null);
    while ((await page.locator("html").getAttribute("data-theme")) !== "light") {
      await page.getByRole("button", { name: /^Theme:/ }).click();
    }
    await page.waitForFunction(() => Number(document.querySelector('[data-testid="fleet-map"]')?.dataset.vehiclesDrawn ?? 0) > 0);
    await pictureOfTheMap(page.getByTestId("fleet-map"));
    await shot("city-light");
  });

  await step("nothing was complained of, and nothing left for another origin", async () => {
    assert.deepEqual(complaints, []);
    assert.deepEqual(foreign, []);
  });
  watching = false;

  await step("signing out ends the session, and the next page leads to the log-in", async () => {
    await page.goto(`${base}/logout`);
    const answer = await context.request.get(`${base}/api/me`, { maxRedirects: 0 });
    assert.equal(answer.status(), 401);
    await page.goto(`${base}/city`);
    await page.locator("#username").waitFor();
  });
  console.log("ok");

  /** Goes to a page by the navigation, as a person does. */
  async function visit(link, heading) {
    await step(`${link} opens`, async () => {
      await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: link, exact: true }).click();
      const title = page.getByRole("heading", heading === null ? { level: 1 } : { level: 1, name: heading, exact: true });
      await title.first().waitFor();
      assert.equal(new URL(page.url()).pathname, `/${link.toLowerCase()}`);
    });
  }

  /** Goes to a page that the navigation does not name. */
  async function open(path, heading) {
    await step(`${path} opens`, async () => {
      await page.goto(`${base}${path}`);
      await page.getByRole("heading", heading === null ? { level: 1 } : { level: 1, name: heading, exact: true }).first().waitFor();
      await settled();
      await shot(path.slice(1).replaceAll("/", "-"));
    });
  }

  /** What the renderer says it drew must also be seen: an empty picture compresses to almost nothing. */
  async function pictureOfTheMap(map) {
    const box = await map.boundingBox();
    assert.ok(box !== null && box.height > 300 && box.width > 300, `the map has no size: ${JSON.stringify(box)}`);
    const picture = await map.screenshot();
    assert.ok(picture.length > 20_000, `the map looks empty: its picture has ${picture.length} bytes`);
  }

  /** Every list has left its loading state, without a failure. */
  async function settled() {
    await page.waitForFunction(() => document.querySelectorAll("main .spinner").length === 0);
    assert.deepEqual(await page.locator("main [role=alert]").allTextContents(), []);
  }

  /** Opens the first thing of a list, if there is one. */
  async function openFirst(name, path) {
    const links = page.locator("main td a");
    for (let i = 0; i < (await links.count()); i++) {
      if (!path.test((await links.nth(i).getAttribute("href")) ?? "")) continue;
      await step(`the first ${name} opens`, async () => {
        await links.nth(i).click();
        await page.waitForURL((url) => path.test(url.pathname));
        await page.getByRole("heading", { level: 1 }).waitFor();
        await settled();
        await shot(name);
      });
      return true;
    }
    console.log(`  there is no ${name} to open`);
    return false;
  }

  async function shot(name) {
    if (!screenshots) return;
    mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, `${name}.png`) });
  }
} finally {
  await browser.close();
}

async function step(name, act) {
  try {
    await act();
    console.log(`+ ${name}`);
  } catch (fault) {
    console.error(`- ${name}`);
    throw fault;
  }
}

function needed(name) {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is needed`);
    process.exit(2);
  }
  return value;
}
