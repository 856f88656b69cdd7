package talkspurt.line.audiosocket;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.stream.ActorAttributes;
import akka.stream.Materializer;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.line.HostLostException;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.loop.ChannelStage;
import talkspurt.loop.MediaLoops;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.tls.TlsSession;

/**
 * Listens for Asterisk's AudioSocket, by application and by channel driver, and hands each
 * connection as a line to a {@link LineAcceptor}. What goes wrong on one connection stays there.
 */
public final class AudioSocketServer {

  private static final Logger LOG = LoggerFactory.getLogger(AudioSocketServer.class);
  private static final int MAX_LINES_A_MINUTE = 10;

  /** Some seconds at 8 kHz: a peer that does not read is noticed, and costs no megabytes meanwhile. */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  private final AudioSocketSettings settings;
  private final LineAcceptor acceptor;
  private final MediaLoops loops;
  private final LineMetrics metrics;
  private final Materializer materializer;
  private final AtomicInteger open = new AtomicInteger();
  private final LimitedLog limit = new LimitedLog(NanoClock.system(), MAX_LINES_A_MINUTE);

  private AudioSocketServer(
      ActorSystem<?> system,
      AudioSocketSettings settings,
      LineAcceptor acceptor,
      MediaLoops loops,
      LineMetrics metrics) {
    this.settings = settings;
    this.acceptor = acceptor;
    this.loops = loops;
    this.metrics = metrics;
    this.materializer = Materializer.matFromSystem(system);
    AudioSocketReader.foresee(metrics);
  }

  /**
   * Listens; the result is the address taken, or fails when it cannot be had.
   *
   * @param tls what connections are sealed by; empty: by nothing, as Asterisk itself does it
   */
  public static CompletionStage<InetSocketAddress> start(
      ActorSystem<?> system,
      AudioSocketSettings settings,
      Optional<Supplier<SSLEngine>> tls,
      LineAcceptor acceptor,
      MediaLoops loops,
      LineMetrics metrics) {
    return new AudioSocketServer(system, settings, acceptor, loops, metrics).listen(system, tls);
  }

  /** Serves lines that others have accepted, each by {@link #take}. */
  public static AudioSocketServer withoutPort(
      ActorSystem<?> system,
      AudioSocketSettings settings,
      LineAcceptor acceptor,
      MediaLoops loops,
      LineMetrics metrics) {
    return new AudioSocketServer(system, settings, acceptor, loops, metrics);
  }

  private CompletionStage<InetSocketAddress> listen(
      ActorSystem<?> system, Optional<Supplier<SSLEngine>> tls) {
    LineListener listener;
    InetSocketAddress taken;
    try {
      listener = new LineListener(settings, tls, this::take, metrics, limit);
      taken = listener.address();
    } catch (IOException unusable) {
      return CompletableFuture.failedFuture(new IOException(
          "bind failed for " + settings.bind() + ":" + settings.port() + ": "
              + unusable.getMessage(),
          unusable));
    }
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceUnbind(), "audiosocket", () -> {
          listener.close();
          return CompletableFuture.completedFuture(Done.done());
        });
    Thread thread = new Thread(listener, "audiosocket-accept");
    thread.setDaemon(true);
    thread.start();
    return CompletableFuture.completedFuture(taken);
  }

  /** Serves a line from now on, or turns it away. */
  public void take(SocketChannel channel) throws IOException {
    take(channel, Optional.empty(), ByteString.emptyByteString());
  }

  private void take(SocketChannel channel, Optional<TlsSession> tls, ByteString first)
      throws IOException {
    MediaLoops.Place place = loops.place();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
      if (open.get() < settings.maxLines()) {
        open(bytes(channel, tls, first), FirstBytes.callId(first), place);
      } else {
        limit.log(
            "too_many",
            more -> LOG.warn(
                "line refused: {} lines are open, the most allowed (audiosocket.max-lines){}",
                settings.maxLines(),
                more));
        refuse(bytes(channel, tls, first), place, "too_many");
      }
    } catch (IOException | RuntimeException | LinkageError broken) {
      place.leave();
      LineListener.closed(channel);
      throw broken;
    }
  }

  /** A line that cannot be opened leaves the others and the server as they are. */
  private void open(
      Flow<ByteString, ByteString, NotUsed> bytes, Optional<UUID> callId, MediaLoops.Place place) {
    String line = "audiosocket-" + UUID.randomUUID();
    Flow<LineEvent, LineCommand, NotUsed> conversation;
    try {
      conversation = acceptor.accept(line, callId, place.dispatcher());
    } catch (RuntimeException | LinkageError broken) {
      LOG.error("line {} could not be opened", line, broken);
      refuse(bytes, place, "failed");
      return;
    }
    open.incrementAndGet();
    metrics.lineOpened();
    try {
      run(bytes, line, conversation, place, failure -> closed(line, failure));
    } catch (RuntimeException | LinkageError broken) {
      closed(line, broken);
      throw broken;
    }
  }

  /** Lets Asterisk go on: what closes without a word, or with sound unread, hangs the caller up. */
  private void refuse(
      Flow<ByteString, ByteString, NotUsed> bytes, MediaLoops.Place place, String cause) {
    metrics.lineRefused(cause);
    run(bytes, "refused", LineAcceptor.hangUp(), place, failure -> {});
  }

  /** One frame's way, from socket to socket: on one thread, without a queue. */
  private void run(
      Flow<ByteString, ByteString, NotUsed> bytes,
      String line,
      Flow<LineEvent, LineCommand, NotUsed> conversation,
      MediaLoops.Place place,
      Consumer<Throwable> over) {
    Flow<ByteString, ByteString, NotUsed> messages = Flow.<ByteString>create()
        .via(new ReadMessagesStage(() -> reader(line), settings.idTimeout()))
        .via(conversation)
        .via(new WriteMessagesStage(settings.lingerAfterHangUp()))
        .watchTermination((nothing, done) -> {
          done.whenComplete((end, failure) -> {
            place.leave();
            over.accept(failure);
          });
          return nothing;
        });
    bytes
        .join(messages)
        .withAttributes(ActorAttributes.dispatcher(place.dispatcher()))
        .run(materializer);
  }

  /** What the peer says and is told, whether sealed or not. */
  private static Flow<ByteString, ByteString, NotUsed> bytes(
      SocketChannel channel, Optional<TlsSession> tls, ByteString first) {
    if (tls.isEmpty()) {
      return Flow.fromGraph(new ChannelStage(channel, first));
    }
    return BidiFlow.fromGraph(new TlsStage(tls.get(), first))
        .join(Flow.fromGraph(new ChannelStage(channel, ByteString.emptyByteString())));
  }

  private AudioSocketReader reader(String line) {
    return new AudioSocketReader(line, settings.maxUnreadable(), metrics, limit);
  }

  /** A reset is how Asterisk closes when it has not read everything. */
  private void closed(String line, Throwable failure) {
    open.decrementAndGet();
    if (failure == null) {
      metrics.lineClosed("ended");
    } else if (failure instanceof HostLostException) {
      metrics.lineClosed("host_lost"); // its conversation has told it
    } else if (failure instanceof IOException) {
      metrics.lineClosed("reset");
      LOG.debug("line {} was reset: {}", line, failure.getMessage());
    } else {
      metrics.lineClosed("failed");
      LOG.error("line {} failed and was closed", line, failure);
    }
  }
}
