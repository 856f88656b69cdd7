// The vendors' SDKs in a conversation with our stand-ins. One line of JSON for all that happens.
//
//     node sdks.mjs '{"deepgram": PORT, "chat": PORT, "elevenlabs": PORT, …}' RECORDING.wav
import { readFile } from "node:fs/promises";
import net from "node:net";
import { DeepgramClient } from "@deepgram/sdk";
import { ElevenLabsClient } from "@elevenlabs/elevenlabs-js";
import * as wire from "@elevenlabs/elevenlabs-js/serialization/index.js";
import OpenAI from "openai";
import { OpenAIRealtimeWS } from "openai/realtime/ws";
import WebSocket from "ws";

const ports = JSON.parse(process.argv[2]);
const speech = (await readFile(process.argv[3])).subarray(44);
const { DEEPGRAM_API_KEY, OPENAI_API_KEY, ELEVENLABS_API_KEY } = process.env;
const WRONG = "of-nobody";
const LOOKED_FOR_MS = 5000;

const say = (line) => console.log(JSON.stringify(line));
const told = (as, message) => say({ told: { as, message } });
const toldTool = { name: "check_availability", description: "Tells which times are free on a day." };
const parameters = { type: "object", properties: { day: { type: "string" } }, required: ["day"] };

/** Messages as they come, each to be waited for by what it is. */
class Inbox {
  messages = [];
  waiting = [];

  add(message) {
    this.messages.push(message);
    this.waiting = this.waiting.filter(({ wanted, found }) => !wanted(message) || found(message));
  }

  /** The next that is so; fails where none comes. */
  next(wanted) {
    return new Promise((found, missing) => {
      const late = setTimeout(() => missing(new Error(`nothing came that is ${wanted}`)), LOOKED_FOR_MS);
      this.waiting.push({ wanted, found: (message) => (clearTimeout(late), found(message)) });
    });
  }

  event(type) {
    return this.next((message) => message.type === type);
  }
}

async function chat() {
  const client = (apiKey) => new OpenAI({ apiKey, baseURL: `http://127.0.0.1:${ports.chat}/v1`, maxRetries: 0 });
  const asked = [];
  const runner = client(OPENAI_API_KEY).chat.completions.runTools({
    model: "stand-in",
    stream: true,
    messages: [{ role: "user", content: "is monday free" }],
    tools: [
      {
        type: "function",
        function: { ...toldTool, parameters, parse: JSON.parse, function: (wish) => (asked.push(wish), { free: ["10:00"] }) },
      },
    ],
  });
  runner.on("chunk", (chunk) => told("ChatCompletionChunk", chunk));
  const said = (await runner.finalContent()) ?? "";
  const spoken = runner.messages.filter((m) => m.role === "assistant").map((m) => m.content);
  say({ chat: { asked, said, spoken } });
  const refused = await client(WRONG).models.list().catch((why) => why);
  say({ chat_refused: { status: refused.status, error: refused.constructor.name } });
}

/** A session of the Realtime API. The SDK speaks only TLS, so it is given plain sockets. */
function realtimeSession(apiKey, kind) {
  const client = new OpenAI({ apiKey, baseURL: `http://127.0.0.1:${ports.realtime}/v1` });
  const plain = { createConnection: ({ host, port }) => net.connect({ host, port }) };
  const session = new OpenAIRealtimeWS({ ...kind, options: plain }, client);
  const inbox = new Inbox();
  session.on("event", (event) => {
    told("RealtimeServerEvent", event);
    inbox.add(event);
  });
  session.on("error", (why) => inbox.add({ type: "refused", why }));
  const ask = (event, answer) => {
    const coming = inbox.event(answer);
    session.send(event);
    return coming;
  };
  return { session, inbox, ask };
}

const CONVERSATION = { model: "stand-in" };
const TRANSCRIBED = "conversation.item.input_audio_transcription.completed";
const SOUND = speech.subarray(0, 48000).toString("base64");
const SESSION = {
  type: "realtime",
  instructions: "You are a receptionist.",
  output_modalities: ["audio"],
  audio: {
    input: {
      format: { type: "audio/pcm", rate: 24000 },
      transcription: { model: "gpt-4o-mini-transcribe" },
      turn_detection: null,
    },
    output: { format: { type: "audio/pcm", rate: 24000 }, voice: "marin" },
  },
  tools: [{ type: "function", ...toldTool, parameters }],
};

