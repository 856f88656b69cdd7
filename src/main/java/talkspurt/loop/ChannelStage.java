package talkspurt.loop;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A TCP connection as a flow of bytes, read and written by the {@link MediaLoop} whose dispatcher it runs on:
 * what comes is read at the next tick, what is to be sent is written at once.
 *
 * <p>The peer's end of sending completes the output; the input's end closes the connection, once all is
 * written or the peer has taken nothing for a second. Where nobody takes the output any more, what comes
 * is read and left: to close a socket with something unread would be a reset. A reset fails
 * the stage with an {@link IOException}, a connection that does not come about with a
 * {@link ConnectException}.
 */
public final class ChannelStage extends GraphStage<FlowShape<ByteString, ByteString>> {

  private static final String CLOSE = "close";
  private static final String CONNECT = "connect";

  /** A peer that reads nothing for so long is not waited for. */
  private static final Duration TO_WRITE_THE_REST = Duration.ofSeconds(1);

  private static final Duration TO_READ_THE_REST = Duration.ofMillis(200);

  /** From the first attempt on: connection, TLS, upgrade, session. */
  private static final Duration LOOKED_AT_OFTEN = Duration.ofSeconds(1);

  private final Inlet<ByteString> in = Inlet.create("Channel.in");
  private final Outlet<ByteString> out = Outlet.create("Channel.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final Callable<SocketChannel> opening;
  private final ByteString first;
  private final Duration connectTimeout;

  private ChannelStage(Callable<SocketChannel> opening, ByteString first, Duration connectTimeout) {
    this.opening = opening;
    this.first = first;
    this.connectTimeout = connectTimeout;
  }

  /** The stage owns the channel, which is connected, from now on. */
  public ChannelStage(SocketChannel channel) {
    this(channel, ByteString.emptyByteString());
  }

  /**
   * The same of a channel that was read before.
   *
   * @param first what was read, which comes out first
   */
  public ChannelStage(SocketChannel channel, ByteString first) {
    this(() -> channel, first, Duration.ZERO);
  }

  /**
   * A connection that is opened when the stage is run; one that does not come about fails it.
   *
   * @param timeout how long that may take
   */
  public static ChannelStage connecting(InetSocketAddress to, Duration timeout) {
    return new ChannelStage(() -> connecting(to), ByteString.emptyByteString(), timeout);
  }

  private static SocketChannel connecting(InetSocketAddress to) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.connect(to);
      return channel;
    } catch (IOException | RuntimeException refused) {
      channel.close();
      throw refused;
    }
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Connected();
  }

  private final class Connected extends TimerGraphStageLogic implements InHandler, OutHandler {

    private MediaLoop loop;
    private SocketChannel channel;
    private SelectionKey key;
    private ByteBuffer unwritten = ByteBuffer.allocate(0);
    private boolean readyPosted;
    private boolean peerEnded;
    private boolean closing;
    private ByteString unread = first;

    Connected() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() throws Exception {
      setKeepGoing(true); // with both ends closed something may still have to be written
      loop = MediaLoop.current()
          .orElseThrow(() -> new IllegalStateException("a channel needs a media loop"));
      channel = opening.call();
      AsyncCallback<SelectionKey> ready = createAsyncCallback(this::ready);
      key = loop.watch(channel, 0, () -> {
        if (!readyPosted) {
          readyPosted = true;
          ready.invoke(key);
        }
      });
      if (channel.isConnected()) {
        pull(in);
      } else {
        interest(SelectionKey.OP_CONNECT, true);
        scheduleOnce(CONNECT, connectTimeout);
        loop.lookOften(LOOKED_AT_OFTEN);
      }
    }

    @Override
    public void postStop() {
      if (channel == null) {
        return;
      }
      try {
        channel.close();
      } catch (IOException gone) {
        // it is closed all the same
      }
    }

    private void ready(SelectionKey same) {
      readyPosted = false;
      if (!key.isValid()) {
        return;
      }
      int ops = key.readyOps() & key.interestOps();
      try {
        if ((ops & SelectionKey.OP_CONNECT) != 0) {
          connected();
        }
        if ((ops & SelectionKey.OP_WRITE) != 0) {
          write();
        }
        if ((ops & SelectionKey.OP_READ) != 0 && key.isValid()) {
          read();
        }
      } catch (IOException lost) {
        failStage(lost);
      }
    }

    private void connected() throws IOException {
      channel.finishConnect();
      cancelTimer(CONNECT);
      interest(SelectionKey.OP_CONNECT, false);
      pull(in);
    }

    private void interest(int op, boolean wanted) {
      int now = key.interestOps();
      int then = wanted ? now | op : now & ~op;
      if (now != then) {
        key.interestOps(then);
      }
    }

    // ---- reading

    private void read() throws IOException {
      if (!isClosed(out) && !isAvailable(out) && !closing) {
        interest(SelectionKey.OP_READ, false);
        return;
      }
      ByteBuffer buffer = loop.readBuffer();
      int bytes = channel.read(buffer);
      if (bytes < 0) {
        interest(SelectionKey.OP_READ, false);
        peerEnded = true;
        complete(out);
        if (closing) {
          completeStage();
        }
      } else if (bytes > 0 && !isClosed(out) && !closing) {
        byte[] copy = new byte[bytes];
        buffer.flip().get(copy);
        push(out, ByteString.fromArrayUnsafe(copy));
      }
    }

    @Override
    public void onPull() {
      if (!unread.isEmpty()) {
        ByteString before = unread;
        unread = ByteString.emptyByteString();
        push(out, before);
        return;
      }
      interest(SelectionKey.OP_READ, true);
    }

    @Override
    public void onDownstreamFinish(Throwable cause) {
      if (!channel.isConnected()) {
        cancelStage(cause);
        return;
      }
      interest(SelectionKey.OP_READ, true);
    }

    // ---- writing

    @Override
    public void onPush() {
      unwritten = grab(in).asByteBuffer();
      try {
        write();
      } catch (IOException lost) {
        failStage(lost);
      }
    }

    private void write() throws IOException {
      channel.write(unwritten);
      boolean all = !unwritten.hasRemaining();
      interest(SelectionKey.OP_WRITE, !all);
      if (all && isClosed(in)) {
        finish();
      } else if (all && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    // ---- the end

    @Override
    public void onUpstreamFinish() {
      if (!channel.isConnected()) {
        completeStage();
        return;
      }
      if (unwritten.hasRemaining()) {
        scheduleOnce(CLOSE, TO_WRITE_THE_REST);
        return;
      }
      try {
        finish();
      } catch (IOException gone) {
        completeStage();
      }
    }

    /** Says that nothing more comes, and reads what is still on its way: to leave it would be a reset. */
    private void finish() throws IOException {
      if (peerEnded) {
        completeStage();
        return;
      }
      closing = true;
      channel.shutdownOutput();
      interest(SelectionKey.OP_READ, true);
      scheduleOnce(CLOSE, TO_READ_THE_REST);
    }

    @Override
    public void onTimer(Object timer) {
      if (timer.equals(CONNECT)) {
        failStage(
            new ConnectException("no connection within " + connectTimeout.toMillis() + " ms"));
      } else {
        completeStage();
      }
    }
  }
}
