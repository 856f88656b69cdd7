package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon the default receptionist answers, one call at a time, and what the caller waits for: the first
 * answer of each call, mouth to ear. Its greeting is short, all else is as it is shipped.
 */
final class AnswerRun {
  private static final long MS = 1_000_000;
  private static final long PAUSE = 600 * MS;
  private static final long PATIENCE = 8_000 * MS;
  private static final int WARM_UP_CALLS = 6;

  /** What callers ask it for. */
  private static final List<String> ASKED =
      List.of("hours", "sales", "support", "operator", "person");

  private final Path jar;
  private final Path say;
  private final Path out;
  private final int seconds;
  private final List<String> java;
  private final Waterfall all = new Waterfall();

  AnswerRun(Path jar, Path say, Path out, int seconds, List<String> java) {
    this.jar = jar;
    this.say = say;
    this.out = out;
    this.seconds = seconds;
    this.java = java;
  }

  /** Prints the table; returns the exit status. */
  int run(double p50Ms, PrintStream to) throws IOException, InterruptedException {
    int unanswered = 0;
    try (Engine engine = Engine.start(jar, out, """
        include "profiles/receptionist.conf"
        talkspurt.profiles.receptionist.greeting.say = "Hello."
        """, Map.of(), java)) {
      List<Clip> clips = new ArrayList<>();
      for (String name : ASKED) clips.add(Clip.of(say, name, name).upToItsLastSound());
      for (int i = 0; i < WARM_UP_CALLS; i++) ask(engine, clips.get(i % clips.size()));
      long end = System.nanoTime() + seconds * 1000L * MS;
      for (int i = 0; System.nanoTime() < end; i++) {
        Clip clip = clips.get(i % clips.size());
        Optional<Answer> answer = ask(engine, clip);
        answer.ifPresent(heard -> all.add(heard.ms(), heard.told()));
        unanswered += answer.isPresent() ? 0 : 1;
        to.println(clip.words() + ": " + answer.map(Answer::text).orElse("not answered"));
      }
    }
    to.println(unanswered + " not answered");
    all.print(to);
    var p50 = all.percentile(Waterfall.MOUTH_TO_EAR, 50);
    return unanswered == 0 && p50.isPresent() && p50.getAsDouble() <= p50Ms ? 0 : 1;
  }

  /** What was heard, and what the engine tells of it. */
  private record Answer(double ms, Map<String, Double> told, String words) {
    String text() {
      return "%.0f ms, heard as \"%s\", %s".formatted(ms, words, told);
    }
  }

  private static Optional<Answer> ask(Engine engine, Clip clip)
      throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    engine.announce(id, "receptionist");
    try (Phone phone = Phone.call(engine.audioPort(), id)) {
      Wait.atMost(PATIENCE, () -> phone.firstSoundSince() != 0);
      Wait.atMost(PATIENCE, () -> phone.quietNanos() > PAUSE);
      phone.listenAnew();
      phone.say(clip.sound());
      Wait.atMost(PATIENCE, phone::silent);
      if (!Wait.atMost(PATIENCE, () -> phone.firstSoundSince() != 0)) return Optional.empty();
      double ms = (phone.firstSoundSince() - phone.spokenUntil()) / (double) MS;
      LockSupport.parkNanos(PAUSE); // the journal and the log are told meanwhile
      String words = engine.story(id).path("transcript").findValuesAsText("words").stream()
          .skip(1)
          .findFirst()
          .orElse("");
      return Waterfall.told(engine.log(), id.toString()).map(told -> new Answer(ms, told, words));
    }
  }
}
