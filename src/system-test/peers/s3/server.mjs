// S3 as s3rver plays it, signatures held to their keys. SIGUSR2 takes it away, and brings it back. One line of JSON for all that happens.
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import S3rver from "s3rver";

const say = (line) => console.log(JSON.stringify(line));
const directory = fs.mkdtempSync(path.join(os.tmpdir(), "talkspurt-s3-"));
const s3 = new S3rver({ silent: true, directory, configureBuckets: [{ name: "calls" }] });
await s3.configureBuckets();
const answer = s3.callback();
let away = false;
process.on("SIGUSR2", () => {
  away = !away;
  say(away ? { away } : { back: true });
});
process.on("SIGTERM", () => {
  fs.rmSync(directory, { recursive: true, force: true });
  process.exit(0);
});
const server = http.createServer((request, response) => (away ? request.socket.destroy() : answer(request, response)));
server.listen(0, "127.0.0.1", () => {
  say({ directory });
  say({ listening: server.address().port });
});
