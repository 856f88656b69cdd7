// OpenAI's servers as aimock plays them: transcription, chat with a tool, speech. One line of JSON for all that happens.
import http from "node:http";
import { LLMock } from "@copilotkit/aimock";

const say = (line) => console.log(JSON.stringify(line));
const RATE_HZ = 24000;

/** A tone of that many milliseconds, as linear sound at 24 kHz. */
function tone(ms) {
  const sound = Buffer.alloc((2 * RATE_HZ * ms) / 1000);
  for (let n = 0; n < sound.length / 2; n++)
    sound.writeInt16LE(Math.round(6000 * Math.sin((2 * Math.PI * 400 * n) / RATE_HZ)), 2 * n);
  return { audio: sound.toString("base64"), format: "pcm" };
}

const server = new LLMock({ port: 0, strict: true });
const heard = { transcription: { text: "Book me in at nine, please." } };
server.on({ endpoint: "transcription" }, heard);
server.on({ endpoint: "realtime-transcription" }, heard);
server.on({ endpoint: "chat", hasToolResult: true }, { content: "You are booked for nine. Anything else?" });
server.on({ endpoint: "chat", userMessage: /Book me in/ }, { toolCalls: [{ name: "book", arguments: '{"time":"09:00"}' }] });
server.on({ endpoint: "chat", userMessage: /.*/ }, { content: "Yes." });
server.onSpeech(/.*/, tone(1000));
await server.start();

const tool = http.createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    say({ tool: { key: request.headers["idempotency-key"], body: JSON.parse(body) } });
    response.setHeader("Content-Type", "application/json");
    response.end('{"booked":true}');
  });
});
await new Promise((bound) => tool.listen(0, "127.0.0.1", bound));

setInterval(() => {
  for (const entry of server.getRequests())
    say({ asked: { path: entry.path, status: entry.response.status, body: entry.body } });
  server.clearRequests();
}, 100);
say({ listening: { server: Number(new URL(server.url).port), tool: tool.address().port } });
