/** What the page says: LANG.json, in the browser's language where there is such a file. */
let messages = {};

export async function load() {
  const english = await read("en");
  const own = navigator.language.slice(0, 2);
  messages = own === "en" ? english : {...english, ...(await read(own).catch(() => ({})))};
  document.querySelectorAll("[data-text]").forEach((element) => {
    element.textContent = text(element.dataset.text);
  });
}

async function read(language) {
  const answer = await fetch(new URL(`${language}.json`, import.meta.url));
  return answer.ok ? answer.json() : {};
}

/** A message by its name, with {names} filled in. */
export function text(name, values = {}) {
  const message = name.split(".").reduce((all, part) => (all || {})[part], messages);
  return String(message ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** What something has cost: {amount, currency}. */
export function money(cost) {
  return `${cost.amount.toFixed(4)} ${cost.currency}`;
}
