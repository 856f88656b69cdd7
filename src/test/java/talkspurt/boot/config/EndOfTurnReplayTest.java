package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import akka.actor.ActorSystem;
import akka.stream.javadsl.Sink;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.NearEndDetector;
import talkspurt.audio.Resampler;
import talkspurt.fake.Sounds;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSettings;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.WordsHeard;
import talkspurt.turn.TurnTaker;

/**
 * How soon the default receptionist's turn begins, and how often it cuts a caller off: spoken turns with a
 * pause in them, heard by the ear of real lines, with a recogniser that is as late as the embedded one.
 */
class EndOfTurnReplayTest {

  private static final int RATE_HZ = 8000;
  private static final int FRAME_MS = 20;
  private static final int FRAME = RATE_HZ * FRAME_MS / 1000;
  private static final int LEAD_IN_MS = 1500;
  private static final double NOISE_DBFS = -55;
  private static final int AUDIBLE = 100;

  /** From the end of words to when they are told, and from the end of an utterance to its final words. */
  private static final int PARTIAL_MS = 260;

  private static final int FINAL_MS = 40;

  /** Pauses within turns, in ms. */
  private static final int[] PAUSES =
      IntStream.rangeClosed(2, 11).map(n -> 100 * n).toArray();

  private static final TurnReader READER = new TurnReader(new ConfigSection(
      SettingsReader.read(null, Map.of()).config().getConfig("talkspurt"), "talkspurt"));
  private static final ActorSystem SYSTEM =
      ActorSystem.create("replay", ConfigFactory.load(ConfigFactory.empty()));
  private static final EmbeddedProviders EMBEDDED = EmbeddedProviders.create(
      ConfigFactory.parseResources("embedded.conf").getConfig("talkspurt.embedded"));
  private static final Map<String, short[]> SPOKEN = new HashMap<>();

  /** As before whole requests were known for such, and "i want" for the beginning of one. */
  private final TurnSettings before = READER.turns(section("""
      unfinished.en = [
        and, or, but, because, so, if, when, that, the, a, an, my, your, to, of, in, on, at, for, from, with, by,
        is, are, um, uh, er, well, like
      ]
      """), "en");

  private final TurnSettings now = READER.turns("en").answering(requests());

  @AfterAll
  static void end() {
    EMBEDDED.close();
    TestKit.shutdownActorSystem(SYSTEM);
  }

  private static ConfigSection section(String turn) {
    return new ConfigSection(ConfigFactory.parseString(turn), "turn");
  }

  private static List<String> requests() {
    Config responder = ConfigFactory.parseResources("profiles/receptionist.conf")
        .getConfig("talkspurt.profiles.receptionist.responder");
    return EMBEDDED.phrases(responder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // of ten pauses, of 200 to 1100 ms, so many cut the caller off: before, and now
        "can you give me / the opening hours         | 5 | 0",
        "i need / technical support                  | 5 | 0",
        "i want / to buy something                   | 6 | 0",
        "could you / connect me to an operator       | 4 | 0",
        "connect me to the / sales department        | 0 | 0",
        "what are your opening hours / on sunday     | 8 | 8",
        "i have a problem / with my last bill        | 7 | 9",
        "sales please / or the operator              | 5 | 8",
        "yes please / what are your opening hours    | 9 | 9",
        "my dog has eaten / the newspaper            | 4 | 4",
        "my number is five five five / one two three | 2 | 2"
      })
  void howOftenACallerIsCutOff(String said, int cutBefore, int cutNow) {
    assertThat(cutOffs(before, said)).as("before").isEqualTo(cutBefore);
    assertThat(cutOffs(now, said)).as("now").isEqualTo(cutNow);
  }

  @ParameterizedTest
  @CsvSource({
    "what are your opening hours, 705, 405",
    "sales please, 759, 459",
    "technical support, 765, 465",
    "goodbye, 454, 454",
    "when are you open, 883, 583",
    "connect me to an operator, 757, 457",
    "what is the weather like, 1240, 1240"
  })
  void howSoonATurnIsOver(String said, int msBefore, int msNow) {
    assertThat(overAfterMs(before, said)).as("before").isCloseTo(msBefore, within(FRAME_MS));
    assertThat(overAfterMs(now, said)).as("now").isCloseTo(msNow, within(FRAME_MS));
  }

  private int cutOffs(TurnSettings settings, String said) {
    return (int) Arrays.stream(PAUSES)
        .filter(pause -> overAfterMs(settings, said, pause) < 0)
        .count();
  }

  private int overAfterMs(TurnSettings settings, String said) {
    return overAfterMs(settings, said, 0);
  }

