// Takes the contracts as they are now for what later changes are compared with. When to do so: contracts/README.md.
import { buf, image, install } from "./buf.mjs";

install();
const { status, says } = buf(["build", "--exclude-source-info", "-o", image]);
process.stderr.write(says);
process.exit(status ?? 1);
