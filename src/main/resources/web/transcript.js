/** A call as it goes on: who said what, and what happened between. What it shows is text, whatever it holds. */
import {text} from "./messages.js";

const EVENTS = {
  "digits-collected": (event) => text("pressed", {keys: event.digits}),
  "tool-requested": (event) => text("tool", {name: event.name}),
  "caller-interrupted": () => text("interrupted"),
  "floor-kept": () => text("kept"),
  "transfer-requested": (event) => text("transferred", {destination: event.destination}),
};

export class Transcript {
  /**
   * @param caller the name of the message that the caller is called by
   * @param follows whether the newest is kept in sight
   */
  constructor(list, caller, follows) {
    this.list = list;
    this.caller = caller;
    this.follows = follows;
    this.clear();
  }

  clear() {
    this.list.replaceChildren();
    this.shown = 0;
    this.turns = new Map();
    this.playing = null;
  }

  /** All that has happened in the call: what was not shown yet is added. */
  show(timeline) {
    const news = timeline.slice(this.shown);
    news.forEach((event) => this.add(event));
    this.shown = timeline.length;
    if (this.playing) {
      this.list.append(this.playing);
    }
    if (news.length > 0) {
      this.follow();
    }
  }

  add(event) {
    if (event.type === "segment-played" || event.type === "speech-cut") {
      this.botSaid(event.turn, (before) => `${before} ${event.words}`.trim());
    } else if (event.type === "floor-yielded") {
      this.botSaid(event.turn, () => event.heard);
    } else if (event.type === "caller-said" || event.type === "caller-transcribed") {
      this.say("caller", text(this.caller), event.words || text("noWords"));
    } else if (EVENTS[event.type]) {
      this.list.append(item("event", EVENTS[event.type](event)));
    }
  }

  /** Sentences of one turn stand together. Of a reply that was cut, all that was heard is told once more. */
  botSaid(turn, then) {
    const bubble = this.turns.get(turn) ?? {words: "", element: this.say("bot", text("bot"), "")};
    this.turns.set(turn, bubble);
    bubble.words = then(bubble.words);
    bubble.element.lastChild.textContent = bubble.words;
    bubble.element.hidden = bubble.words === "";
    this.nowPlaying("");
  }

  say(who, name, words) {
    const element = item(who, words);
    const speaker = document.createElement("span");
    speaker.className = "who";
    speaker.textContent = name;
    element.prepend(speaker);
    this.list.append(element);
    return element;
  }

  follow() {
    if (this.follows && this.list.lastChild) {
      this.list.lastChild.scrollIntoView({block: "nearest"});
    }
  }

  /** What the bot is saying, until it is known to be heard. */
  nowPlaying(words) {
    if (this.playing) {
      this.playing.remove();
      this.playing = null;
    }
    if (words) {
      this.playing = item("bot now", words);
      this.list.append(this.playing);
      this.follow();
    }
  }
}

function item(name, words) {
  const element = document.createElement("li");
  element.className = name;
  element.append(document.createTextNode(words));
  return element;
}
