/** The page on which anybody talks to a profile. */
import {Refused, follow, get, hangUp, post} from "./api.js";
import {Line, closeSound, openSound} from "./line.js";
import {money, text} from "./messages.js";
import {openPage, say, tell} from "./shell.js";
import {Timing} from "./timing.js";
import {Transcript} from "./transcript.js";

const LOOK_EVERY_MS = 500;
const LOOKS_AFTER_THE_END = 4;
const SILENT_DB = -60;
const PROFILE = "talkspurt-profile";

const $ = (id) => document.getElementById(id);
const transcript = new Transcript($("transcript"), "you", true);
let call = null;

start();

async function start() {
  await openPage(profiles);
  fillKeypad();
  fill("echo", [["", text("off")], ...[-20, -12, -6, 0].map((db) => [db, text("decibels", {value: db})])]);
  fill("echo-delay", [50, 150, 300, 500, 800].map((ms) => [ms, text("milliseconds", {value: ms})]), 150);
  fill("noise", [["", text("off")], ...[-50, -40, -30, -20].map((db) => [db, text("decibels", {value: db})])]);
  fill("loss", [["0", text("off")], ...[1, 2, 5, 10].map((share) => [share, text("percent", {value: share})])]);
  $("call").addEventListener("click", () => (call ? end() : begin()));
  $("mute").addEventListener("click", mute);
  $("keys").addEventListener("click", showKeypad);
  $("type").addEventListener("submit", typed);
  $("type-words").setAttribute("aria-label", text("typeWords"));
  $("type-words").placeholder = text("typeWords");
  $("simulator").addEventListener("change", simulate);
  document.addEventListener("keydown", pressed);
  await devices();
  await profiles();
}

function fill(id, options, chosen) {
  $(id).replaceChildren(...options.map(([value, label]) => new Option(label, value, false, value === chosen)));
}

// ---- what there is

async function profiles() {
  try {
    const known = (await get("/api/profiles")).profiles;
    fill("profile", known.map((one) => [one.name, one.standard ? text("standard", {name: one.name}) : one.name]));
    const before = sessionStorage.getItem(PROFILE);
    const standard = known.find((one) => one.standard);
    $("profile").value = known.some((one) => one.name === before) ? before : standard ? standard.name : "";
    get("/health").then((health) => { $("version").textContent = health.version ?? ""; }).catch(() => {});
  } catch (problem) {
    tell(problem);
  }
}

/** Their names are told only once the microphone was allowed. */
async function devices() {
  const all = navigator.mediaDevices ? await navigator.mediaDevices.enumerateDevices() : [];
  const microphones = all.filter((device) => device.kind === "audioinput" && device.deviceId && device.label);
  const chosen = $("device").value;
  fill("device", [["", text("anyDevice")], ...microphones.map((device) => [device.deviceId, device.label])], chosen);
}

// ---- a call

async function begin() {
  $("call").disabled = true;
  say(text("connecting"));
  let sound;
  try {
    sound = await microphone();
    devices();
    const started = await post("/api/calls", {callerId: "", profile: $("profile").value, line: "websocket"});
    sessionStorage.setItem(PROFILE, $("profile").value);
    connect(sound, started);
  } catch (problem) {
    if (sound) {
      closeSound(sound);
    }
    tell(problem);
  } finally {
    $("call").disabled = false;
  }
}

async function microphone() {
  if (!navigator.mediaDevices) {
    throw new Error(text("notSecure"));
  }
  try {
    return await openSound({deviceId: $("device").value, echoCancellation: $("canceller").checked});
  } catch (why) {
    throw new Error(text("noMicrophone", {why: why.message}));
  }
}

function connect(sound, started) {
  const timing = new Timing({
    answered: (ms) => show("answered", text("seconds", {value: (ms / 1000).toFixed(2)})),
    stopped: (ms) => show("stopped", text("milliseconds", {value: ms})),
  });
  const line = new Line(sound, {
    opened: () => {
      say(text("talking"));
      $("type").hidden = false;
    },
    frame: (frame) => {
      timing.frame(frame.level, frame.playing);
      level("mic-level", frame.level);
      level("bot-level", frame.playing);
      show("waiting", text("milliseconds", {value: frame.queuedMs}));
    },
    closed: (reason) => closed(reason),
  });
  call = {id: started.callId, line, looking: new AbortController()};
  transcript.clear();
  ["answered", "stopped", "cost", "state"].forEach((figure) => show(figure, ""));
  $("empty").hidden = true;
  $("call-id").textContent = text("callId", {id: call.id});
  $("call-id").href = `/calls/${encodeURIComponent(call.id)}`;
  $("call").textContent = text("hangUp");
  $("call").classList.add("hang-up");
  $("mute").disabled = false;
  $("mute").setAttribute("aria-pressed", "false");
  simulate();
  line.open(address(started));
  look(call);
}

