/** The form that asks for a token of the API where the engine wants one, and what is told of problems. */
import {Refused, useToken} from "./api.js";
import {text} from "./messages.js";

/**
 * @param again what is to be done once there is a token
 */
export function onLogin(again) {
  const form = document.getElementById("login");
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
