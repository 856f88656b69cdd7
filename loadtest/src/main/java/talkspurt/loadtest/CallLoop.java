package talkspurt.loadtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;

/**
 * One thread that hundreds of calls share: it waits for sockets and for moments, sockets first. As it
 * does both, how late it is for a moment also tells how late it may be for a socket.
 */
final class CallLoop implements Runnable {
  private record Alarm(long dueNanos, LongConsumer action) {}

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::dueNanos));
  private final ByteBuffer scratch =
      ByteBuffer.allocateDirect(2 * AudioSocketCodec.MAX_MESSAGE_BYTES);
  private final Counters tally = new Counters();
  private volatile boolean stopped;

  CallLoop() throws IOException {
    selector = Selector.open();
  }

  Counters tally() {
    return tally;
  }

  /** A buffer that any call may use while it is being served. */
  ByteBuffer scratch() {
    return scratch;
  }

  long nowNanos() {
    return System.nanoTime();
  }

  /** Runs an action, with the moment it was meant for, at that moment or as soon after as can be. Only on this thread. */
  void at(long dueNanos, LongConsumer action) {
    alarms.add(new Alarm(dueNanos, action));
  }

  /** Runs a task soon. From any thread. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Runs a task whenever the socket is ready for what it is interested in. Only on this thread. */
  void register(SocketChannel channel, int interest, Runnable onReady) {
    try {
      channel.register(selector, interest, onReady);
    } catch (ClosedChannelException e) {
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    stopped = true;
    selector.wakeup();
  }

  @Override
  public void run() {
    try (selector) {
      while (!stopped) {
        long waitMs =
            alarms.isEmpty() ? 1_000 : (alarms.peek().dueNanos - nowNanos() + 999_999) / 1_000_000;
        if (waitMs > 0) selector.select(CallLoop::serve, waitMs);
        else selector.selectNow(CallLoop::serve);
        for (Runnable task; (task = tasks.poll()) != null; ) task.run();
        long now = nowNanos();
        while (!alarms.isEmpty() && alarms.peek().dueNanos <= now) {
          Alarm alarm = alarms.poll();
          alarm.action.accept(alarm.dueNanos);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(SelectionKey key) {
    ((Runnable) key.attachment()).run();
  }
}
