// The check itself is checked: each kind of change that it must stop is made to a copy and stopped.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { buf, image, install, room } from "./buf.mjs";

const copy = join(room, "target", "contracts-copy");

before(install);

function changed(file, from, to) {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  cpSync(join(room, "buf.yaml"), join(copy, "buf.yaml"));
  cpSync(join(room, "src", "main", "proto"), join(copy, "src", "main", "proto"), { recursive: true });
  const path = join(copy, "src", "main", "proto", "robotaxi", file);
  const text = readFileSync(path, "utf8");
  assert.ok(text.includes(from), `${file} holds "${from}"`);
  writeFileSync(path, text.replace(from, to));
}

test("an unchanged copy passes", () => {
  changed("command/v1/command.proto", "string command_id = 1;", "string command_id = 1;");
  assert.equal(buf(["breaking", "--against", image], copy).status, 0);
});

test("a field that changes its number is stopped", () => {
  changed("command/v1/command.proto", "string command_id = 1;", "string command_id = 101;");
  const { status, says } = buf(["breaking", "--against", image], copy);
  assert.notEqual(status, 0);
  assert.match(says, /command_id|"1"/);
});

test("a field that changes its type is stopped", () => {
  changed("telemetry/v1/telemetry.proto", "double odometer_metres = 7;", "string odometer_metres = 7;");
  assert.notEqual(buf(["breaking", "--against", image], copy).status, 0);
});

test("a new field passes", () => {
  changed("geo/v1/geo.proto", "double longitude_degrees = 2;", "double longitude_degrees = 2;\n  // Metres.\n  double altitude_metres = 3;");
  assert.equal(buf(["breaking", "--against", image], copy).status, 0);
});

test("a field without a comment is stopped by the lint", () => {
  changed("geo/v1/geo.proto", "double longitude_degrees = 2;", "double longitude_degrees = 2;\n  double altitude_metres = 3;");
  assert.notEqual(buf(["lint"], copy).status, 0);
});
