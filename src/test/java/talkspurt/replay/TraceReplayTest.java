package talkspurt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.audio.EchoAwareDetector;
import talkspurt.audio.HearingNet;
import talkspurt.fake.Turns;
import talkspurt.replay.LiveComparison.Pair;
import talkspurt.replay.LiveComparison.Taken;
import talkspurt.trace.FrameMark;
import talkspurt.trace.GzipMembers;
import talkspurt.trace.Trace;
import talkspurt.trace.TraceEvent;
import talkspurt.trace.TraceHead;
import talkspurt.trace.TraceWriter;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSettings;
import talkspurt.turn.TurnSignal;
import talkspurt.turn.TurnTaker;

/** A live call of ten seconds in which the caller speaks over the bot twice, and its replay. */
class TraceReplayTest {

  private static final int SIZE = 160;
  private static final int FRAMES = 500;
  private static final int FIRST = 150;
  private static final int NEXT_REPLY = 310;
  private static final int SECOND = 350;

  @TempDir
  Path folder;

  private static RecordedCall call;

  @BeforeAll
  static void speak() throws IOException {
    call = new RecordedCall(FRAMES / 50.0).echo(100, 0.3);
    short[] hours = WavFile.read(Path.of("src/test/resources/speech/hours.wav")).channels()[0];
    say(hours, FIRST);
    say(hours, SECOND);
  }

  private static void say(short[] words, int frame) {
    for (int n = 0; n < Math.min(words.length, 100 * SIZE); n++) {
      call.line[frame * SIZE + n] += words[n];
    }
  }

  /** What the engine does, and tells the trace of it. */
  private static final class Live {

    private final EchoAwareDetector ear = new EchoAwareDetector(8000, HearingNet.standard());
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final TraceWriter writer = new TraceWriter(
        new TraceHead(1, new UUID(1, 2), 1, Instant.EPOCH, 8000, 20, 0, "w"), new GzipMembers());
    private final TurnTaker turns;
    private long pauses;
    private boolean recorded = true;
    private boolean floor = true;

    Live(TurnSettings settings) {
      turns = new TurnTaker(settings);
      writer.event(0, new TraceEvent.Turns(settings));
    }

    private void on(TurnSignal signal, long frame) {
      TurnAction action = turns.on(signal);
      floor &= action != TurnAction.YIELD;
      if (action != TurnAction.NONE && recorded) {
        pauses += action == TurnAction.PAUSE ? 1 : 0;
        writer.event(
            frame, new TraceEvent.Decision(action, "r", turns.utterance(), 0, turns.silentMs(), 0));
      }
    }

    void hear(int from, int until, int lateMs) {
      short[] clean = new short[SIZE];
      for (int frame = from; frame < until; frame++) {
        short[] line = Arrays.copyOfRange(call.line, frame * SIZE, (frame + 1) * SIZE);
        short[] sent = Arrays.copyOfRange(call.sent, frame * SIZE, (frame + 1) * SIZE);
        floor |= frame == NEXT_REPLY;
        float speech = ear.hear(line, sent, clean);
        if (recorded) {
          writer.frame(frame, FrameMark.pack(speech, floor, line, sent, clean, lateMs));
        }
        on(new TurnSignal.FrameHeard(speech, floor), frame + 1);
      }
    }

    void words(long utterance, String words, int frame) {
      writer.event(
          frame, new TraceEvent.Words(turns.utterance() - utterance, words, true, false, false));
      on(new TurnSignal.WordsHeard(utterance, words, true), frame);
    }

    byte[] file() {
      ByteBuffer rest = writer.rest();
      file.write(rest.array(), rest.position(), rest.remaining());
      return file.toByteArray();
    }

    LiveComparison replayed() throws IOException {
      return TraceReplay.of(
          new CallRecording("c", 8000, call.line, call.sent),
          Trace.read(new java.io.ByteArrayInputStream(file())),
          HearingNet.standard());
    }
  }

  private static Live lived() {
    Live live = new Live(Turns.SETTINGS);
    live.hear(0, 163, 0);
    live.words(live.turns.utterance(), "ok", 163);
    live.hear(163, 280, 340);
    live.words(live.turns.utterance(), "ok the hours", 280);
    live.hear(280, 380, 340);
    live.words(live.turns.utterance(), "sales please", 380);
    live.hear(380, FRAMES, 340);
    return live;
  }

