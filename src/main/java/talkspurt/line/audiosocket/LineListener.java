package talkspurt.line.audiosocket;

import akka.util.ByteString;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.access.ConnectionTable;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.tls.TlsSession;

/**
 * Accepts connections, and hands on those whose peer says which call it brings. Until then a connection is
 * a few bytes here: no stream, no actor, nothing that hears or plays. One thread for all of them.
 */
final class LineListener implements Runnable, AutoCloseable {

  /** Serves a connection from now on. */
  @FunctionalInterface
  interface Taker {

    /**
     * Takes a connection.
     *
     * @param channel registered with no selector; owned by the taker, also when it throws
     * @param tls what its bytes are sealed by, if they are
     * @param first what it has said
     */
    void take(SocketChannel channel, Optional<TlsSession> tls, ByteString first) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(LineListener.class);
  private static final int BACKLOG = 1024;

  /** So that whoever speaks at once is read before many more are accepted. */
  private static final int ACCEPTED_AT_ONCE = 16;

  private static final long AFTER_A_FAILURE_NANOS = 100_000_000L;

  private final AudioSocketSettings settings;
  private final Optional<Supplier<SSLEngine>> tls;
  private final Taker taker;
  private final LineMetrics metrics;
  private final LimitedLog limit;
  private final NanoClock clock = NanoClock.system();
  private final ConnectionTable<SelectionKey> pending;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(FirstBytes.MAX_BYTES);
  private final ServerSocketChannel server;
  private final Selector selector;

  /** Those whose peers have just said which call they bring. */
  private final List<SelectionKey> named = new ArrayList<>();

