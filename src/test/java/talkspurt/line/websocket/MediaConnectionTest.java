package talkspurt.line.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.StepTable;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.line.websocket.MediaConnection.Action;
import talkspurt.line.websocket.MediaConnection.Due;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.Metrics;
import talkspurt.websocket.SocketMessage;

class MediaConnectionTest {

  private static final UUID CALL = new UUID(1, 2);

  /** Of the thousands of connections of which nobody reads the figures; a registry takes a millisecond to make. */
  private static final LineMetrics NOBODYS = new Metrics().lines();

  private static final String START = "MEDIA_START format:ulaw optimal_frame_size:160";
  private static final String START_UNBUFFERED = "{\"event\":\"MEDIA_START\",\"format\":\"ulaw\","
      + "\"optimal_frame_size\":160,\"unbuffered\":true}";

  /**
   * Where each event leads in each state, and what is done on the way.
   *
   * <p>States: A awaiting, O open, H hung up, X over.
   *
   * <p>Actions: t tell, e end the events, s send text, m send media, d schedule, x end.
   *
   * <p>The columns are awaiting, open, open without a queue, open and nobody listens, open and Asterisk
   * has closed, hung up, over.
   */
  private static final String STEPS = """
      begun               | A:d  O:d  O:d  O:d  O:d  H:d X:d
      start               | O:dt O    O    O    O    H   X
      start, no queue     | O:t  O    O    O    O    H   X
      unknown format      | A:e  O    O    O    O    H   X
      media               | A    O:t  O:t  O    O    H:t X
      key                 | A    O:t  O:t  O    O    H:t X
      xoff                | A:t  O:t  O:t  O    O    H:t X
      xon                 | A    O    O    O    O    H   X
      status              | A    O    O    O    O    H   X
      refused             | A    O    O    O    O    H   X
      mark played         | A:t  O:t  O:t  O    O    H:t X
      unreadable          | A    O    O    O    O    H   X
      oversized           | A:e  O:e  O:e  O    O    H:e X
      peer gone           | A:e  O:e  O:e  O    O    X:x X
      unheard             | A    O    O    O    O    H   X
      play                | A    O:mm O:m  O:mm O:mm H   X
      mark                | A    O:s  O:s  O:s  O:s  H   X
      flush               | A    O:ss O    O:ss O:ss H   X
      hang up             | X:x  H:sd H:sd H:sd X:x  H   X
      failed              | X:x  H:sd H:sd H:sd X:x  H   X
      commands ended      | X:x  X:x  X:x  X:x  X:x  H   X
      start due           | X:x  O    O    O    O    H   X
      status due          | A    O:sd O:sd O:sd O:sd H   X
      status due, no room | A    O:d  O:d  O:d  O:d  H   X
      closed due          | A    O    O    O    O    X:x X
      """;

  private static MediaConnection connection() {
    return connection(NOBODYS);
  }

  private static MediaConnection connection(LineMetrics metrics) {
    MediaSocketSettings settings = SocketSettings.of(10, 5000);
    return new MediaConnection(
        new MediaReader(
            "line", Optional.empty(), () -> CALL, settings, metrics, new LimitedLog(() -> 0, 10)),
        settings,
        metrics);
  }

  private static MediaConnection open() {
    return after(connection(), control(START));
  }

  private static MediaConnection after(
      MediaConnection connection, Function<MediaConnection, List<Action>> event) {
    event.apply(connection);
    return connection;
  }

  private static Map<String, Supplier<MediaConnection>> states() {
    Map<String, Supplier<MediaConnection>> states = new LinkedHashMap<>();
    states.put("awaiting", MediaConnectionTest::connection);
    states.put("open", MediaConnectionTest::open);
    states.put("without a queue", () -> after(connection(), control(START_UNBUFFERED)));
    states.put("unheard", () -> after(open(), unheard()));
    states.put("closed by the peer", () -> after(open(), MediaConnection::peerGone));
    states.put("hung up", () -> after(open(), MediaConnection::hangUp));
    states.put("over", () -> after(open(), MediaConnection::commandsEnded));
    return states;
  }

