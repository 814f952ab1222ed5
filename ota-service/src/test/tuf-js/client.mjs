// Refreshes with tuf-js, downloads one target, and says in one line of JSON what came of it.
// FOLDER holds root.json, car.crt, car.key and ca.crt. TAMPER names a path of which one byte is changed on the way.
import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { Readable } from 'node:stream';
import { BaseFetcher, Updater } from 'tuf-js';
import { DownloadHTTPError } from 'tuf-js/dist/error.js';

const { FOLDER, URL_OF_SERVICE, TARGET, TAMPER = '', HOURS_LATER = '0' } = process.env;

const realNow = Date.now;
const later = Number(HOURS_LATER) * 3_600_000;
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length === 0 ? [realNow() + later] : given));
  }
  static now() {
    return realNow() + later;
  }
};

const file = (name) => fs.readFileSync(path.join(FOLDER, name));

// A car speaks mutual TLS, which tuf-js leaves to whoever fetches for it.
class CarFetcher extends BaseFetcher {
  agent = new https.Agent({ cert: file('car.crt'), key: file('car.key'), ca: file('ca.crt') });

  fetch(url) {
    return new Promise((resolve, reject) => {
      https
        .get(url, { agent: this.agent }, async (response) => {
          const chunks = [];
          for await (const chunk of response) chunks.push(chunk);
          if (response.statusCode !== 200) {
            reject(new DownloadHTTPError(`status ${response.statusCode}`, response.statusCode));
            return;
          }
          const body = Buffer.concat(chunks);
          if (TAMPER !== '' && url.endsWith(TAMPER)) body[Math.floor(body.length / 2)] ^= 1;
          resolve(Readable.toWeb(Readable.from([body])));
        })
        .on('error', reject);
    });
  }
}

const metadataDir = path.join(FOLDER, 'metadata');
const targetDir = path.join(FOLDER, 'targets');
for (const dir of [metadataDir, targetDir]) fs.rmSync(dir, { recursive: true, force: true });
for (const dir of [metadataDir, targetDir]) fs.mkdirSync(dir, { recursive: true });
fs.copyFileSync(path.join(FOLDER, 'root.json'), path.join(metadataDir, 'root.json'));

try {
  const updater = new Updater({
    metadataDir,
    targetDir,
    metadataBaseUrl: `${URL_OF_SERVICE}/v1/tuf/metadata`,
    targetBaseUrl: `${URL_OF_SERVICE}/v1/tuf/targets`,
    fetcher: new CarFetcher(),
  });
  await updater.refresh();
  const target = await updater.getTargetInfo(TARGET);
  if (target === undefined) throw new Error(`nothing is signed for ${TARGET}`);
  const downloaded = await updater.downloadTarget(target);
  console.log(JSON.stringify({ downloaded, root: updater.trustedSet.root.signed.version }));
} catch (error) {
  console.log(JSON.stringify({ error: error.constructor.name, message: error.message }));
  process.exitCode = 1;
}
process.exit();
