// A bot as its makers publish it: Fastify, @fastify/websocket, and the TwilioRealtimeTransportLayer of OpenAI's
// Agents SDK, which speaks Twilio's Media Streams. Nothing of it is changed. In place of OpenAI, a stand-in of its Realtime
// WebSocket on this machine: it greets with a tone, faster than real time, and tells when it hears the caller.
//
// Prints a line of JSON for each thing that happens; the first is {"listening":PORT}.

import Fastify from 'fastify';
import websocket from '@fastify/websocket';
import { WebSocketServer } from 'ws';
import { TwilioRealtimeTransportLayer } from '@openai/agents-extensions';

const GREETING_MS = 6000;
const PIECE_MS = 250;
const LOUD_BYTES = 60;

const say = (what) => process.stdout.write(JSON.stringify({ ...what, at_ms: Math.round(performance.now()) }) + '\n');

// ---- the stand-in

const muLaw = (sample) => {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32635) + 132;
  const segment = 24 - Math.clz32(magnitude);
  return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff;
};

const tone = Buffer.from(
  Array.from({ length: GREETING_MS * 8 }, (_, n) => muLaw(Math.round(8000 * Math.sin((2 * Math.PI * 440 * n) / 8000)))),
);

const realtime = new WebSocketServer({ host: '127.0.0.1', port: 0 });
realtime.on('connection', (socket) => {
  const tell = (event) => socket.send(JSON.stringify({ event_id: 'e', ...event }));
  let heardBytes = 0;
  let speaks = false;
  let greeted = false;
  tell({ type: 'session.created', session: { type: 'realtime' } });
  socket.on('message', (data) => {
    const event = JSON.parse(data.toString());
    if (event.type === 'session.update') {
      tell({ type: 'session.updated', session: event.session });
    } else if (event.type === 'input_audio_buffer.append') {
      if (!greeted) {
        greeted = true; // a greeting from before the stream's start would be without a streamSid
        greet(tell);
      }
      const sound = Buffer.from(event.audio, 'base64');
      heardBytes += sound.length;
      const loud = sound.filter((byte) => (byte & 0x70) < 0x50).length;
      if (!speaks && loud > LOUD_BYTES) {
        speaks = true;
        say({ speech_started_ms: heardBytes / 8 });
        tell({ type: 'input_audio_buffer.speech_started', audio_start_ms: heardBytes / 8, item_id: 'caller' });
      }
    } else {
      say({ realtime: event });
    }
  });
  socket.on('close', () => say({ heard_ms: heardBytes / 8 }));
});

function greet(tell) {
  const ids = { response_id: 'r1', item_id: 'i1', output_index: 0, content_index: 0 };
  tell({ type: 'response.created', response: { id: 'r1', status: 'in_progress', output: [] } });
  tell({ type: 'response.output_item.added', response_id: 'r1', output_index: 0, item: { id: 'i1', type: 'message', role: 'assistant', status: 'in_progress', content: [] } });
  for (let at = 0; at < tone.length; at += PIECE_MS * 8) {
    tell({ type: 'response.output_audio.delta', ...ids, delta: tone.subarray(at, at + PIECE_MS * 8).toString('base64') });
  }
  tell({ type: 'response.output_audio.done', ...ids });
  tell({ type: 'response.done', response: { id: 'r1', status: 'completed', output: [] } });
}

// ---- the bot

const bot = Fastify();
await bot.register(websocket);
bot.register(async (routes) => {
  routes.get('/media-stream', { websocket: true }, async (socket) => {
    const transport = new TwilioRealtimeTransportLayer({ twilioWebSocket: socket });
    transport.on('*', (event) => {
      if (event.type === 'twilio_message' && event.message.event !== 'media') {
        say({ twilio: event.message });
      }
    });
    transport.on('error', (error) => say({ error: String(error.error?.message ?? error.error ?? error) }));
    await transport.connect({
      apiKey: 'none',
      url: `ws://127.0.0.1:${realtime.address().port}/`,
      initialSessionConfig: {},
    });
  });
});
await bot.listen({ host: '127.0.0.1', port: 0 });
say({ listening: bot.server.address().port });
