/** The engine's HTTP API, as whoever uses this page may use it. */
const TOKEN = "talkspurt-token";

/** What the engine answers instead of what was asked for. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export function useToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

export async function get(path) {
  return ask(path, {});
}

export async function post(path, body) {
  return ask(path, {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)});
}

export async function hangUp(callId) {
  return ask(`/api/calls/${encodeURIComponent(callId)}`, {method: "DELETE"});
}

/** A file, as text. */
export async function plain(path) {
  return (await answered(path, {})).text();
}

/** A file, as it is. */
export async function blob(path) {
  return (await answered(path, {})).blob();
}

/** What comes of this path, piece by piece, until it ends or the signal aborts. */
export async function stream(path, signal) {
  return (await answered(path, {signal})).body;
}

async function ask(path, request) {
  const text = await (await answered(path, request)).text();
  return text ? JSON.parse(text) : {};
}

async function answered(path, request) {
  const token = sessionStorage.getItem(TOKEN);
  const headers = {...request.headers, ...(token ? {Authorization: `Bearer ${token}`} : {})};
  const answer = await fetch(path, {...request, headers, cache: "no-store"});
  if (!answer.ok) {
    throw new Refused(answer.status, detail(await answer.text()) || answer.statusText);
  }
  return answer;
}

function detail(text) {
  try {
    return JSON.parse(text).detail || "";
  } catch (notJson) {
    return "";
  }
}

/**
 * Server-sent events of this path, until it ends or the signal aborts. EventSource cannot send a token.
 *
 * @param on (name, data) of each event
 */
export async function follow(path, on, signal) {
  const reader = (await stream(path, signal)).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    text += read.value;
    const events = text.split("\n\n");
    text = events.pop();
    events.forEach((event) => tell(event, on));
  }
}

function tell(event, on) {
  const fields = event.split("\n").map((line) => line.split(/:(.*)/s));
  const named = (name) => fields.filter(([key]) => key === name).map(([, value]) => value.trim()).join("\n");
  if (named("data")) {
    on(named("event"), JSON.parse(named("data")));
  }
}
