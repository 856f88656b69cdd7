package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import talkspurt.loadtest.standin.TraceCollector.Span;

/** A call of many turns that is over: its recording, and when which of them began. */
final class SpannedCall {
  static final String PROFILE = "spanned";

  private static final long MS = 1_000_000;
  private static final int LEAST_PAUSE_MS = 400;
  private static final int MOST_PAUSE_MS = 1000;
  private static final long PATIENCE = 10_000 * MS;
  private static final int SAMPLES_A_MS = Phone.RATE_HZ / 1000;

  /** A turn of the caller's, from this ms of the recording on. */
  record Said(String clip, int fromMs) {}

  /**
   * What was waited for after a turn of the caller's.
   *
   * @param turns how many turns the collector was told of, where one is right
   * @param whole whether the parts of the turn fill it, without a hole
   * @param parts in ms, by name
   */
  record Waited(
      int call,
      String clip,
      double recordedMs,
      int turns,
      boolean whole,
      double spansMs,
      Map<String, Double> parts) {

    String row() {
      String each = parts.entrySet().stream()
          .map(part -> String.format(Locale.ROOT, "%s %.1f", part.getKey(), part.getValue()))
          .collect(Collectors.joining("; "));
      return String.format(
          Locale.ROOT, "%d,%s,%.1f,%.1f,%s", call, clip, recordedMs, spansMs, each);
    }
  }

  private final int number;
  private final UUID id;
  private final Phone phone;
  private final List<Said> said;

  private SpannedCall(int number, UUID id, Phone phone, List<Said> said) {
    this.number = number;
    this.id = id;
    this.phone = phone;
    this.said = said;
  }

  /**
   * Makes a call, and hangs up after so many turns, or the first that was not answered. The caller takes another time for
   * each turn, as people do: who always spoke as long after the bot would sound like its echo.
   */
  static SpannedCall of(Engine engine, List<Clip> clips, int number, int turns)
      throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    List<Said> said = new ArrayList<>();
    Random random = new Random(number);
    engine.announce(id, PROFILE);
    try (Phone phone = Phone.call(engine.audioPort(), id)) {
      Wait.atMost(PATIENCE, () -> phone.firstSoundSince() != 0);
      for (int turn = 0; turn < turns && quiet(phone, random); turn++) {
        Clip clip = clips.get((number + turn) % clips.size());
        phone.listenAnew();
        said.add(new Said(clip.words(), phone.at(System.nanoTime())));
        phone.say(clip.sound());
        if (!Wait.atMost(PATIENCE, phone::silent)
            || !Wait.atMost(PATIENCE, () -> phone.firstSoundSince() != 0)) break;
      }
      quiet(phone, random);
      return new SpannedCall(number, id, phone, said);
    }
  }

  private static boolean quiet(Phone phone, Random random) throws InterruptedException {
    long pause = (LEAST_PAUSE_MS + random.nextInt(MOST_PAUSE_MS - LEAST_PAUSE_MS + 1)) * MS;
    return Wait.atMost(PATIENCE, () -> phone.quietNanos() > pause);
  }

  List<Said> said() {
    return said;
  }

  void keep(Path file) throws IOException {
    StereoFile.write(file, Phone.RATE_HZ, phone.said(), phone.heardAsItCame());
  }

  /** The turns that the recording has an answer to. */
  List<Waited> waited(List<Span> all) {
    List<Span> turns = all.stream()
        .filter(span -> span.name().equals("turn"))
        .filter(span -> id.toString().equals(span.attributes().get("talkspurt.call.id")))
        .toList();
    short[] spoken = phone.said();
    short[] heard = phone.heardAsItCame();
    List<Waited> waited = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      int from = said.get(i).fromMs();
      int to = i + 1 < said.size() ? said.get(i + 1).fromMs() : heard.length / SAMPLES_A_MS;
      Optional<RecordedGap> gap =
          RecordedGap.in(spoken, heard, from * SAMPLES_A_MS, to * SAMPLES_A_MS);
      if (gap.isEmpty()) continue;
      List<Span> answers = turns.stream()
          .filter(turn -> at(turn.untilNanos()) >= from && at(turn.untilNanos()) < to)
          .toList();
      waited.add(waited(said.get(i).clip(), gap.get(), answers, all));
    }
    return waited;
  }

  private Waited waited(String clip, RecordedGap gap, List<Span> answers, List<Span> all) {
    if (answers.size() != 1)
      return new Waited(number, clip, gap.ms(), answers.size(), false, 0, Map.of());
    Span turn = answers.get(0);
    List<Span> parts = all.stream()
        .filter(span -> span.parentId().equals(turn.id()))
        .sorted(
            java.util.Comparator.comparingLong(Span::fromNanos).thenComparingLong(Span::untilNanos))
        .toList();
    long sum = parts.stream().mapToLong(Span::nanos).sum();
    long upTo = turn.fromNanos();
    boolean whole = true;
    Map<String, Double> named = new java.util.LinkedHashMap<>();
    for (Span part : parts) {
      whole &= part.fromNanos() == upTo;
      upTo = part.untilNanos();
      named.put(part.name(), part.nanos() / (double) MS);
    }
    whole &= upTo == turn.untilNanos();
    return new Waited(number, clip, gap.ms(), 1, whole, sum / (double) MS, named);
  }

  private int at(long nanos) {
    return phone.at(Instant.ofEpochSecond(0, nanos));
  }
}
