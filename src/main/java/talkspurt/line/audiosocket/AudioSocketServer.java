package talkspurt.line.audiosocket;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.io.Inet;
import akka.io.TcpSO;
import akka.stream.Materializer;
import akka.stream.StreamTcpException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.NanoClock;

/**
 * Listens for Asterisk's AudioSocket, by application and by channel driver, and hands each
 * connection as a line to a {@link LineAcceptor}. What goes wrong on one connection stays there.
 */
public final class AudioSocketServer {

  private static final Logger LOG = LoggerFactory.getLogger(AudioSocketServer.class);
  private static final int BACKLOG = 1024;
  private static final int MAX_LINES_A_MINUTE = 10;

  /** Some seconds at 8 kHz: a peer that does not read is noticed, and costs no megabytes meanwhile. */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  private final AudioSocketSettings settings;
  private final LineAcceptor acceptor;
  private final LineMetrics metrics;
  private final Materializer materializer;
  private final AtomicInteger open = new AtomicInteger();
  private final LimitedLog limit = new LimitedLog(NanoClock.system(), MAX_LINES_A_MINUTE);

  private AudioSocketServer(
      ActorSystem<?> system,
      AudioSocketSettings settings,
      LineAcceptor acceptor,
      LineMetrics metrics) {
    this.settings = settings;
    this.acceptor = acceptor;
    this.metrics = metrics;
    this.materializer = Materializer.matFromSystem(system);
    AudioSocketReader.foresee(metrics);
  }

  /** Listens; the result is the address taken, or fails when it cannot be had. */
  public static CompletionStage<InetSocketAddress> start(
      ActorSystem<?> system,
      AudioSocketSettings settings,
      LineAcceptor acceptor,
      LineMetrics metrics) {
    return new AudioSocketServer(system, settings, acceptor, metrics).listen(system);
  }

  private CompletionStage<InetSocketAddress> listen(ActorSystem<?> system) {
    List<Inet.SocketOption> options = List.of(
        TcpSO.tcpNoDelay(true), TcpSO.keepAlive(true), TcpSO.sendBufferSize(SEND_BUFFER_BYTES));
    return Tcp.get(system)
        .bind(settings.bind(), settings.port(), BACKLOG, options, false, Optional.empty())
        .to(Sink.foreach(this::take))
        .run(materializer)
        .thenApply(binding -> {
          CoordinatedShutdown.get(system)
              .addTask(
                  CoordinatedShutdown.PhaseServiceUnbind(),
                  "audiosocket",
                  () -> binding.unbind().thenApply(nothing -> Done.done()));
          return binding.localAddress();
        });
  }

  /** A line that cannot be opened leaves the others and the server as they are. */
  private void take(Tcp.IncomingConnection connection) {
    if (open.incrementAndGet() > settings.maxLines()) {
      refuse(connection, "too_many");
      limit.log(
          "too_many",
          more -> LOG.warn(
              "line refused: {} lines are open, the most allowed (audiosocket.max-lines){}",
              settings.maxLines(),
              more));
      return;
    }
    String line = "audiosocket-" + UUID.randomUUID();
    Flow<ByteString, ByteString, NotUsed> conversation;
    try {
      conversation = conversation(line);
    } catch (RuntimeException broken) {
      refuse(connection, "failed");
      LOG.error("line {} could not be opened", line, broken);
      return;
    }
    metrics.lineOpened();
    connection.handleWith(conversation, materializer);
  }

  private void refuse(Tcp.IncomingConnection connection, String cause) {
    open.decrementAndGet();
    metrics.lineRefused(cause);
    connection.handleWith(letGo(), materializer);
  }

  /** Lets Asterisk go on: what closes without a word, or with sound unread, hangs the caller up. */
  private Flow<ByteString, ByteString, NotUsed> letGo() {
    return Flow.<ByteString>create()
        .via(new ReadMessagesStage(() -> reader("refused"), settings.idTimeout()))
        .via(Flow.fromSinkAndSource(
            Sink.ignore(),
            Source.single((LineCommand) new LineCommand.HangUp()).concat(Source.maybe())))
        .via(new WriteMessagesStage(settings.lingerAfterHangUp()));
  }

  /** One frame's way, from socket to socket. */
  private Flow<ByteString, ByteString, NotUsed> conversation(String line) {
    return Flow.<ByteString>create()
        .via(new ReadMessagesStage(() -> reader(line), settings.idTimeout()))
        .via(acceptor.accept(line))
        .via(new WriteMessagesStage(settings.lingerAfterHangUp()))
        .watchTermination((nothing, done) -> {
          done.whenComplete((end, failure) -> closed(line, failure));
          return nothing;
        });
  }

  private AudioSocketReader reader(String line) {
    return new AudioSocketReader(line, settings.maxUnreadable(), metrics, limit);
  }

  /** A reset is how Asterisk closes when it has not read everything. */
  private void closed(String line, Throwable failure) {
    open.decrementAndGet();
    if (failure == null) {
      metrics.lineClosed("ended");
    } else if (failure instanceof StreamTcpException) {
      metrics.lineClosed("reset");
      LOG.debug("line {} was reset: {}", line, failure.getMessage());
    } else {
      metrics.lineClosed("failed");
      LOG.error("line {} failed and was closed", line, failure);
    }
  }
}
