package talkspurt.media.unannounced;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.QuietKit;
import talkspurt.fake.Told;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.Metrics;

class UnannouncedLinesTest {

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("unannounced");

  private static final String DISPATCHER = "akka.actor.default-dispatcher";
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final LineEvent SOUND = new LineEvent.Heard(AudioFrame.silence(8000));
  private static final LineEvent KEY = new LineEvent.KeyPressed('5');

  private final Calls calls = new Calls();
  private final Others others = new Others();
  private final Metrics metrics = Metrics.notExposed();

  @Test
  void aLineWhoseCallIsHereIsHandedOnAsItIs() {
    calls.here.add(A);
    lines(Duration.ofSeconds(2), 10).accept("line", Optional.of(A), DISPATCHER);
    lines(Duration.ofSeconds(2), 10).accept("line", Optional.empty(), DISPATCHER);
    assertThat(others.accepted).containsExactly(Optional.of(A), Optional.empty());
    assertThat(calls.asked).as("the journal was not read").isEmpty();
  }

  @Test
  void whatWasPressedBeforeTheCallIsKnownReachesWhoAnswers() {
    Line line = new Line(lines(Duration.ofSeconds(60), 10), A);
    line.in.sendNext(new LineEvent.Announced(A));
    line.in.sendNext(KEY);
    line.out.request(5);
    line.out.expectNoMessage(Duration.ZERO);
    assertThat(others.accepted).isEmpty();
    calls.asked.get(A).complete(true);
    others.expect(new LineEvent.Announced(A));
    others.expect(KEY);
    line.in.sendNext(SOUND);
    others.expect(SOUND);
    assertThat(others.accepted).containsExactly(Optional.of(A));
    assertThat(line.out.expectNext()).isInstanceOf(LineCommand.Flush.class);
  }

  @Test
  void aLineThatNobodyAnnouncesIsReleasedAndNobodyAnswersIt() {
    Line line = new Line(lines(Duration.ZERO, 10), A);
    calls.asked.get(A).complete(false);
    line.out.request(2);
    assertThat(line.out.expectNext()).isInstanceOf(LineCommand.HangUp.class);
    line.out.expectNoMessage(Duration.ZERO);
    assertThat(others.accepted).isEmpty();
    assertThat(Told.by(metrics, "talkspurt_lines_not_announced")).isEqualTo(1);
  }

  @Test
  void theOneThatHasWaitedLongestIsReleasedForAnother() {
    UnannouncedLines few = lines(Duration.ofSeconds(60), 1);
    Line first = new Line(few, A);
    Line second = new Line(few, B);
    first.out.request(1);
    assertThat(first.out.expectNext()).isInstanceOf(LineCommand.HangUp.class);
    calls.asked.get(B).complete(true);
    second.out.request(1);
    assertThat(second.out.expectNext()).isInstanceOf(LineCommand.Flush.class);
  }

  @Test
  void whoHangsUpMakesRoomAndIsNotAnswered() {
    UnannouncedLines few = lines(Duration.ofSeconds(60), 1);
    Line first = new Line(few, A);
    first.in.sendComplete();
    first.out.request(1);
    assertThat(first.out.expectNext()).isInstanceOf(LineCommand.HangUp.class);
    calls.asked.get(A).complete(true);
    assertThat(others.accepted).isEmpty();
    assertThat(Told.by(metrics, "talkspurt_lines_not_announced")).isEqualTo(0);
  }

  private UnannouncedLines lines(Duration timeout, int max) {
    return new UnannouncedLines(KIT.system(), others, calls, timeout, max, metrics.lines());
  }

  private static final class Line {

    private final TestPublisher.Probe<LineEvent> in;
    private final TestSubscriber.Probe<LineCommand> out;

    Line(UnannouncedLines lines, UUID call) {
      Pair<TestPublisher.Probe<LineEvent>, TestSubscriber.Probe<LineCommand>> run =
          TestSource.<LineEvent>create(KIT.system().classicSystem())
              .viaMat(lines.accept("line", Optional.of(call), DISPATCHER), Keep.left())
              .toMat(TestSink.create(KIT.system().classicSystem()), Keep.both())
              .run(KIT.system());
      in = run.first();
      out = run.second();
    }
  }

  /** Answers each event by a command. */
  private static final class Others implements LineAcceptor {

    private final List<Optional<UUID>> accepted = new CopyOnWriteArrayList<>();
    private final BlockingQueue<LineEvent> events = new LinkedBlockingQueue<>();

    @Override
    public Flow<LineEvent, LineCommand, NotUsed> accept(
        String line, Optional<UUID> callId, String dispatcher) {
      accepted.add(callId);
      return Flow.of(LineEvent.class)
          .map(event -> {
            events.add(event);
            return (LineCommand) new LineCommand.Flush();
          })
          .prepend(Source.single(new LineCommand.Flush()));
    }

    void expect(LineEvent event) {
      try {
        assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo(event);
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
    }
  }

  private static final class Calls implements CallDirectory {

    private final Set<UUID> here = ConcurrentHashMap.newKeySet();
    private final Map<UUID, CompletableFuture<Boolean>> asked = new ConcurrentHashMap<>();

    @Override
    public boolean here(UUID callId) {
      return here.contains(callId);
    }

    @Override
    public CompletionStage<Boolean> journalled(UUID callId) {
      return asked.computeIfAbsent(callId, first -> new CompletableFuture<>());
    }
  }
}
