package talkspurt.line.websocket;

import akka.NotUsed;
import akka.http.javadsl.model.ws.Message;
import akka.stream.ActorAttributes;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.access.LineTokens;
import talkspurt.line.HostLostException;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.loop.MediaLoops;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.websocket.WholeMessages;

/**
 * Makes lines of WebSockets, whoever opened them, and counts those that are open. What goes wrong
 * on one stays there. Thread-safe.
 */
public final class MediaLines {

  /** The longest message that is taken: Asterisk's own limit. */
  private static final int MAX_MESSAGE_BYTES = 65_535;

  private static final Duration WHOLE_TIMEOUT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(MediaLines.class);
  private static final int MAX_LINES_A_MINUTE = 10;

  private final MediaSocketSettings settings;
  private final LineAcceptor acceptor;
  private final MediaLoops loops;
  private final LineMetrics metrics;
  private final AtomicInteger open = new AtomicInteger();
  private final LimitedLog limit = new LimitedLog(NanoClock.system(), MAX_LINES_A_MINUTE);

  private MediaLines(
      MediaSocketSettings settings, LineAcceptor acceptor, MediaLoops loops, LineMetrics metrics) {
    this.settings = settings;
    this.acceptor = acceptor;
    this.loops = loops;
    this.metrics = metrics;
    MediaReader.foresee(metrics);
  }

  /** Lines that this acceptor answers. */
  public static MediaLines create(
      MediaSocketSettings settings, LineAcceptor acceptor, MediaLoops loops, LineMetrics metrics) {
    return new MediaLines(settings, acceptor, loops, metrics);
  }

  MediaSocketSettings settings() {
    return settings;
  }

  /** Whether there is room for one more; a refusal is counted. */
  boolean room() {
    if (open.get() < settings.maxLines()) {
      return true;
    }
    metrics.lineRefused("too_many");
    limit.log(
        "too_many",
        more -> LOG.warn(
            "line refused: {} lines are open, the most allowed (websocket.max-lines){}",
            settings.maxLines(),
            more));
    return false;
  }

  /** A line is turned away because of its token, which is not told. */
  void refuse(LineTokens.Verdict verdict) {
    metrics.lineRefused("token");
    limit.log(
        "token",
        more -> LOG.warn(
            "line refused: token {} (access.line-token){}",
            verdict.name().toLowerCase(Locale.ROOT),
            more));
  }

  static String newLine() {
    return "websocket-" + UUID.randomUUID();
  }

  /**
   * One line; it begins when the flow is run.
   *
   * @param callId the call, where it is known before the media begin
   */
  Flow<Message, Message, NotUsed> line(String line, Optional<UUID> callId) {
    return Flow.fromMaterializer((materializer, attributes) -> begun(line, callId))
        .mapMaterializedValue(begun -> NotUsed.getInstance());
  }

  private Flow<Message, Message, NotUsed> begun(String line, Optional<UUID> callId) {
    MediaLoops.Place place = loops.place();
    Flow<LineEvent, LineCommand, NotUsed> conversation;
    try {
      conversation = acceptor
          .accept(line, callId, place.dispatcher())
          .withAttributes(ActorAttributes.dispatcher(place.dispatcher()));
    } catch (RuntimeException broken) {
      place.leave();
      metrics.lineRefused("failed");
      LOG.error("line {} could not be opened", line, broken);
      return Flow.fromSinkAndSource(Sink.cancelled(), Source.empty());
    }
    open.incrementAndGet();
    metrics.lineOpened();
    MediaSocketStage socket = new MediaSocketStage(
        () -> new MediaConnection(
            new MediaReader(line, callId, UUID::randomUUID, settings, metrics, limit),
            settings,
            metrics),
        line,
        failure -> {
          place.leave();
          closed(line, failure);
        });
    return WholeMessages.flow(MAX_MESSAGE_BYTES, WHOLE_TIMEOUT)
        .via(BidiFlow.fromGraph(socket).join(conversation));
  }

  /** However a peer goes is no fault; only a conversation of ours can fail. */
  private void closed(String line, Optional<Throwable> failure) {
    open.decrementAndGet();
    boolean hostLost = failure.filter(HostLostException.class::isInstance).isPresent();
    metrics.lineClosed(failure.isEmpty() ? "ended" : hostLost ? "host_lost" : "failed");
    failure
        .filter(why -> !hostLost)
        .ifPresent(why -> LOG.error("line {} failed and was closed", line, why));
  }
}
