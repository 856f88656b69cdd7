/** What all pages have: links between them, a form for a token of the API where the engine wants one, and a line for what happens. */
import {Refused, useToken} from "./api.js";
import {load, text} from "./messages.js";

const PAGES = [["/", "talk"], ["/calls", "calls"]];

/**
 * Makes a page what all pages are, once what it says is loaded.
 *
 * @param again what is to be done once there is a token
 */
export async function openPage(again) {
  await load();
  document.querySelector("nav").replaceChildren(...PAGES.map(link));
  const form = document.getElementById("login");
  form.replaceChildren(...fields());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = document.getElementById("token");
    useToken(field.value);
    field.value = "";
    form.hidden = true;
    say("");
    again();
  });
}

function link([path, name]) {
  const made = document.createElement("a");
  made.href = path;
  made.textContent = text(name);
  if (location.pathname === path) {
    made.setAttribute("aria-current", "page");
  }
  return made;
}

function fields() {
  const label = document.createElement("label");
  label.htmlFor = "token";
  label.textContent = text("token");
  const field = document.createElement("input");
  field.id = "token";
  field.type = "password";
  field.autocomplete = "off";
  field.required = true;
  const use = document.createElement("button");
  use.type = "submit";
  use.textContent = text("useToken");
  return [label, field, use];
}

export function say(words, fault = false) {
  const status = document.getElementById("status");
  status.textContent = words;
  status.classList.toggle("fault", fault);
}

export function tell(problem) {
  if (problem instanceof Refused && problem.status === 401) {
    document.getElementById("login").hidden = false;
    document.getElementById("token").focus();
    say(text("tokenNeeded"), true);
  } else if (problem instanceof Refused) {
    say(text("refused", {why: problem.message}), true);
  } else if (problem instanceof TypeError) {
    say(text("unreachable"), true);
  } else {
    say(problem.message, true);
  }
}
