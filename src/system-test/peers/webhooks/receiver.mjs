// A receiver of webhooks that verifies each by Standard Webhooks' own library. It is away for the first three requests.
import http from "node:http";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.PEER_WEBHOOK_SECRET);
const tell = (line) => console.log(JSON.stringify(line));
let away = 3;

const server = http.createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", () => {
    const body = Buffer.concat(pieces).toString("utf8");
    try {
      const event = webhook.verify(body, request.headers);
      if (away-- > 0) {
        tell({ away: event.id });
        response.writeHead(503).end();
        return;
      }
      tell({ verified: event, id: request.headers["webhook-id"] });
      response.writeHead(204).end();
    } catch (refused) {
      tell({ refused: String(refused), headers: request.headers });
      response.writeHead(400).end();
    }
  });
});
server.listen(0, "127.0.0.1", () => tell({ listening: server.address().port }));
