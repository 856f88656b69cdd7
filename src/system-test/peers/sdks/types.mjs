// Holds messages against the SDKs' own types, by the TypeScript compiler: reads lines {"told": {"as": KIND, "message": …}},
// and prints how many there were of each kind and type, and what is wrong with them.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const IMPORTS = `
import type { Deepgram } from "@deepgram/sdk";
import type * as listen from "@deepgram/sdk/listen/v1";
import type * as flux from "@deepgram/sdk/listen/v2";
import type * as speak from "@deepgram/sdk/speak/v1";
import type * as wire from "@elevenlabs/elevenlabs-js/serialization/index.js";
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import type { RealtimeClientEvent, RealtimeServerEvent } from "openai/resources/realtime/realtime";
type DeepgramListen = listen.V1Socket.Response;
type DeepgramQuery = Omit<listen.V1Client.ConnectArgs, "Authorization">;
type DeepgramFlux = flux.V2Socket.Response;
type DeepgramFluxQuery = Omit<flux.V2Client.ConnectArgs, "Authorization">;
type DeepgramFluxSent = { type: keyof typeof Deepgram.listen.ListenV2CloseStream.Type };
type DeepgramSpeak = speak.V1Socket.Response;
type DeepgramSpeakQuery = Omit<speak.V1Client.ConnectArgs, "Authorization">;
type DeepgramSpeakSent = Deepgram.speak.SpeakV1Text | { type: keyof typeof Deepgram.speak.SpeakV1Flush.Type };
type DeepgramSent = {
  type:
    | keyof typeof Deepgram.listen.ListenV1KeepAlive.Type
    | keyof typeof Deepgram.listen.ListenV1Finalize.Type
    | keyof typeof Deepgram.listen.ListenV1CloseStream.Type;
};
type ElevenLabsAudioOutputMulti = wire.AudioOutputMulti.Raw;
type ElevenLabsFinalOutputMulti = wire.FinalOutputMulti.Raw;
type ElevenLabsSent =
  | wire.InitializeConnectionMulti.Raw | wire.SendTextMulti.Raw | wire.CloseContext.Raw | wire.CloseSocket.Raw;
`;
const FILE = "told.ts";
const OPTIONS = "--noEmit --strict --skipLibCheck --target es2022 --module nodenext --pretty false".split(" ");
const LONGEST = 60;

const brief = (key, value) => (typeof value === "string" && value.length > LONGEST ? value.slice(0, LONGEST) : value);
const source = [...IMPORTS.trim().split("\n")];
const kinds = {};
const of = {};
for await (const line of createInterface({ input: process.stdin })) {
  const { told } = JSON.parse(line);
  if (!told) continue;
  const kind = `${told.as} ${told.message.type ?? ""}`.trim();
  kinds[kind] = (kinds[kind] ?? 0) + 1;
  source.push(`export const m${source.length}: ${told.as} = ${JSON.stringify(told.message, brief)};`);
  of[source.length] = kind;
}
writeFileSync(FILE, source.join("\n") + "\n");
const compiled = spawnSync("node_modules/.bin/tsc", [...OPTIONS, FILE], { encoding: "utf8" });
const wrong = new Set();
for (const line of compiled.stdout.split("\n").filter((text) => text.includes("error TS"))) {
  const [, number, what] = line.match(/^told\.ts\((\d+),\d+\): error (.*)/) ?? [null, 0, line];
  wrong.add(`${of[number] ?? ""}: ${what}`);
}
if (compiled.status !== 0 && wrong.size === 0) wrong.add(compiled.stderr || String(compiled.error));
console.log(JSON.stringify({ types: { kinds, wrong: [...wrong] } }));
