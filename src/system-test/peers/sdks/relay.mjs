// Between the engine and our stand-ins: hands everything on, and says what the engine sends. One line of JSON a message.
//
//     node relay.mjs '{"deepgram": PORT, "chat": PORT, "elevenlabs": PORT, …}'
import http from "node:http";
import WebSocket, { WebSocketServer } from "ws";

const KINDS = {
  deepgram: "DeepgramSent",
  flux: "DeepgramFluxSent",
  aura: "DeepgramSpeakSent",
  chat: "ChatCompletionCreateParamsStreaming",
  realtime: "RealtimeClientEvent",
  elevenlabs: "ElevenLabsSent",
};
const QUERY = { deepgram: "DeepgramQuery", flux: "DeepgramFluxQuery", aura: "DeepgramSpeakQuery" };
const HOP = /^(host|connection|upgrade|sec-websocket-.*)$/;

const say = (line) => console.log(JSON.stringify(line));

function handOn(request, response, port, as) {
  const body = [];
  request.on("data", (piece) => body.push(piece));
  request.on("end", () => {
    const whole = Buffer.concat(body);
    say({ told: { as, message: JSON.parse(whole) } });
    const { method, url, headers } = request;
    const onward = http.request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.end(whole);
  });
}

function join(near, request, port, as) {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !HOP.test(name)));
  const far = new WebSocket(`ws://127.0.0.1:${port}${request.url}`, { headers });
  const early = [];
  far.on("open", () => early.splice(0).forEach(([data, options]) => far.send(data, options)));
  near.on("message", (data, binary) => {
    if (!binary) say({ told: { as, message: JSON.parse(data) } });
    if (far.readyState === WebSocket.OPEN) far.send(data, { binary });
    else early.push([data, { binary }]);
  });
  far.on("message", (data, binary) => near.send(data, { binary }));
  near.on("close", () => far.close());
  far.on("close", () => near.close());
  for (const end of [near, far]) end.on("error", (why) => say({ failed: `${as}: ${why.message}` }));
}

const relays = {};
for (const [name, port] of Object.entries(JSON.parse(process.argv[2]))) {
  const as = KINDS[name];
  if (!as) continue;
  const server = http.createServer((request, response) => handOn(request, response, port, as));
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (near, request) => {
    const query = Object.fromEntries(new URL(request.url, "ws://relay").searchParams);
    if (QUERY[name]) say({ told: { as: QUERY[name], message: query } });
    join(near, request, port, as);
  });
  await new Promise((bound) => server.listen(0, "127.0.0.1", bound));
  relays[name] = server.address().port;
}
say({ listening: relays });