  @Test
  void theReplayDecidesAsTheLiveCallDidBeItLateOrNot() throws IOException {
    Live live = lived();
    LiveComparison same = live.replayed();
    assertThat(live.pauses).isGreaterThanOrEqualTo(2);
    assertThat(same.decisions()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(same.decisions())
        .allSatisfy(pair -> assertThat(pair.differenceMs()).isZero());
    assertThat(same.share()).isEqualTo(100);
    assertThat(same.speechApart()).isZero();
    assertThat(same.decisions())
        .last()
        .satisfies(
            pair -> assertThat(pair.live().heardMs()).isEqualTo(pair.live().frame() * 20 + 340));
  }

  @Test
  void otherSettingsAndOtherWordsDecideOtherwise() throws IOException {
    Live live = new Live(Turns.interruption("dtmf-only"));
    live.writer.event(0, new TraceEvent.Turns(Turns.SETTINGS)); // which the live call has not got
    live.hear(0, FRAMES, 0);
    LiveComparison other = live.replayed();
    assertThat(live.pauses).isZero();
    assertThat(other.decisions()).isNotEmpty().allSatisfy(pair -> {
      assertThat(pair.live()).isNull();
      assertThat(pair.within()).isFalse();
    });
    assertThat(other.decisions())
        .extracting(pair -> pair.replayed().action())
        .doesNotHaveDuplicates();
    assertThat(other.share()).isZero();
    assertThat(other.text()).contains("only in the replay");
  }

  @Test
  void keysAndWhatNobodyIsToHearAreLivedThroughAgain() throws IOException {
    Live live = new Live(Turns.SETTINGS);
    live.hear(0, 10, 0);
    live.writer.event(10, new TraceEvent.Key('4'));
    live.on(new TurnSignal.KeyPressed('4'), 10);
    LiveComparison keyed = live.replayed();
    assertThat(keyed.decisions()).first().satisfies(pair -> {
      assertThat(pair.live().action()).isEqualTo("yield");
      assertThat(pair.within()).isTrue();
    });
    Live deaf = new Live(Turns.SETTINGS);
    deaf.writer.event(0, new TraceEvent.Unheard(true));
    deaf.writer.event(0, new TraceEvent.Floor(true));
    assertThat(deaf.replayed().decisions()).isEmpty();
    assertThat(deaf.replayed().share()).isEqualTo(100);
  }

  @Test
  void whatWasDecidedInAPauseIsNotCompared() throws IOException {
    Live live = new Live(Turns.SETTINGS);
    live.hear(0, 100, 0);
    live.recorded = false;
    live.hear(100, 280, 0);
    live.on(new TurnSignal.WordsHeard(live.turns.utterance(), "secret", true), 280);
    live.hear(280, 300, 0);
    live.recorded = true;
    live.writer.event(100, new TraceEvent.Paused(200));
    live.hear(300, 380, 0);
    live.words(live.turns.utterance(), "sales please", 380);
    live.hear(380, FRAMES, 0);
    LiveComparison later = live.replayed();
    assertThat(later.decisions()).isNotEmpty().allSatisfy(pair -> {
      assertThat(pair.live().frame()).isGreaterThan(300);
      assertThat(pair.within()).isTrue();
    });
  }

  @Test
  void eachDecisionHasTheNearestOfItsKindAndNoneTwo() {
    List<Taken> live = List.of(at("pause", 1000), at("yield", 1300), at("pause", 3000));
    List<Taken> replayed =
        List.of(at("pause", 980), at("pause", 1500), at("yield", 1341), at("pause", 4001));
    assertThat(LiveComparison.pairs(live, replayed))
        .extracting(Pair::differenceMs)
        .containsExactly(-20L, 41L, null, null, null);
    LiveComparison all =
        new LiveComparison("c", 1, 10, LiveComparison.pairs(live, replayed), 2, 7, 1);
    assertThat(all.within()).isEqualTo(1);
    assertThat(all.share()).isEqualTo(20);
    assertThat(all.text())
        .contains("pause", "-20 ms", "+41 ms", "not in the replay", "1 of 5 decisions")
        .contains("2 times words are masked");
    assertThat(new Pair(at("yield", 0), at("yield", 40)).within()).isTrue();
    assertThat(new Pair(at("yield", 41), at("yield", 0)).within()).isFalse();
  }

  private static Taken at(String action, int ms) {
    return new Taken(action, "r", ms / 20, ms);
  }

  @Test
  void theCommandTellsItAndItsExitCodeToo() throws IOException {
    Path sound = call.stereo(folder.resolve("call.wav"));
    Path trace = Files.write(folder.resolve("call.trace.gz"), lived().file());
    CommandRun same = CommandRun.of(sound, "--trace", trace);
    assertThat(same.err()).isEmpty();
    assertThat(same.exit()).isZero();
    assertThat(same.out()).contains("+0 ms", "(100.0 %)");
    CommandRun json = CommandRun.of(sound, "--trace", trace, "--json");
    assertThat(json.out()).contains("\"share\" : 100.0", "\"difference_ms\" : 0");
    Path silent = new RecordedCall(10).stereo(folder.resolve("silent.wav"));
    assertThat(CommandRun.of(silent, "--trace", trace).exit()).isEqualTo(3);
    assertThat(CommandRun.of(silent, "--trace", trace, "--least", "0").exit()).isZero();
  }

  @Test
  void whatIsNoTraceOrDoesNotGoTogetherIsTold() throws IOException {
    Path sound = call.stereo(folder.resolve("call.wav"));
    CommandRun none = CommandRun.of(sound, "--trace", sound);
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("call.wav");
    assertThat(CommandRun.of(sound, "--trace", folder.resolve("x")).err()).contains("no such file");
    assertThat(CommandRun.of(sound, "--json").err()).contains("--json does not go without --trace");
    assertThat(CommandRun.of(sound, "--trace", sound, "--plot", "x").err())
        .contains("--plot does not go with --trace");
    assertThat(CommandRun.of(sound, "--trace", sound, "--least", "101").err())
        .contains("--least 101");
  }
}
