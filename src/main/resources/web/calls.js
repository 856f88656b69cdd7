/** The calls there are and were, newest first. What is looked for is in the address, so that it can be handed on. */
import {get} from "./api.js";
import {money, text} from "./messages.js";
import {openPage, say, tell} from "./shell.js";

const LOOK_EVERY_MS = 2000;
const AT_ONCE = 50;

const $ = (id) => document.getElementById(id);
const form = $("filters");
let pages = [];
let asked = 0;

start();

async function start() {
  await openPage(begin);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `/calls?${wanted()}`);
    show();
  });
  $("more").addEventListener("click", more);
  await begin();
  setInterval(refresh, LOOK_EVERY_MS);
}

async function begin() {
  await profiles();
  new URLSearchParams(location.search).forEach((value, name) => {
    const field = form.elements[name];
    if (field && field.type === "checkbox") {
      field.checked = value === "true";
    } else if (field) {
      field.value = value;
    }
  });
  await show();
}

async function profiles() {
  try {
    const known = (await get("/api/profiles")).profiles;
    $("profile").replaceChildren(new Option(text("any"), ""), ...known.map((one) => new Option(one.name, one.name)));
  } catch (problem) {
    tell(problem);
  }
}

/** What the form asks for. */
function wanted() {
  const query = new URLSearchParams();
  new FormData(form).forEach((value, name) => value && query.set(name, value));
  return query;
}

async function page(cursor) {
  const query = wanted();
  query.set("limit", AT_ONCE);
  if (cursor) {
    query.set("cursor", cursor);
  }
  return get(`/api/calls?${query}`);
}

/** Of several answers the last that was asked for counts. */
async function show() {
  const number = ++asked;
  try {
    const first = await page();
    if (number === asked) {
      pages = [first];
      draw();
      say("");
    }
  } catch (problem) {
    tell(problem);
  }
}

async function more() {
  const number = asked;
  try {
    const next = await page(pages.at(-1).nextCursor);
    if (number === asked) {
      pages.push(next);
      draw();
    }
  } catch (problem) {
    tell(problem);
  }
}

/** Not while somebody looks at older ones, and not while nobody looks. */
function refresh() {
  if (pages.length === 1 && !document.hidden && $("login").hidden) {
    show();
  }
}

function draw() {
  const calls = pages.flatMap((one) => one.calls);
  $("list").replaceChildren(...calls.map(row));
  $("none").hidden = calls.length > 0;
  $("more").hidden = !pages.at(-1).nextCursor;
}

function row(call) {
  const line = document.createElement("tr");
  const link = document.createElement("a");
  link.href = `/calls/${encodeURIComponent(call.callId)}`;
  link.textContent = new Date(call.registeredAt).toLocaleString();
  line.append(
    cell(link), cell(call.callerId), cell(call.dnid), cell(call.profile),
    cell(call.endReason ?? text(`states.${call.state}`)), cell(lasted(call)),
    cell(call.cost ? money(call.cost) : ""), cell(call.failures || "", call.failures ? "bad" : ""));
  return line;
}

function cell(content, name = "") {
  const element = document.createElement("td");
  element.className = name;
  element.append(content ?? "");
  return element;
}

function lasted(call) {
  if (!call.answeredAt) {
    return "";
  }
  const seconds = Math.round((new Date(call.endedAt ?? Date.now()) - new Date(call.answeredAt)) / 1000);
  return `${Math.floor(seconds / 60)}:${String(Math.max(0, seconds % 60)).padStart(2, "0")}`;
}
