/** What a recording's trace tells, one JSON a line: see recordings.md. Lines and kinds that are not known are left out. */
const FRAME_MS = 20;
const NUMBERS = ["speech", "line", "bot"];

/**
 * @return {lengthMs, speech, line, bot: a number a frame (percent, dBFS), moments: [{ms, kind, words}] in time}
 */
export function read(text) {
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, []]));
  const moments = [];
  for (const line of text.split("\n")) {
    const told = parsed(line);
    if (told && told.is === "frames") {
      NUMBERS.forEach((name) => (told[name] ?? []).forEach((value, i) => { numbers[name][told.frame + i] = value; }));
    } else if (told && told.frame !== undefined) {
      const words = inWords(told);
      if (words) {
        moments.push({ms: told.frame * FRAME_MS, kind: told.is, words});
      }
    }
  }
  moments.sort((one, other) => one.ms - other.ms);
  return {...numbers, moments, lengthMs: Math.max(1, ...NUMBERS.map((name) => numbers[name].length)) * FRAME_MS};
}

function parsed(line) {
  try {
    return line ? JSON.parse(line) : null;
  } catch (cut) {
    return null; // the last line of a recording that goes on
  }
}

function inWords(told) {
  switch (told.is) {
    case "decision":
      return `${told.action}${told.reason ? ` (${told.reason})` : ""}${told.dueMs ? ` ${told.silentMs} of ${told.dueMs} ms` : ""}`;
    case "words":
      return told.last && told.words ? `“${told.words}”` : null;
    case "key":
      return `key ${told.key ?? ""}`;
    case "answer":
      return `answer after ${Object.values(told.ms ?? {}).reduce((sum, ms) => sum + ms, 0)} ms: ${Object.entries(told.ms ?? {}).map(([part, ms]) => `${part} ${ms}`).join(", ")}`;
    case "stall":
      return `the engine stood still for ${told.ms} ms`;
    default:
      return null;
  }
}
