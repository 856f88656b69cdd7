// S3 as s3rver plays it, signatures held to their keys. SIGUSR2 takes it away, and brings it back. One line of JSON for all that happens.
import os from "node:os";
import path from "node:path";
import fs from "node:fs";
import S3rver from "s3rver";

const say = (line) => console.log(JSON.stringify(line));
const directory = fs.mkdtempSync(path.join(os.tmpdir(), "talkspurt-s3-"));
let server;
let port = 0;

async function open() {
  server = new S3rver({ address: "127.0.0.1", port, silent: true, directory, configureBuckets: [{ name: "calls" }] });
  port = (await server.run()).port;
}

await open();
say({ listening: port, directory });
let next = Promise.resolve();
process.on("SIGUSR2", () => {
  next = next.then(async () => {
    if (server) {
      const closing = server;
      server = undefined;
      await new Promise((done) => {
        closing.httpServer.closeAllConnections();
        closing.httpServer.close(done);
      });
      say({ away: true });
    } else {
      await open();
      say({ back: true });
    }
  });
});
process.on("SIGTERM", () => {
  fs.rmSync(directory, { recursive: true, force: true });
  process.exit(0);
});
