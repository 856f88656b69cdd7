/** One call: what it was, what was said, what was heard and decided when, and why it ended. */
import {Refused, blob, get, hangUp, plain, post} from "./api.js";
import {Listening} from "./listen.js";
import {money, text} from "./messages.js";
import {openPage, say, tell} from "./shell.js";
import {Timeline} from "./timeline.js";
import {read} from "./trace.js";
import {Transcript} from "./transcript.js";

const LOOK_EVERY_MS = 1000;
const MOST_DETAIL = 400;

const $ = (id) => document.getElementById(id);
const id = decodeURIComponent(location.pathname.split("/").pop());
const path = `/api/calls/${encodeURIComponent(id)}`;
const transcript = new Transcript($("transcript"), "caller", false);
let shownEvents = 0;

start();

async function start() {
  await openPage(begin);
  for (const [way, field] of [["say", "text"], ["hint", "text"], ["transfer", "destination"]]) {
    $(`${way}-words`).setAttribute("aria-label", text(`${way}Words`));
    $(`${way}-words`).placeholder = text(`${way}Words`);
    $(way).addEventListener("submit", (event) => bring(event, way, field));
  }
  $("listen").addEventListener("click", listen);
  $("hang-up").addEventListener("click", () => hangUp(id).then(() => say(text("done")), tell));
  await begin();
}

async function begin() {
  try {
    let story = await get(path);
    show(story);
    await recording();
    while (story.state !== "ended") {
      await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
      story = await get(path);
      show(story);
    }
    await recording();
  } catch (problem) {
    tell(problem);
  }
}

// ---- what it was

function show(story) {
  facts(story);
  transcript.show(story.timeline);
  $("live").hidden = story.state === "ended";
  $("faults-card").hidden = story.faults.length === 0;
  $("faults").replaceChildren(...story.faults.map((fault) => {
    const item = document.createElement("li");
    item.textContent = `${fault.fault}: ${fault.what} ${fault.detail ?? ""} ${text("remedy", {remedy: fault.remedy})}`;
    return item;
  }));
  $("events").append(...story.timeline.slice(shownEvents).map(row));
  shownEvents = story.timeline.length;
}

function facts(story) {
  const plan = story.plan;
  const all = [
    ["id", story.callId], ["state", text(`states.${story.state}`)], ["end", story.endReason], ["transferredTo", story.transferredTo],
    ["begun", new Date(story.timeline[0].at).toLocaleString()], ["caller", plan.callerId], ["called", plan.dnid], ["profile", plan.profile],
    ["version", plan.profileVersion], ["variables", pairs(plan.variables)], ["line", story.line && `${story.line.id} ${story.line.lost ?? ""}`],
    ["costs", costs(story.cost)], ["outcome", story.outcome && (story.outcome.disposition ?? story.outcome.state)],
  ];
  $("facts").replaceChildren(...all.filter(([, value]) => value).map(([name, value]) => {
    const group = document.createElement("div");
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.textContent = text(name);
    told.textContent = value;
    group.append(term, told);
    return group;
  }));
}

function pairs(values) {
  return Object.entries(values ?? {}).map(([name, value]) => `${name}=${value}`).join(", ");
}

function costs(cost) {
  return cost && [
    money(cost),
    ...Object.entries(cost.providers ?? {}).map(([provider, one]) => text("costOf", {provider, amount: one.amount, currency: cost.currency})),
  ].join("; ");
}

function row(event) {
  const line = document.createElement("tr");
  const {at, type, ...rest} = event;
  const details = Object.entries(rest).map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`).join("  ");
  const short = details.length > MOST_DETAIL ? `${details.slice(0, MOST_DETAIL)} …` : details;
  [new Date(at).toLocaleTimeString(undefined, {hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3}), type, short].forEach((value) => {
    const cell = document.createElement("td");
    cell.textContent = value;
    line.append(cell);
  });
  return line;
}

async function bring(event, way, name) {
  event.preventDefault();
  const field = $(`${way}-words`);
  try {
    await post(`${path}/${way}`, {[name]: field.value});
    field.value = "";
    say(text("done"));
  } catch (problem) {
    tell(problem);
  }
}

let listening = null;

/** Begins or ends; a line of another rate, and a call that is over, end it. */
async function listen() {
  if (listening) {
    listening.stop();
    return;
  }
  listening = new Listening();
  $("listen").setAttribute("aria-pressed", "true");
  try {
    await listening.start(`${path}/listen`);
  } catch (problem) {
    tell(problem instanceof Refused && problem.status === 403 ? new Error(text("noListen")) : problem);
  } finally {
    listening = null;
    $("listen").setAttribute("aria-pressed", "false");
  }
}

// ---- what was heard

async function recording() {
  try {
    const parts = (await get(`${path}/recording`)).parts.filter((part) => part.sound);
    $("no-recording").hidden = parts.length > 0;
    $("no-recording").textContent = text("noRecording");
    $("recording").replaceChildren();
    for (const part of parts) {
      await add(part);
    }
  } catch (problem) {
    $("no-recording").hidden = false;
    $("no-recording").textContent = problem instanceof Refused && problem.status === 403 ? text("noListen") : problem.message;
  }
}

async function add(part) {
  const box = document.createElement("div");
  const title = document.createElement("h3");
  title.textContent = text("part", {part: part.part});
  $("recording").append(box);
  const sound = URL.createObjectURL(await blob(part.sound));
  const audio = document.createElement("audio");
  audio.controls = true;
  audio.src = sound;
  const tools = document.createElement("div");
  tools.className = "tools";
  const file = document.createElement("a");
  file.href = sound;
  file.download = part.file.split("/").pop();
  file.textContent = text("download");
  tools.append(file);
  box.append(title, audio, tools);
  if (part.trace) {
    drawn(box, tools, audio, part, await plain(part.trace));
  }
}

function drawn(box, tools, audio, part, told) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-label", text("timeline", {part: part.part}));
  const decisions = document.createElement("ol");
  decisions.className = "decisions";
  box.append(canvas, decisions);
  const trace = read(told);
  const seek = (ms) => {
    audio.currentTime = ms / 1000;
    audio.play();
  };
  const timeline = new Timeline(canvas, trace, seek);
  tools.prepend(button("closer", () => timeline.zoom(0.5)), button("further", () => timeline.zoom(2)));
  decisions.append(...trace.moments.map((moment) => {
    const item = document.createElement("li");
    const place = button("", () => seek(moment.ms));
    place.textContent = `${(moment.ms / 1000).toFixed(2)} s  ${moment.words}`;
    item.append(place);
    return item;
  }));
  const follow = () => {
    timeline.cursor(audio.currentTime * 1000);
    if (!audio.paused) {
      requestAnimationFrame(follow);
    }
  };
  audio.addEventListener("play", follow);
  audio.addEventListener("seeked", follow);
  timeline.draw();
}

function button(name, doing) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = name ? text(name) : "";
  made.addEventListener("click", doing);
  return made;
}
