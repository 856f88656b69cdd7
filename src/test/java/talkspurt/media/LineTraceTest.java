package talkspurt.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EchoReport;
import talkspurt.audio.Heard;
import talkspurt.call.SpokenText;
import talkspurt.fake.Turns;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.recording.LineRecorder;
import talkspurt.recording.RecordingEnd;
import talkspurt.recording.RecordingFormat;
import talkspurt.recording.TestRecordings;
import talkspurt.telemetry.Metrics;
import talkspurt.trace.Trace;
import talkspurt.trace.TraceEvent;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSignal;
import talkspurt.turn.TurnSignal.WordsHeard;
import talkspurt.turn.TurnTaker;

class LineTraceTest {

  private static final AudioFrame FRAME = AudioFrame.silence(8000);

  @TempDir
  Path folder;

  private final TurnTaker turns = new TurnTaker(Turns.SETTINGS);
  private TestRecordings all;
  private LineRecorder recorder;
  private LineTrace trace;

  @BeforeEach
  void begin() {
    all = new TestRecordings(
        folder,
        RecordingFormat.WAV,
        Duration.ofSeconds(60),
        () -> Instant.parse("2026-11-30T12:00:00Z"),
        Metrics.notExposed());
    recorder = all.recordings().line();
    trace = new LineTrace(recorder, Turns.SETTINGS);
  }

  private void record() {
    recorder.begin(new UUID(1, 2), 1, news -> {});
  }

  private void on(TurnSignal signal) {
    TurnAction action = turns.on(signal);
    if (action != TurnAction.NONE || !(signal instanceof TurnSignal.FrameHeard)) {
      trace.turned(signal, action, turns);
    }
  }

  private void hear(int frames, boolean speech) {
    for (int n = 0; n < frames; n++) {
      recorder.hear(FRAME, FRAME, new Heard(FRAME, speech ? 1 : 0), false, 0);
      trace.frame();
      on(new TurnSignal.FrameHeard(speech ? 1 : 0, false));
    }
  }

  private void utterance(String words) {
    hear(20, true);
    on(new WordsHeard(turns.utterance(), words, false));
    hear(80, false);
    on(new WordsHeard(turns.utterance(), words, true));
  }

  private List<TraceEvent> told() throws IOException {
    recorder.end(RecordingEnd.STOPPED);
    all.write();
    return Trace.read(
            Files.newInputStream(folder.resolve("2026-11-30/" + new UUID(1, 2) + "-1.trace.gz")))
        .events()
        .stream()
        .map(Trace.Event::what)
        .filter(event -> !(event instanceof TraceEvent.Frames))
        .toList();
  }

  private List<String> words() throws IOException {
    return told().stream()
        .filter(TraceEvent.Words.class::isInstance)
        .map(TraceEvent.Words.class::cast)
        .map(one -> one.masked() ? "***" : one.words())
        .toList();
  }

  @Test
  void whatTurnTakingIsToldAndDecidesIsTold() throws IOException {
    record();
    hear(5, false);
    utterance("my hours");
    on(new TurnSignal.TurnEndLikely(1));
    on(new TurnSignal.KeyPressed('7'));
    trace.turned(new TurnSignal.CallerUnheard(true), TurnAction.NONE, turns);
    on(new TurnSignal.SettingsChanged(Turns.SETTINGS.uninterruptible()));
    assertThat(told())
        .containsExactly(
            new TraceEvent.Turns(Turns.SETTINGS),
            new TraceEvent.Decision(TurnAction.SPEECH_BEGAN, "voice", 1, 80, 0, 0),
            new TraceEvent.Words(0, "my hours", false, false, false),
            new TraceEvent.Decision(TurnAction.SPEECH_ENDED, "silence", 1, 0, 700, 0),
            new TraceEvent.Words(0, "my hours", true, false, false),
            new TraceEvent.Decision(TurnAction.COMMIT_CALLER_TURN, "open", 1, 0, 1600, 700),
            new TraceEvent.TurnEndLikely(0),
            new TraceEvent.Key('7'),
            new TraceEvent.Unheard(true),
            new TraceEvent.Turns(Turns.SETTINGS.uninterruptible()));
  }

  @Test
  void whatTheLineAndThePlaybackDoIsTold() throws IOException {
    record();
    hear(1, false);
    trace.echo(EchoReport.UNKNOWN);
    trace.echo(new EchoReport(120, 20.4f, 11.6f, 1));
    trace.echo(new EchoReport(120, 20.4f, 11.6f, 1));
    trace.reframed(40, 0);
    trace.reframed(0, 20);
    SpokenText words = new SpokenText("hello");
    trace.playout(new PlayoutEvent.Started(3));
    trace.playout(new PlayoutEvent.AnswerStarted(3));
    trace.playout(new PlayoutEvent.SegmentStarted(3, 2, words));
    trace.playout(new PlayoutEvent.Reached(3, 2, 80, 480));
    trace.playout(new PlayoutEvent.Paused(3, 480));
    trace.playout(new PlayoutEvent.Resumed(3));
    trace.playout(new PlayoutEvent.Dropped(3, words));
    trace.playout(new PlayoutEvent.Started(4));
    trace.playout(new PlayoutEvent.SegmentPlayed(4, words));
    trace.playout(new PlayoutEvent.Finished(4, words));
    assertThat(told())
        .containsExactly(
            new TraceEvent.Turns(Turns.SETTINGS),
            new TraceEvent.Echo(120, 20, 12, 1),
            new TraceEvent.Filled(40),
            new TraceEvent.Late(20),
            new TraceEvent.Playback("started", 3, 0, 0),
            new TraceEvent.Playback("answer", 3, 0, 0),
            new TraceEvent.Playback("segment", 3, 2, 0),
            new TraceEvent.Playback("paused", 3, 0, 480),
            new TraceEvent.Playback("resumed", 3, 0, 480),
            new TraceEvent.Playback("dropped", 3, 0, 480),
            new TraceEvent.Playback("started", 4, 0, 0),
            new TraceEvent.Playback("finished", 4, 0, 0));
  }

  @Test
  void wordsOfWhatWasBegunBeforeTheRecordingAreMasked() throws IOException {
    hear(20, true);
    record();
    hear(20, true);
    on(new WordsHeard(1, "before", true));
    hear(80, false);
    utterance("behind");
    assertThat(words()).containsExactly("***", "behind", "behind");
  }

  @Test
  void wordsOfWhatWasSaidInAPauseAreMasked() throws IOException {
    record();
    utterance("one");
    hear(20, true);
    recorder.silence(true);
    hear(20, true);
    recorder.silence(false);
    hear(10, true);
    on(new WordsHeard(2, "secret", false));
    hear(80, false);
    on(new WordsHeard(2, "secret", true));
    recorder.silence(true);
    utterance("never told");
    hear(20, true);
    hear(80, false);
    recorder.silence(false);
    hear(1, false);
    on(new WordsHeard(4, "late secret", true));
    utterance("five");
    assertThat(words()).containsExactly("one", "one", "***", "***", "***", "five", "five");
  }

  @Test
  void whereTheTranscriptIsNotKeptAsItWasWordsAndKeysAreMasked() throws IOException {
    recorder.withoutWords();
    record();
    utterance("my card");
    on(new TurnSignal.KeyPressed('7'));
    assertThat(told())
        .contains(
            new TraceEvent.Words(0, "", true, false, true),
            new TraceEvent.Key(TraceEvent.HIDDEN_KEY))
        .doesNotContain(new TraceEvent.Key('7'));
  }
}