async function realtime() {
  const { session, inbox, ask } = realtimeSession(OPENAI_API_KEY, CONVERSATION);
  await inbox.event("session.created");
  await ask({ type: "session.update", session: SESSION }, "session.updated");

  session.send({ type: "input_audio_buffer.append", audio: Buffer.alloc(100).toString("base64") });
  const early = await ask({ type: "input_audio_buffer.commit" }, "error");
  await ask({ type: "input_audio_buffer.clear" }, "input_audio_buffer.cleared");
  session.send({ type: "input_audio_buffer.append", audio: SOUND });
  const heard = await ask({ type: "input_audio_buffer.commit" }, TRANSCRIBED);

  const wish = inbox.event("response.function_call_arguments.done");
  const first = await ask({ type: "response.create" }, "response.done");
  const wished = await wish;
  const output = { type: "function_call_output", call_id: wished.call_id, output: '{"free":["10:00"]}' };
  await ask({ type: "conversation.item.create", item: output }, "conversation.item.done");
  const said = inbox.event("response.output_audio_transcript.done");
  await ask({ type: "response.create" }, "response.done");

  const words = { type: "message", role: "user", content: [{ type: "input_text", text: "hello" }] };
  await ask({ type: "conversation.item.create", item: words }, "conversation.item.done");
  const item = await ask({ type: "response.create" }, "response.output_audio.delta");
  const cancelled = await ask({ type: "response.cancel" }, "response.done");
  const cut = { type: "conversation.item.truncate", item_id: item.item_id, content_index: 0, audio_end_ms: 120 };
  const truncated = await ask(cut, "conversation.item.truncated");
  const late = await ask({ type: "response.cancel" }, "error");
  say({
    realtime: {
      heard: heard.transcript,
      wish: { name: wished.name, arguments: JSON.parse(wished.arguments) },
      said: (await said).transcript,
      responses: [first, cancelled].map((done) => done.response.status),
      truncated_ms: truncated.audio_end_ms,
      errors: [early, late].map((event) => event.error.code),
    },
  });
  session.close();

  const refused = realtimeSession(WRONG, CONVERSATION);
  const { why } = await refused.inbox.event("refused");
  say({ realtime_refused: why.message });
}

async function transcription() {
  const { session, inbox, ask } = realtimeSession(OPENAI_API_KEY, { intent: "transcription" });
  const created = await inbox.event("session.created");
  await ask({ type: "session.update", session: { type: "transcription", audio: { input: SESSION.audio.input } } }, "session.updated");
  session.send({ type: "input_audio_buffer.append", audio: SOUND });
  const committed = inbox.event("input_audio_buffer.committed");
  const partial = inbox.event("conversation.item.input_audio_transcription.delta");
  const heard = await ask({ type: "input_audio_buffer.commit" }, TRANSCRIBED);
  const items = new Set([await committed, await partial, heard].map((event) => event.item_id));
  say({ transcription: { session: created.session.type, heard: heard.transcript, items: items.size } });
  session.close();
}

const deepgramClient = (apiKey, port) =>
  new DeepgramClient({ apiKey, environment: { base: `http://127.0.0.1:${port}`, production: `ws://127.0.0.1:${port}` } });

/** Begins a connection; its messages are of this kind, unless they are sound. */
function deepgramInbox(connection, as) {
  const inbox = new Inbox();
  connection.on("message", (message) => {
    if (!(message instanceof Blob)) told(as, message);
    inbox.add(message);
  });
  connection.on("close", (event) => inbox.add({ type: "closed", code: event.code }));
  connection.on("error", (why) => inbox.add({ type: "failed", why }));
  connection.connect();
  return inbox;
}

function hear(connection, sound) {
  for (let from = 0; from < sound.length; from += 1600) connection.sendMedia(sound.subarray(from, from + 1600));
}

async function deepgram() {
  const connect = async (apiKey) => {
    const query = { model: "nova-3", encoding: "linear16", sample_rate: 8000, interim_results: "true", endpointing: 300 };
    const connection = await deepgramClient(apiKey, ports.deepgram).listen.v1.connect({ ...query, reconnectAttempts: 0 });
    return { connection, inbox: deepgramInbox(connection, "DeepgramListen") };
  };
  const { connection, inbox } = await connect(DEEPGRAM_API_KEY);
  await connection.waitForOpen();
  const results = (wanted) => inbox.next((message) => message.type === "Results" && wanted(message));
  const waited = Promise.all([results((r) => !r.is_final), results((r) => r.speech_final)]);
  hear(connection, speech);
  hear(connection, Buffer.alloc(8000));
  const [partial, final] = await waited;
  connection.sendKeepAlive({ type: "KeepAlive" });
  const finalized = results((r) => r.from_finalize);
  hear(connection, speech.subarray(0, 8000));
  connection.sendFinalize({ type: "Finalize" });
  const asked = await finalized;
  const metadata = inbox.event("Metadata");
  const closed = inbox.event("closed");
  connection.sendCloseStream({ type: "CloseStream" });
  const words = (result) => result.channel.alternatives[0].transcript;
  say({
    deepgram: {
      heard: [partial, final, asked].map(words),
      follows: asked.start === final.start + final.duration || asked.start > final.start,
      seconds: (await metadata).duration,
      closed: (await closed).code,
    },
  });
  const refused = await connect(WRONG);
  const { why } = await refused.inbox.event("failed");
  say({ deepgram_refused: why.message });
}

