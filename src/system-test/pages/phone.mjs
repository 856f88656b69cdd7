// A caller in Chromium, whose microphone is a file: calls, hears, breaks in, presses a key, hangs up.
// phone.mjs CHROMIUM URL WAV OUT: prints a line of JSON for each thing seen.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {chromium} from "playwright-core";

const [program, url, wav, out] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE_MS = 40000;
const tell = (what, value) => console.log(JSON.stringify({[what]: value}));

const browser = await chromium.launch({
  executablePath: program,
  args: [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-audio-capture=${wav}%noloop`,
    "--autoplay-policy=no-user-gesture-required",
  ],
});
try {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}});
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("console", (message) => message.type() === "error" && tell("error", message.text()));
  page.on("pageerror", (error) => tell("error", String(error)));
  await page.goto(url);
  await page.waitForSelector("#profile option", {state: "attached"});
  await page.click("#call");
  await page.waitForSelector(".transcript .bot");
  await heard(".transcript .caller", 1);
  await page.waitForFunction(() => document.getElementById("stopped").textContent !== "");
  tell("stopped_ms", parseInt(await page.textContent("#stopped"), 10));
  await heard(".transcript .caller", 2);
  await page.waitForFunction(() => document.getElementById("answered").textContent !== "");
  tell("answered_s", parseFloat(await page.textContent("#answered")));
  const desk = await listenIn((await page.textContent("#call-id")).split(" ").pop());
  await page.keyboard.press("1");
  await page.waitForFunction(() => document.querySelector(".transcript").textContent.includes("Keys 1"));
  await desk.waitForFunction(() => window.listened[1] > 0.5);
  tell("listened", await desk.evaluate(() => window.listened));
  await desk.bringToFront();
  await desk.click("#listen");
  await desk.waitForFunction(() => document.getElementById("listen").ariaPressed === "false");
  await desk.close();
  await page.fill("#type-words", "what are your opening hours");
  await page.press("#type-words", "Enter");
  await heard(".transcript .caller", 3);
  tell("typed", await page.locator(".transcript .caller").last().textContent());
  await shots("talking");
  tell("faults", await accessible());
  await page.click("#call");
  await page.waitForFunction(() => document.getElementById("status").textContent.startsWith("The call is over"));
  tell("status", await page.textContent("#status"));
  tell("transcript", await page.locator(".transcript li").allTextContents());
  tell("call", (await page.textContent("#call-id")).split(" ").pop());
  await shots("over");
  await page.click("#call-id");
  await page.waitForSelector("canvas");
  await page.waitForFunction(() => document.querySelectorAll(".decisions li").length > 3);
  tell("decisions", await page.locator(".decisions li").allTextContents());
  tell("seconds_recorded", await page.evaluate(() => document.querySelector("audio").duration));
  await shots("call");
  tell("call_faults", await accessible());
  await page.goto(`${url}calls`);
  await page.waitForFunction(() => document.querySelectorAll("#list tr").length > 1);
  tell("listed", await page.locator("#list tr").allTextContents());
  await shots("calls");
  tell("calls_faults", await accessible());
  await page.click(`#list tr:has-text("onerror") a`);
  await page.waitForSelector("#facts dd");
  tell("facts", await page.textContent("#facts"));
  tell("tags_of_outside", await page.evaluate(() => window.attacked || document.querySelectorAll("img, main script").length));

  /** Somebody else listens in to the call on its own page; how much sound there was in each ear is added up. */
  async function listenIn(call) {
    const other = await context.newPage();
    other.setDefaultTimeout(PATIENCE_MS);
    other.on("pageerror", (error) => tell("error", String(error)));
    await other.addInitScript(() => {
      window.listened = [0, 0];
      const start = AudioBufferSourceNode.prototype.start;
      AudioBufferSourceNode.prototype.start = function (when) {
        for (const ear of [0, 1]) {
          window.listened[ear] += this.buffer.getChannelData(ear).reduce((all, one) => all + one * one, 0);
        }
        return start.call(this, when);
      };
    });
    await other.goto(`${url}calls/${call}`);
    await other.waitForSelector("#live:not([hidden])");
    await other.click("#listen");
    await page.bringToFront();
    return other;
  }

  async function heard(what, times) {
    await page.waitForFunction(([one, least]) => document.querySelectorAll(one).length >= least, [what, times]);
  }

  async function shots(name) {
    for (const colour of ["light", "dark"]) {
      await page.emulateMedia({colorScheme: colour});
      for (const width of [390, 1440]) {
        await page.setViewportSize({width, height: 900});
        await page.screenshot({path: `${out}/${name}-${width}-${colour}.png`, fullPage: width === 390});
      }
    }
  }

  /** What axe-core finds that keeps somebody from using the page, in both colours. */
  async function accessible() {
    const found = [];
    for (const colour of ["light", "dark"]) {
      await page.emulateMedia({colorScheme: colour});
      await page.evaluate(axe);
      const result = await page.evaluate(() => window.axe.run());
      found.push(...result.violations
        .filter((one) => ["serious", "critical"].includes(one.impact))
        .map((one) => `${colour}: ${one.id} at ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`));
    }
    return found;
  }
} finally {
  await browser.close();
}