  /** How long after the caller's last sound the turn is over; negative where it is before that. */
  private int overAfterMs(TurnSettings settings, String said, int pauseMs) {
    return new Replay(settings, List.of(said.split(" / ")), pauseMs).overAfterMs();
  }

  /** Without the silence around it. */
  private static short[] spoken(String words) {
    return SPOKEN.computeIfAbsent(words, text -> {
      List<Synthesizer.Sound> all = EMBEDDED
          .synthesizer()
          .synthesize(new Synthesizer.Request("en", "", text))
          .runWith(Sink.seq(), SYSTEM)
          .toCompletableFuture()
          .join();
      AudioFrame sound = Sounds.then(all.stream()
          .filter(Synthesizer.Sound.Pcm.class::isInstance)
          .map(piece -> ((Synthesizer.Sound.Pcm) piece).frame())
          .toArray(AudioFrame[]::new));
      short[] samples = new Resampler(sound.rateHz(), RATE_HZ).convert(sound.samples());
      int from = 0;
      while (Math.abs(samples[from]) < AUDIBLE) {
        from++;
      }
      int to = samples.length;
      while (Math.abs(samples[to - 1]) < AUDIBLE) {
        to--;
      }
      return Arrays.copyOfRange(samples, from, to);
    });
  }

  /** One call, frame by frame. */
  private static final class Replay {

    private final TurnTaker turns;
    private final List<String> pieces;
    private final List<Integer> endsMs = new ArrayList<>();
    private final Map<Long, List<Integer>> heardIn = new HashMap<>();
    private final short[] line;
    private int overMs = -1;
    private long finalOf;
    private int finalDueMs = Integer.MAX_VALUE;

    Replay(TurnSettings settings, List<String> pieces, int pauseMs) {
      this.turns = new TurnTaker(settings);
      this.pieces = pieces;
      List<AudioFrame> parts = new ArrayList<>(List.of(Sounds.silence(RATE_HZ, LEAD_IN_MS)));
      int ms = LEAD_IN_MS;
      for (String piece : pieces) {
        AudioFrame sound = new AudioFrame(RATE_HZ, spoken(piece));
        parts.add(sound);
        ms += sound.durationMs();
        endsMs.add(ms);
        parts.add(Sounds.silence(RATE_HZ, pauseMs));
        ms += pauseMs;
      }
      parts.add(Sounds.silence(RATE_HZ, 5000));
      AudioFrame clean = Sounds.then(parts.toArray(AudioFrame[]::new));
      line = Sounds.mix(clean, Sounds.pink(RATE_HZ, clean.durationMs(), NOISE_DBFS, 1))
          .samples();
    }

    int overAfterMs() {
      NearEndDetector ear = NearEndDetector.of(RATE_HZ);
      AudioFrame still = Sounds.silence(RATE_HZ, FRAME_MS);
      for (int at = 0; overMs < 0 && at + FRAME <= line.length; at += FRAME) {
        AudioFrame frame = new AudioFrame(RATE_HZ, Arrays.copyOfRange(line, at, at + FRAME));
        int nowMs = at * 1000 / RATE_HZ + FRAME_MS;
        act(turns.on(new FrameHeard(ear.hear(frame, still).speech(), false)), nowMs);
        recognise(nowMs);
      }
      return overMs - endsMs.get(endsMs.size() - 1);
    }

    private void act(TurnAction action, int nowMs) {
      if (action == TurnAction.SPEECH_ENDED) {
        finalOf = turns.utterance();
        finalDueMs = nowMs + FINAL_MS;
      } else if (action == TurnAction.COMMIT_CALLER_TURN) {
        overMs = nowMs;
      }
    }

    private void recognise(int nowMs) {
      for (int i = 0; i < pieces.size(); i++) {
        if (within(nowMs, endsMs.get(i))) {
          heardIn.computeIfAbsent(turns.utterance(), none -> new ArrayList<>()).add(i);
        }
        if (turns.hearing() && within(nowMs, endsMs.get(i) + PARTIAL_MS)) {
          tell(turns.utterance(), false, nowMs);
        }
      }
      if (nowMs >= finalDueMs) {
        finalDueMs = Integer.MAX_VALUE;
        tell(finalOf, true, nowMs);
      }
    }

    private static boolean within(int nowMs, int ms) {
      return ms > nowMs - FRAME_MS && ms <= nowMs;
    }

    private void tell(long utterance, boolean last, int nowMs) {
      String words = heardIn.getOrDefault(utterance, List.of()).stream()
          .map(pieces::get)
          .reduce("", (one, next) -> (one + " " + next).strip());
      act(turns.on(new WordsHeard(utterance, words, last)), nowMs);
    }
  }
}