async function flux() {
  const client = deepgramClient(DEEPGRAM_API_KEY, ports.flux);
  const query = { model: "flux-general-en", encoding: "linear16", sample_rate: 8000 };
  const connection = await client.listen.v2.connect({ ...query, reconnectAttempts: 0 });
  const inbox = deepgramInbox(connection, "DeepgramFlux");
  const turn = (event) => inbox.next((message) => message.event === event);
  const waited = Promise.all([inbox.event("Connected"), turn("StartOfTurn"), turn("Update"), turn("EndOfTurn")]);
  await connection.waitForOpen();
  hear(connection, speech);
  hear(connection, Buffer.alloc(16000));
  const [connected, ...first] = await waited;
  const second = [turn("StartOfTurn"), turn("EndOfTurn")];
  hear(connection, speech.subarray(0, 16000));
  await second[0];
  connection.sendForceEndTurn({ type: "ForceEndTurn" });
  const ends = [first[2], await second[1]];
  const closed = inbox.event("closed");
  connection.sendCloseStream({ type: "CloseStream" });
  say({
    flux: {
      first: connected.sequence_id,
      heard: ends.map((end) => end.transcript),
      turns: ends.map((end) => end.turn_index),
      triggers: ends.map((end) => end.trigger),
      closed: (await closed).code,
    },
  });
}

async function aura() {
  const client = deepgramClient(DEEPGRAM_API_KEY, ports.aura);
  const voice = { model: "aura-2-thalia-en", encoding: "linear16", sample_rate: 16000 };
  const text = "Hello and welcome.";
  const whole = await client.speak.v1.audio.generate({ ...voice, text, container: "none" });
  const connection = await client.speak.v1.connect({ ...voice, reconnectAttempts: 0 });
  const inbox = deepgramInbox(connection, "DeepgramSpeak");
  const metadata = inbox.event("Metadata");
  await connection.waitForOpen();
  await metadata;
  const flushed = inbox.event("Flushed");
  connection.sendText({ type: "Speak", text });
  connection.sendFlush({ type: "Flush" });
  await flushed;
  const sound = inbox.messages.filter((message) => message instanceof Blob);
  const cleared = inbox.event("Cleared");
  connection.sendClear({ type: "Clear" });
  await cleared;
  const closed = inbox.event("closed");
  connection.sendClose({ type: "Close" });
  const ms = [(await whole.arrayBuffer()).byteLength, sound.reduce((sum, piece) => sum + piece.size, 0)].map((bytes) => bytes / 32);
  say({ aura: { ms, closed: (await closed).code } });
}

async function speak() {
  const client = (apiKey) => new ElevenLabsClient({ apiKey, baseUrl: `http://127.0.0.1:${ports.elevenlabs}`, maxRetries: 0 });
  const request = { text: "Hello and welcome.", modelId: "eleven_v3", outputFormat: "pcm_16000" };
  let bytes = 0;
  for await (const piece of await client(ELEVENLABS_API_KEY).textToSpeech.stream("voice", request)) bytes += piece.length;
  const refused = await client(WRONG).textToSpeech.stream("voice", request).catch((why) => why);
  say({ elevenlabs: { ms: bytes / 32, refused: { status: refused.statusCode, error: refused.constructor.name } } });
}

/** The SDK has no client for the socket of several contexts, but it has its messages. */
async function speakInContexts() {
  const address = `ws://127.0.0.1:${ports.elevenlabs}/v1/text-to-speech/voice/multi-stream-input`;
  const socket = new WebSocket(`${address}?model_id=eleven_flash_v2_5&output_format=pcm_16000&sync_alignment=true`, {
    headers: { "xi-api-key": ELEVENLABS_API_KEY },
  });
  await new Promise((open, failed) => socket.on("open", open).on("error", failed));
  const inbox = new Inbox();
  socket.on("message", (data) => inbox.add(JSON.parse(data)));
  const send = (kind, message) => socket.send(JSON.stringify(wire[kind].jsonOrThrow(message)));
  const contexts = ["one", "two"];
  const over = contexts.map((context) => inbox.next((m) => m.contextId === context && m.isFinal));
  for (const contextId of contexts) {
    send("InitializeConnectionMulti", { text: " ", contextId });
    send("SendTextMulti", { text: `This is ${contextId}. `, contextId });
    send("FlushContext", { contextId, flush: true });
    send("CloseContext", { contextId, closeContext: true });
  }
  await Promise.all(over);
  const closed = new Promise((done) => socket.on("close", done));
  send("CloseSocket", { closeSocket: true });
  const heard = {};
  for (const message of inbox.messages) {
    const kind = message.isFinal ? "FinalOutputMulti" : "AudioOutputMulti";
    told(`ElevenLabs${kind}`, message);
    const read = wire[kind].parseOrThrow(message, { unrecognizedObjectKeys: "fail" });
    if (message.isFinal) continue;
    const context = (heard[read.contextId] ??= { ms: 0, chars: "" });
    context.ms += Buffer.from(read.audio, "base64").length / 32;
    context.chars += read.alignment.chars.join("");
  }
  say({ contexts: { heard, closed: await closed } });
}

for (const part of [chat, realtime, transcription, deepgram, flux, aura, speak, speakInContexts]) {
  try {
    await part();
  } catch (why) {
    say({ failed: { part: part.name, why: String(why.stack ?? why) } });
  }
}
process.exit(0);
