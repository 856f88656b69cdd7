/** A part of a call as a picture: levels of caller and bot, how likely the caller speaks, and what was decided when. */
import {text} from "./messages.js";

const FRAME_MS = 20;
const QUIETEST_DB = -70;
const LANE = 64;
const CLOSEST = 0.05; // ms a pixel: a frame of 20 ms is 400 pixels wide
const LABEL_ROWS = 4;
const ROW = 14;

export class Timeline {
  /**
   * @param trace of trace.js
   * @param seek called with ms when a place is clicked
   */
  constructor(canvas, trace, seek) {
    this.canvas = canvas;
    this.trace = trace;
    this.cursorMs = 0;
    this.startMs = 0;
    this.scale = 1;
    this.whole = true; // until somebody zooms
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    canvas.addEventListener("click", (event) => seek(this.startMs + event.offsetX * this.scale));
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("wheel", (event) => this.wheel(event), {passive: false});
    new ResizeObserver(() => this.draw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  cursor(ms) {
    this.cursorMs = ms;
    const shown = this.canvas.clientWidth * this.scale;
    if (ms < this.startMs || ms > this.startMs + shown) {
      this.startMs = ms - shown / 10;
    }
    this.draw();
  }

  zoom(factor) {
    const middle = this.startMs + this.canvas.clientWidth * this.scale / 2;
    this.scale = Math.max(CLOSEST, this.scale * factor);
    this.whole = this.scale * this.canvas.clientWidth >= this.trace.lengthMs;
    this.startMs = middle - this.canvas.clientWidth * this.scale / 2;
    this.draw();
  }

  move(share) {
    this.startMs += share * this.canvas.clientWidth * this.scale;
    this.draw();
  }

  key(event) {
    const doing = {ArrowLeft: () => this.move(-0.2), ArrowRight: () => this.move(0.2), "+": () => this.zoom(0.5), "-": () => this.zoom(2)}[event.key];
    if (doing) {
      event.preventDefault();
      doing();
    }
  }

  wheel(event) {
    if (event.ctrlKey || event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      if (event.ctrlKey) {
        this.zoom(event.deltaY > 0 ? 1.25 : 0.8);
      } else {
        this.move((event.deltaX || event.deltaY) / this.canvas.clientWidth);
      }
    }
  }

  draw() {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    const ratio = devicePixelRatio;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    if (this.whole) {
      this.scale = this.trace.lengthMs / Math.max(1, width);
    }
    this.startMs = Math.max(0, Math.min(this.startMs, this.trace.lengthMs - width * this.scale));
    const pen = this.canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.font = "11px system-ui, sans-serif";
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`);
    this.lane(pen, width, 0, this.trace.line, loudness, colour("accent"));
    this.lane(pen, width, LANE, this.trace.bot, loudness, colour("quiet"));
    this.lane(pen, width, 2 * LANE, this.trace.speech, (percent) => percent / 100, colour("danger"));
    pen.fillStyle = colour("ink");
    ["laneCaller", "laneBot", "laneSpeech", "laneFloor"].forEach((name, lane) => pen.fillText(text(name), 4, lane * LANE + 12));
    this.moments(pen, width, height, colour);
    pen.strokeStyle = colour("danger");
    this.upright(pen, (this.cursorMs - this.startMs) / this.scale, 0, height);
  }

  /** Of the frames that share a pixel the highest. */
  lane(pen, width, top, values, share, colour) {
    pen.fillStyle = colour;
    for (let x = 0; x < width; x++) {
      const from = Math.floor((this.startMs + x * this.scale) / FRAME_MS);
      const to = Math.max(from + 1, Math.ceil((this.startMs + (x + 1) * this.scale) / FRAME_MS));
      let most = 0;
      for (let frame = from; frame < to && frame < values.length; frame++) {
        most = Math.max(most, values[frame] === undefined ? 0 : share(values[frame]));
      }
      const high = most * (LANE - 18);
      pen.fillRect(x, top + LANE - 2 - high, 1, high);
    }
  }

  /** Their words stand in rows, where there is room. */
  moments(pen, width, height, colour) {
    const ends = new Array(LABEL_ROWS).fill(0);
    for (const moment of this.trace.moments) {
      const x = (moment.ms - this.startMs) / this.scale;
      if (x < -200 || x > width) {
        continue;
      }
      pen.strokeStyle = colour(moment.kind === "decision" ? "accent" : "edge");
      this.upright(pen, x, 0, 3 * LANE + 14);
      const row = ends.findIndex((end) => x >= end);
      if (row >= 0) {
        pen.fillStyle = colour("ink");
        pen.fillText(moment.words, x + 2, 3 * LANE + 28 + row * ROW);
        ends[row] = x + pen.measureText(moment.words).width + 8;
      }
    }
  }

  upright(pen, x, from, to) {
    pen.beginPath();
    pen.moveTo(x, from);
    pen.lineTo(x, to);
    pen.stroke();
  }
}

function loudness(db) {
  return Math.max(0, 1 - db / QUIETEST_DB);
}
