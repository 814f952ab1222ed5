// Runs the buf that the lock file names, and installs it first if it is not there yet.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const room = dirname(dirname(fileURLToPath(import.meta.url)));
export const image = join(room, "compatibility", "v1.binpb");

export function install() {
  // npm writes this file last, so that an install that was cut short is done again.
  const installed = join(room, "node_modules", ".package-lock.json");
  const isFresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(room, "package-lock.json")).mtimeMs;
  if (isFresh) {
    return;
  }
  const shell = process.platform === "win32";
  const { status, error } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: room,
    stdio: ["ignore", "inherit", "inherit"],
    shell,
  });
  if (error || status !== 0) {
    throw new Error(`npm cannot install buf: ${error?.message ?? `code ${status}`}. The build needs Node 20.19 or newer with npm.`);
  }
}

/** Answers the exit status and what buf said. */
export function buf(args, folder = room) {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [join(room, "node_modules", "@bufbuild", "buf", "bin", "buf"), ...args],
    { cwd: folder, encoding: "utf8" },
  );
  if (error) {
    throw error;
  }
  return { status, says: stdout + stderr };
}