  private static Map<String, Function<MediaConnection, List<Action>>> events() {
    Map<String, Function<MediaConnection, List<Action>>> events = new LinkedHashMap<>();
    events.put("begun", MediaConnection::begun);
    events.put("start", control(START));
    events.put("start, no queue", control(START_UNBUFFERED));
    events.put("unknown format", control("MEDIA_START format:opus optimal_frame_size:160"));
    events.put("media", line -> line.heard(media(160)));
    events.put("key", control("DTMF_END digit:5"));
    events.put("xoff", control("MEDIA_XOFF"));
    events.put("xon", control("MEDIA_XON"));
    events.put("status", control("STATUS queue_length:9"));
    events.put("refused", control("ERROR error_text:no"));
    events.put("mark played", control("MEDIA_MARK_PROCESSED 1"));
    events.put("unreadable", control("?"));
    events.put(
        "oversized", line -> line.heard(new SocketMessage.Oversized("longer than 65535 bytes")));
    events.put("peer gone", MediaConnection::peerGone);
    events.put("unheard", unheard());
    events.put("play", line -> line.obey(play()));
    events.put("mark", line -> line.obey(new LineCommand.Mark(1)));
    events.put("flush", line -> line.obey(new LineCommand.Flush()));
    events.put("hang up", line -> line.obey(new LineCommand.HangUp()));
    events.put("failed", MediaConnection::hangUp);
    events.put("commands ended", MediaConnection::commandsEnded);
    events.put("start due", line -> line.due(Due.START, true));
    events.put("status due", line -> line.due(Due.STATUS, true));
    events.put("status due, no room", line -> line.due(Due.STATUS, false));
    events.put("closed due", line -> line.due(Due.CLOSED, true));
    return events;
  }

  private static Function<MediaConnection, List<Action>> control(String text) {
    return line -> line.heard(new SocketMessage.Text(text));
  }

  private static Function<MediaConnection, List<Action>> unheard() {
    return line -> {
      line.unheard();
      return List.of();
    };
  }

  private static SocketMessage media(int bytes) {
    return new SocketMessage.Binary(ByteString.fromArray(new byte[bytes]));
  }

  private static LineCommand play() {
    return new LineCommand.Play(AudioFrame.silence(8000));
  }

  @TestFactory
  Stream<DynamicTest> eachEventLeadsInEachStateWhereTheTableTells() {
    return StepTable.tests(STEPS, events(), states(), MediaConnectionTest::step);
  }

  @Test
  void theTableHasARowForEachEventAndEachActionOccurs() {
    assertThat(StepTable.names(STEPS)).containsExactlyElementsOf(events().keySet());
    List<Action> all = new ArrayList<>();
    states()
        .values()
        .forEach(state -> events().values().forEach(event -> all.addAll(event.apply(state.get()))));
    StepTable.assertEachKind(Action.class, all);
    StepTable.assertEachKind(
        MediaConnection.State.class,
        states().values().stream().map(state -> state.get().state()).toList());
  }

  private static String step(
      MediaConnection connection, Function<MediaConnection, List<Action>> event) {
    String done = event.apply(connection).stream()
        .map(MediaConnectionTest::name)
        .collect(Collectors.joining());
    return name(connection.state()) + (done.isEmpty() ? "" : ":" + done);
  }

  private static String name(MediaConnection.State state) {
    return Map.of(
            MediaConnection.Awaiting.class, "A",
            MediaConnection.Open.class, "O",
            MediaConnection.HungUp.class, "H",
            MediaConnection.Over.class, "X")
        .get(state.getClass());
  }

  private static String name(Action action) {
    return Map.of(
            MediaConnection.Tell.class, "t",
            MediaConnection.EndEvents.class, "e",
            MediaConnection.SendText.class, "s",
            MediaConnection.SendMedia.class, "m",
            MediaConnection.Schedule.class, "d",
            MediaConnection.End.class, "x")
        .get(action.getClass());
  }

  // ---- what is told and sent

  private static MediaConnection.Tell told(LineEvent... events) {
    return new MediaConnection.Tell(List.of(events));
  }

  private static MediaConnection.SendText text(String text) {
    return new MediaConnection.SendText(text);
  }

