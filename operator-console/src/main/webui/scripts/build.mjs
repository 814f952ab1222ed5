// Called by Maven: installs what the lock file names if it is not there yet, then builds the web app into the given folder.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const target = process.argv[2];
if (!target) {
  console.error("usage: node scripts/build.mjs OUTPUT_FOLDER");
  process.exit(2);
}

function run(command, args) {
  const shell = process.platform === "win32";
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"], shell });
  if (error) {
    console.error(`${command} cannot be run: ${error.message}. The console's build needs Node 20.19 or newer with npm.`);
  }
  if (status !== 0) {
    process.exit(status ?? 1);
  }
}

// npm writes this file last, so that an install that was cut short is done again.
const installed = "node_modules/.package-lock.json";
const isFresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync("package-lock.json").mtimeMs;
if (!isFresh) {
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
}
run(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"]);
run(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel=warn", "--emptyOutDir", "--outDir", target]);
