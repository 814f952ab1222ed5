// Called by Maven in the verify phase: lint, and no change that breaks a reader of the released contracts.
import { buf, image, install } from "./buf.mjs";

install();
for (const args of [["lint"], ["breaking", "--against", image]]) {
  const { status, says } = buf(args);
  if (status !== 0) {
    console.error(`buf ${args[0]} found:\n${says}contracts/README.md says what to do.`);
    process.exit(1);
  }
}