  @Test
  void aFullQueueIsToldAndHowMuchOfItIsTooMuch() {
    assertThat(control("MEDIA_XOFF").apply(open()))
        .containsExactly(told(new LineEvent.Waiting(18_000), new LineEvent.Ahead(899)));
    assertThat(control("MEDIA_XOFF").apply(connection()))
        .containsExactly(told(new LineEvent.Waiting(18_000)));
  }

  @Test
  void howMuchWaitsIsAskedAndToldOnce() {
    MediaConnection connection = open();
    assertThat(connection.due(Due.STATUS, true))
        .containsExactly(
            text("GET_STATUS"), new MediaConnection.Schedule(Due.STATUS, Duration.ofSeconds(1)));
    assertThat(control("STATUS queue_length:4").apply(connection))
        .containsExactly(told(new LineEvent.Waiting(80)));
    assertThat(control("STATUS queue_length:4").apply(connection)).isEmpty();
  }

  @Test
  void aQuestionThatCannotBeSentAtOnceIsNotAsked() {
    MediaConnection connection = open();
    assertThat(connection.due(Due.STATUS, false))
        .containsExactly(new MediaConnection.Schedule(Due.STATUS, Duration.ofSeconds(1)));
    assertThat(control("STATUS queue_length:4").apply(connection)).isEmpty();
  }

  @Test
  void theTimesAreThoseOfTheSettings() {
    assertThat(connection().begun())
        .containsExactly(new MediaConnection.Schedule(Due.START, Duration.ofSeconds(5)));
    assertThat(open().hangUp())
        .containsExactly(
            text("HANGUP"), new MediaConnection.Schedule(Due.CLOSED, Duration.ofSeconds(1)));
  }

  @Test
  void commandsGoOutInTheFormOfThePeer() {
    MediaConnection connection = after(
        connection(),
        control("{\"event\":\"MEDIA_START\",\"format\":\"ulaw\"," + "\"optimal_frame_size\":160}"));
    assertThat(connection.obey(new LineCommand.Flush()))
        .containsExactly(
            text("{\"command\":\"FLUSH_MEDIA\"}"), text("{\"command\":\"CONTINUE_MEDIA\"}"));
    assertThat(open().obey(new LineCommand.Mark(7))).containsExactly(text("MARK_MEDIA 7"));
  }

  @Test
  void silenceGoesAheadOfTheFirstSoundAndOfTheFirstAfterAFlush() {
    MediaConnection connection = open();
    assertThat(connection.obey(play())).hasSize(2);
    assertThat(connection.obey(play())).hasSize(1);
    connection.obey(new LineCommand.Flush());
    assertThat(connection.obey(play())).hasSize(2);
  }

  @Test
  void aFlushMakesTheAnswerVoidWhereThereIsAQueue() {
    MediaConnection connection = open();
    connection.due(Due.STATUS, true);
    connection.obey(new LineCommand.Flush());
    assertThat(control("STATUS queue_length:4").apply(connection)).isEmpty();
  }

  @Test
  void marksAreCountedAndAsTheyComeBackThereIsRoomForMore() {
    MediaConnection connection = open();
    IntStream.range(0, 50).forEach(mark -> connection.obey(new LineCommand.Mark(mark)));
    assertThat(connection.obey(new LineCommand.Mark(50))).isEmpty();
    assertThat(control("MEDIA_MARK_PROCESSED 0").apply(connection))
        .containsExactly(told(new LineEvent.Played(1)));
    assertThat(connection.obey(new LineCommand.Mark(50))).hasSize(1);
  }

  @Test
  void thePeersMistakesEndTheEventsAndTheRestIsStillRead() {
    MediaConnection connection = open();
    control("?").apply(connection);
    control("?").apply(connection);
    assertThat(connection.listening()).isTrue();
    assertThat(control("?").apply(connection)).containsExactly(new MediaConnection.EndEvents());
    assertThat(connection.listening()).isFalse();
    assertThat(connection.heard(media(160))).isEmpty();
    assertThat(connection.obeys()).isTrue();
  }