  /**
   * Listens, and serves once it is run.
   *
   * @param tls what connections are sealed by, if they are
   * @param limit of the lines in the log
   * @throws IOException when the address cannot be had
   */
  LineListener(
      AudioSocketSettings settings,
      Optional<Supplier<SSLEngine>> tls,
      Taker taker,
      LineMetrics metrics,
      LimitedLog limit)
      throws IOException {
    this.settings = settings;
    this.tls = tls;
    this.taker = taker;
    this.metrics = metrics;
    this.limit = limit;
    this.pending = new ConnectionTable<>(
        settings.maxPending(),
        settings.maxPendingPerAddress(),
        settings.idTimeout().toNanos());
    InetSocketAddress address = new InetSocketAddress(settings.bind(), settings.port());
    if (address.isUnresolved()) {
      throw new IOException("no such address");
    }
    selector = Selector.open();
    server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(address, BACKLOG);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException unusable) {
      close();
      throw unusable;
    }
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) server.getLocalAddress();
  }

  /** Ends {@link #run}, and closes what it holds. */
  @Override
  public void close() {
    closed(server);
    closed(selector);
  }

  /** Whatever goes wrong with one connection, the others are served. */
  @Override
  public void run() {
    while (selector.isOpen()) {
      try {
        selector.select(this::ready, untilNextDeadline());
        handOn();
        pending.takeLate(clock.nanoTime()).forEach(this::late);
      } catch (ClosedSelectorException closed) {
        LOG.debug("no connection is accepted any more");
      } catch (IOException | RuntimeException | LinkageError broken) {
        failed(broken);
      }
    }
  }

  private void failed(Throwable broken) {
    limit.log("accept", more -> LOG.error("a connection could not be taken{}", more, broken));
    LockSupport.parkNanos(AFTER_A_FAILURE_NANOS);
  }

  /** In milliseconds, rounded up; 0 is without end. */
  private long untilNextDeadline() {
    OptionalLong next = pending.nextDeadline();
    return next.isEmpty() ? 0 : Math.max(1, (next.getAsLong() - clock.nanoTime()) / 1_000_000 + 1);
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isValid() && key.isAcceptable()) {
        accept();
      } else if (key.isValid() && key.isReadable()) {
        read(key);
      }
    } catch (IOException | RuntimeException | LinkageError broken) {
      failed(broken);
    }
  }

  private void accept() throws IOException {
    for (int n = 0; n < ACCEPTED_AT_ONCE; n++) {
      SocketChannel channel = server.accept();
      if (channel == null) {
        return;
      }
      try {
        accept(channel);
      } catch (IOException | RuntimeException gone) {
        closed(channel);
        throw gone;
      }
    }
  }

  private void accept(SocketChannel channel) throws IOException {
    InetAddress from = channel.socket().getInetAddress();
    if (!settings.allowed().contain(from)) {
      metrics.lineRefused("not_allowed");
      limit.log(
          "not_allowed",
          more -> LOG.warn(
              "connection refused: {} is in no network of talkspurt.access.line-networks{}",
              from.getHostAddress(),
              more));
      closed(channel);
      return;
    }
    channel.configureBlocking(false);
    SelectionKey key =
        channel.register(selector, SelectionKey.OP_READ, new Stranger(channel, from, tls));
    pending.add(key, from, clock.nanoTime()).ifPresent(this::crowdedOut);
    read(key); // Asterisk's first message is there by now, as a rule
  }

  private void read(SelectionKey key) {
    Stranger stranger = (Stranger) key.attachment();
    try {
      if (!stranger.read(buffer.clear())) {
        release(key);
        return;
      }
    } catch (SSLException refused) {
      refused(key, refused);
      return;
    } catch (IOException reset) {
      release(key);
      return;
    }
    if (stranger.first().named()) {
      pending.remove(key);
      named.add(key);
    } else if (stranger.first().hungUp()) {
      release(key); // who only asks whether somebody listens says so
    } else if (stranger.first().tooMuch()) {
      late(key);
    }
  }

  private void handOn() throws IOException {
    if (named.isEmpty()) {
      return;
    }
    named.forEach(SelectionKey::cancel);
    selector.selectNow(other -> {}); // a channel is free once its cancelled key was seen
    for (SelectionKey key : named) {
      Stranger stranger = (Stranger) key.attachment();
      try {
        taker.take(stranger.channel(), stranger.session(), stranger.first().all());
      } catch (IOException | RuntimeException | LinkageError broken) {
        closed(stranger.channel());
        failed(broken);
      }
    }
    named.clear();
  }

  private void late(SelectionKey key) {
    Stranger stranger = (Stranger) key.attachment();
    String hint = stranger.first().likeTls()
        ? "; it speaks TLS, which this port does not (audiosocket.tls)"
        : "";
    metrics.unreadable("no_id");
    limit.log(
        "no_id",
        more -> LOG.warn(
            "connection from {} closed: within {} ms its peer did not say which call it brings (kind 0x01 with"
                + " the 16 bytes of a UUID){}{}",
            stranger.from().getHostAddress(),
            settings.idTimeout().toMillis(),
            hint,
            more));
    release(key);
  }

  private void refused(SelectionKey key, SSLException why) {
    metrics.lineRefused("tls");
    limit.log(
        "tls",
        more -> LOG.warn(
            "connection from {} closed: no TLS with its peer (audiosocket.tls): {}{}",
            ((Stranger) key.attachment()).from().getHostAddress(),
            why.getMessage(),
            more));
    release(key);
  }

  private void crowdedOut(SelectionKey key) {
    metrics.lineRefused("crowded_out");
    limit.log(
        "crowded_out",
        more -> LOG.warn(
            "connection from {} closed: too many that did not say which call they bring"
                + " (audiosocket.max-pending, max-pending-per-address){}",
            ((Stranger) key.attachment()).from().getHostAddress(),
            more));
    release(key);
  }

  private void release(SelectionKey key) {
    pending.remove(key);
    closed(((Stranger) key.attachment()).channel());
  }

  /** Closes what may be gone already. */
  static void closed(Closeable socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      LOG.debug("a socket could not be closed: {}", gone.toString());
    }
  }
}
