package talkspurt.loadtest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.UUID;

/** The way into one call: the HTTP call start, if there is one, and the connection. */
final class CallOpening {
  /** Who wants to know how calls fare. */
  interface Observer {
    void connected(int call, UUID id, InetSocketAddress engine);

    void failed(int call, String reason, String detail);

    void ended();
  }

  // Asterisk's own limit.
  private static final long CONNECT_WITHIN_NANOS = 2_000_000_000;

  private final RunPlan plan;
  private final CallLoop loop;
  private final Observer observer;
  private final int number;
  private final UUID call = UUID.randomUUID();
  private SimulatedPhone handset;
  private SocketChannel channel;
  private boolean over;

  CallOpening(RunPlan plan, CallLoop loop, Observer observer, int number) {
    this.plan = plan;
    this.loop = loop;
    this.observer = observer;
    this.number = number;
  }

  void begin(long dueNanos) {
    loop.tally().asked++;
    plan.callStart().ifPresentOrElse(this::ask, () -> connect(plan.engine()));
  }

  private void ask(CallStart callStart) {
    long askedNanos = loop.nowNanos();
    callStart.ask(call).thenAccept(answer -> {
      long answeredNanos = loop.nowNanos();
      loop.execute(() -> answered(answer, answeredNanos - askedNanos));
    });
  }

  private void answered(CallStart.Answer answer, long tookNanos) {
    loop.tally().callStart.addNanos(tookNanos);
    if (answer instanceof CallStart.Answer.Dial dial) connect(dial.address());
    else if (answer instanceof CallStart.Answer.Refused refused)
      fail(refused.reason(), refused.detail());
    else throw new AssertionError(answer);
  }

  private void connect(InetSocketAddress address) {
    // Opens the recordings, which is not to be done on the call's time.
    handset = new SimulatedPhone(plan.rateHz(), plan.echo(), plan.recordings(), number);
    long begunNanos = loop.nowNanos();
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(address);
      loop.register(channel, SelectionKey.OP_CONNECT, () -> finishConnect(address, begunNanos));
      loop.at(
          begunNanos + CONNECT_WITHIN_NANOS,
          due -> fail("connect_timeout", address + " did not answer in 2 s"));
    } catch (IOException e) {
      fail("connect_failed", address + ": " + e.getMessage());
    }
  }

  private void finishConnect(InetSocketAddress address, long begunNanos) {
    if (over) return;
    try {
      if (!channel.finishConnect()) return;
      long connectedNanos = loop.nowNanos();
      over = true;
      loop.tally().connected++;
      loop.tally().connect.addNanos(connectedNanos - begunNanos);
      observer.connected(number, call, address);
      new Caller(plan, loop, channel, handset, observer::ended).begin(call, connectedNanos);
    } catch (ConnectException e) {
      fail("connect_refused", address + ": " + e.getMessage());
    } catch (IOException e) {
      fail("connect_failed", address + ": " + e.getMessage());
    }
  }

  private void fail(String reason, String detail) {
    if (over) return;
    over = true;
    loop.tally().failures.merge(reason, 1L, Long::sum);
    if (handset != null) handset.hangUp(0);
    try {
      if (channel != null) channel.close();
    } catch (IOException e) {
      // A socket that cannot even be closed is gone already.
    }
    observer.failed(number, reason, detail);
  }
}