  @Test
  void howFullTheQueueIsAndAStartThatIsMissingAreCounted() {
    Metrics metrics = new Metrics();
    connection(metrics.lines()).due(Due.START, true);
    MediaConnection connection = after(connection(metrics.lines()), control(START));
    control("MEDIA_XOFF").apply(connection);
    control("STATUS queue_length:7").apply(connection);
    assertThat(
            points(metrics, "talkspurt_line_queue_full").map(CounterDataPointSnapshot.class::cast))
        .extracting(CounterDataPointSnapshot::getValue)
        .containsExactly(1.0);
    assertThat(points(metrics, "talkspurt_line_queued_frames")
            .map(HistogramDataPointSnapshot.class::cast))
        .extracting(HistogramDataPointSnapshot::getSum)
        .containsExactly(7.0);
    assertThat(points(metrics, "talkspurt_line_unreadable")
            .filter(point -> "no_start".equals(point.getLabels().get("why")))
            .map(CounterDataPointSnapshot.class::cast))
        .extracting(CounterDataPointSnapshot::getValue)
        .containsExactly(1.0);
  }

  private static Stream<? extends DataPointSnapshot> points(Metrics metrics, String name) {
    return metrics.registry().scrape(name::equals).stream()
        .flatMap(metric -> metric.getDataPoints().stream());
  }

  // ---- anything in any order

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void nothingIsSentAfterTheHangUpAndNothingToldAfterTheEndOfEvents(long seed) {
    Random random = new Random(seed);
    Set<Seen> seen = EnumSet.noneOf(Seen.class);
    for (int walk = 0; walk < 1000; walk++) {
      new Walk(random, seen).go();
    }
    assertThat(seen).containsExactlyInAnyOrder(Seen.values());
  }

  private enum Seen {
    HUNG_UP,
    EVENTS_OVER,
    OVER
  }

  private static final class Walk {

    private final Random random;
    private final Set<Seen> everSeen;
    private final Set<Seen> seen = EnumSet.noneOf(Seen.class);
    private final MediaConnection connection = connection();
    private boolean started;
    private boolean peerGone;

    Walk(Random random, Set<Seen> everSeen) {
      this.random = random;
      this.everSeen = everSeen;
    }

    void go() {
      List<Function<MediaConnection, List<Action>>> events =
          new ArrayList<>(events().values());
      List<String> names = new ArrayList<>(events().keySet());
      for (int step = 0; step < 60 && !seen.contains(Seen.OVER); step++) {
        int next = random.nextInt(events.size());
        if (possible(names.get(next))) {
          started |= names.get(next).startsWith("start");
          peerGone |= names.get(next).equals("peer gone");
          events.get(next).apply(connection).forEach(this::check);
        }
      }
      everSeen.addAll(seen);
    }

    /** What comes from Asterisk comes before it closes; what ends a walk is rare. */
    private boolean possible(String event) {
      return switch (event) {
        case "begun" -> false;
        case "closed due" -> random.nextInt(8) == 0;
        case "play", "mark", "flush", "hang up", "failed", "commands ended" ->
          connection.obeys() && (random.nextInt(8) == 0 || event.length() < 6);
        case "start due", "unknown format", "oversized", "unheard" -> random.nextInt(20) == 0;
        case "peer gone" -> !peerGone && random.nextInt(8) == 0;
        case "status due", "status due, no room" -> true;
        default -> !peerGone;
      };
    }

    private void check(Action action) {
      assertThat(seen).as("nothing after the end").doesNotContain(Seen.OVER);
      if (action instanceof MediaConnection.SendText
          || action instanceof MediaConnection.SendMedia) {
        assertThat(started).as("its format is known").isTrue();
        assertThat(seen).doesNotContain(Seen.HUNG_UP);
        if (action.equals(text("HANGUP"))) {
          seen.add(Seen.HUNG_UP);
        }
      } else if (action instanceof MediaConnection.Tell tell) {
        assertThat(seen).doesNotContain(Seen.EVENTS_OVER);
        assertThat(tell.events()).isNotEmpty();
      } else if (action instanceof MediaConnection.EndEvents) {
        assertThat(seen.add(Seen.EVENTS_OVER)).as("told once").isTrue();
      } else if (action instanceof MediaConnection.End) {
        seen.add(Seen.OVER);
      }
    }
  }
}
