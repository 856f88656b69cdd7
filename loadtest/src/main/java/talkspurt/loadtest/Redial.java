package talkspurt.loadtest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.UUID;

/** The way back into a call whose line was lost. Lives on its loop's thread. */
final class Redial {
  /** Who wants to be connected again. */
  interface Waiting {
    void connectedAgain(SocketChannel line);

    /** The call cannot or must not go on. */
    void left(String why);
  }

  private static final int MAX_TRIES = 20;
  private static final long AGAIN_AFTER_NANOS = 1_000_000_000L;
  private static final long CONNECT_WITHIN_NANOS = 2_000_000_000L;

  private final CallLoop loop;
  private final Dialplan dialplan;
  private final UUID call;
  private final Waiting waiting;
  private SocketChannel trying;
  private int tries;

  Redial(CallLoop loop, Dialplan dialplan, UUID call, Waiting waiting) {
    this.loop = loop;
    this.dialplan = dialplan;
    this.call = call;
    this.waiting = waiting;
  }

  void begin() {
    if (++tries > MAX_TRIES) {
      waiting.left("lost");
      return;
    }
    dialplan.next(call).thenAccept(step -> loop.execute(() -> go(step)));
  }

  private void go(Dialplan.Step step) {
    if (step instanceof Dialplan.Step.Reconnect reconnect) connect(reconnect.address());
    else if (step instanceof Dialplan.Step.Leave leave)
      waiting.left(
          switch (leave.word()) {
            case "hangup" -> "hung_up";
            case "busy" -> "busy";
            case "lost" -> "lost";
            default -> "transferred";
          });
    else loop.at(loop.nowNanos() + AGAIN_AFTER_NANOS, due -> begin());
  }

  private void connect(InetSocketAddress address) {
    try {
      SocketChannel channel = SocketChannel.open();
      trying = channel;
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(address);
      loop.register(channel, SelectionKey.OP_CONNECT, () -> finish(channel));
      loop.at(loop.nowNanos() + CONNECT_WITHIN_NANOS, due -> failed(channel));
    } catch (IOException e) {
      failed(trying);
    }
  }

  private void finish(SocketChannel channel) {
    if (channel != trying) return;
    try {
      if (!channel.finishConnect()) return;
      trying = null;
      tries = 0;
      waiting.connectedAgain(channel);
    } catch (IOException e) {
      failed(channel);
    }
  }

  private void failed(SocketChannel channel) {
    if (channel == null || channel != trying) return;
    trying = null;
    try {
      channel.close();
    } catch (IOException e) {
      // A socket that cannot even be closed is gone already.
    }
    loop.at(loop.nowNanos() + AGAIN_AFTER_NANOS, due -> begin());
  }
}
