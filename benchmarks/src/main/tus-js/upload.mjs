// A car's recording sent by tus-js-client, or by a plain PUT beside it. Prints one JSON object.
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import { DefaultHttpStack, Upload } from "tus-js-client";

const order = JSON.parse(process.argv[2]);
const begin = process.hrtime.bigint();
const seconds = () => Number(process.hrtime.bigint() - begin) / 1e9;
const end = (more) => console.log(JSON.stringify({ seconds: seconds(), ...more }));

const read = (path) => fs.readFileSync(path);
const identity = () => ({ key: read(order.key), cert: read(order.certificate), ca: read(order.root) });

function put() {
  const [protocol, tls] = order.url.startsWith("https:") ? [https, identity()] : [http, {}];
  const options = { ...tls, method: "PUT", headers: { "Content-Length": order.lengthBytes } };
  const request = protocol.request(order.url, options, (answer) => {
    answer.resume();
    answer.on("end", () => end({}));
  });
  fs.createReadStream(order.file, { highWaterMark: 1 << 20 }).pipe(request);
}

function upload() {
  const agent = new https.Agent({ keepAlive: true, ...identity() });
  // Each PATCH begins where the service says. One that does not begin where the one before was to end goes on after a cut, and what
  // was sent twice is at most what was still missing of the one before.
  let expected = 0;
  let mostResent = 0;
  let resumed = 0;
  new Upload(fs.createReadStream(order.file), {
    endpoint: order.url,
    chunkSize: order.chunkBytes,
    uploadSize: order.lengthBytes,
    retryDelays: new Array(200).fill(50),
    metadata: { event_id: order.eventId, sha256: order.sha256 },
    httpStack: new DefaultHttpStack({ agent }),
    onBeforeRequest: (request) => {
      if (request.getMethod() !== "PATCH") return;
      const offset = Number(request.getHeader("Upload-Offset"));
      if (offset < expected) {
        mostResent = Math.max(mostResent, expected - offset);
        resumed += 1;
      }
      expected = Math.min(order.lengthBytes, offset + order.chunkBytes);
    },
    onError: (fault) => {
      console.error(String(fault));
      process.exit(1);
    },
    onSuccess: () => {
      end({ mostResent, resumed });
      agent.destroy();
    },
  }).start();
}

if (order.plain) put();
else upload();