/** This page's own server, whichever node houses the call: any takes the line. */
function address(started) {
  const at = new URL("/media/asterisk", location.href);
  at.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  at.searchParams.set("uuid", started.callId);
  if (started.audio && started.audio.token) {
    at.searchParams.set("token", started.audio.token);
  }
  return at.href;
}

function end() {
  const over = call;
  over.line.hangUp();
  hangUp(over.id).catch(() => {}); // the line's end tells it, too
}

function closed(reason) {
  const over = call;
  call = null;
  $("call").textContent = text("call");
  $("call").classList.remove("hang-up");
  $("mute").disabled = true;
  $("type").hidden = true;
  level("mic-level", 0);
  level("bot-level", 0);
  show("waiting", "");
  say(reason === "page" ? text("hungUp") : reason === "failed" ? text("noLine") : text("lost"), reason === "failed");
  over.over = true;
}

// ---- what happens in it

async function look(one) {
  watchPlayback(one);
  let left = LOOKS_AFTER_THE_END;
  while (left > 0) {
    try {
      left = shown(one, await get(`/api/calls/${encodeURIComponent(one.id)}`)) ? 0 : left;
    } catch (problem) {
      if (problem instanceof Refused && problem.status !== 404 && problem.status !== 503) {
        tell(problem);
        break;
      }
    }
    left -= one.over ? 1 : 0;
    await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
  }
  one.looking.abort();
  transcript.nowPlaying("");
}

/** Returns whether the call is over. */
function shown(one, story) {
  if (call !== null && call !== one) {
    return true;
  }
  transcript.show(story.timeline);
  show("state", text(`states.${story.state}`));
  show("cost", story.cost && story.cost.amount > 0 ? money(story.cost) : "");
  if (story.state === "ended" && one.over) {
    say(text("over", {reason: story.transferredTo ?? story.endReason}));
  }
  return story.state === "ended" && one.over;
}

async function watchPlayback(one) {
  try {
    await follow(`/api/calls/${encodeURIComponent(one.id)}/playback`, (event, playback) => {
      if (event === "segment-started") {
        transcript.nowPlaying(playback.words);
      } else if (event !== "played") {
        transcript.nowPlaying("");
      }
    }, one.looking.signal);
  } catch (ended) {
    // what is being said is shown once it was said
  }
}

// ---- what the caller does

function mute() {
  const muted = $("mute").getAttribute("aria-pressed") !== "true";
  $("mute").setAttribute("aria-pressed", String(muted));
  call.line.mute(muted);
}

function fillKeypad() {
  $("keypad").replaceChildren(...[..."123456789*0#"].map((digit) => {
    const key = document.createElement("button");
    key.type = "button";
    key.textContent = digit;
    key.setAttribute("aria-label", text("key", {digit}));
    key.addEventListener("click", () => call && call.line.press(digit));
    return key;
  }));
}

function showKeypad() {
  $("keypad").hidden = !$("keypad").hidden;
  $("keys").setAttribute("aria-expanded", String(!$("keypad").hidden));
}

/** Keys of the keyboard are keys of the telephone, but where something is chosen or written. */
function pressed(event) {
  if (call && /^[0-9*#]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey
      && !["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName)) {
    call.line.press(event.key);
  }
}

function typed(event) {
  event.preventDefault();
  if (call) {
    call.line.type($("type-words").value);
    $("type-words").value = "";
  }
}

function simulate() {
  if (call) {
    call.line.simulate({
      narrow: $("narrow").checked,
      echoDb: $("echo").value === "" ? null : Number($("echo").value),
      echoMs: Number($("echo-delay").value),
      noiseDb: $("noise").value === "" ? null : Number($("noise").value),
      lossPercent: Number($("loss").value),
    });
  }
}

// ---- what is shown

function show(id, value) {
  $(id).textContent = value;
}

function level(id, rms) {
  $(id).value = rms > 0 ? Math.max(SILENT_DB, 20 * Math.log10(rms)) : SILENT_DB;
}
