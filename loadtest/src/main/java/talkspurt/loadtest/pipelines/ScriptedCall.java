package talkspurt.loadtest.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import talkspurt.loadtest.standin.Scene;

/** A call whose caller waits for his cue: what he does, and what is noted of it. */
final class ScriptedCall implements AutoCloseable {
  private static final long MS = 1_000_000;
  private static final long QUIET = 350 * MS;
  private static final long NOISE_PASSES = 1200 * MS;
  private static final int PATIENCE_S = 25;
  private static final int TICK_MS = 10;
  private static final int ASK_EVERY_MS = 150;
  private static final Set<String> TURN_OVER =
      Set.of("greeting-played", "reply-played", "floor-yielded");

  /** When the caller was owed an answer from on, in ms of the recording. */
  record Owed(int turn, int fromMs) {}

  private final Engine engine;
  private final UUID id;
  private final Phone phone;
  private final Scene scene;
  private final List<String> said = new ArrayList<>();
  private final List<Owed> owed = new ArrayList<>();
  private int turn;

  ScriptedCall(Engine engine, String profile, Scene scene)
      throws IOException, InterruptedException {
    this.engine = engine;
    this.id = UUID.randomUUID();
    this.scene = scene;
    engine.announce(id, profile);
    this.phone = Phone.call(engine.audioPort(), id);
  }

  Phone phone() {
    return phone;
  }

  UUID id() {
    return id;
  }

  /** What he said that was to be taken as a turn, keys included. */
  List<String> said() {
    return said;
  }

  List<Owed> owed() {
    return owed;
  }

  // ---- what the caller does

  /** Waits for the end of the bot's turn, and says this. */
  void ask(Clip clip) throws IOException, InterruptedException {
    awaitFloor();
    takeTurn(clip);
  }

  /** Breaks into the bot's turn, once it has spoken for so long. */
  void breakIn(int afterMs, Clip clip) throws InterruptedException {
    awaitBot(afterMs);
    takeTurn(clip);
  }

  /** Says something over the bot that is no turn. */
  void murmur(int afterMs, Clip clip) throws InterruptedException {
    awaitBot(afterMs);
    speak(clip);
  }

  /** Makes a noise in the silence between turns. */
  void noise(Clip clip) throws InterruptedException {
    speak(clip);
    await("the noise has died away", () -> phone.spokenUntil() + NOISE_PASSES < System.nanoTime());
  }

  void press(char key) throws IOException, InterruptedException {
    awaitFloor();
    key(key);
  }

  /** Breaks into the bot's turn by a key. */
  void breakIn(int afterMs, char key) throws InterruptedException {
    awaitBot(afterMs);
    key(key);
  }

  private void key(char key) {
    phone.listenAnew();
    said.add(String.valueOf(key));
    owed.add(new Owed(++turn, phone.at(System.nanoTime())));
    phone.press(key);
  }

  /** Waits for a turn that the bot takes by itself. */
  void awaitNews() throws IOException, InterruptedException {
    awaitFloor();
    phone.listenAnew();
    turn++;
  }

  /** Waits for the end of the bot's turn. */
  void awaitTurn() throws IOException, InterruptedException {
    awaitFloor();
  }

  /** Waits until the bot is done and the line was let go. */
  void awaitEnd() throws InterruptedException, IOException {
    if (!phone.awaitEnd(PATIENCE_S))
      throw new IOException("the line is not let go after turn " + turn);
  }

  private void takeTurn(Clip clip) throws InterruptedException {
    said.add(clip.words());
    turn++;
    speak(clip);
    owed.add(new Owed(turn, phone.at(phone.spokenUntil())));
  }

  private void speak(Clip clip) throws InterruptedException {
    phone.listenAnew();
    scene.says(clip.words(), clip.nanos());
    phone.say(clip.sound());
    await("what was said is out", phone::silent);
    phone.listenAnew();
  }

  /** Waits until the bot has spoken for so long since the caller's last words. */
  private void awaitBot(int ms) throws InterruptedException {
    await("the bot speaks", () -> phone.firstSoundSince() != 0);
    long from = phone.firstSoundSince();
    await("it has spoken for so long", () -> System.nanoTime() - from > ms * MS);
  }

  /** Waits until the bot's turn is over, as journalled, and as heard. */
  private void awaitFloor() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_S * 1000L * MS;
    while (!listening(engine.story(id))) {
      if (System.nanoTime() > end || phone.awaitEnd(0))
        throw new IOException("the floor is not given back in turn " + turn);
      Thread.sleep(ASK_EVERY_MS);
    }
    await("the bot is quiet", () -> phone.quietNanos() > QUIET);
  }

  private boolean listening(JsonNode story) {
    if (!story.path("state").asText().equals("listening")) return false;
    for (JsonNode event : story.path("timeline"))
      if (TURN_OVER.contains(event.path("type").asText()) && event.path("turn").asInt() == turn)
        return true;
    return false;
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_S * 1000L * MS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end)
        throw new IllegalStateException("turn " + turn + ": not " + what);
      Thread.sleep(TICK_MS);
    }
  }

  @Override
  public void close() throws IOException {
    phone.close();
  }
}
