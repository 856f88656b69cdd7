package talkspurt.loadtest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Opens many broken connections, a bounded number at a time, and sees whether the engine outlives them. */
final class Fuzzer {
  /** How a connection ended. */
  private enum Outcome {
    NOT_CONNECTED,
    CLOSED_BY_ENGINE,
    RESET_BY_ENGINE,
    LEFT_OPEN,
    ABANDONED
  }

  /** The figure that tells whether a proper call gets audio when all is over. */
  static final String ANSWERS_AFTER = "engine_answers_after";

  private static final int AT_ONCE = 50;
  private static final int CONNECT_WITHIN_MS = 2_000;
  private static final int LISTEN_AT_LEAST_MS = 200;
  private static final int LISTEN_AT_MOST_MS = 1_000;
  private static final int DRIP_BYTES = 60;
  private static final int DRIP_AT_MOST_EVERY_MS = 100;
  private static final int ANSWERS_WITHIN_MS = 3_000;

  private final InetSocketAddress engine;
  private final int connections;
  private final long seed;

  Fuzzer(InetSocketAddress engine, int connections, long seed) {
    this.engine = engine;
    this.connections = connections;
    this.seed = seed;
  }

  /** The report of a whole run. The same seed sends the same bytes. */
  Map<String, Object> run() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(connections, AT_ONCE));
    List<Future<Outcome>> running = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Attack attack = attack(i);
      Random random = new Random(seed * 1_000_003 + i);
      running.add(threads.submit(() -> carryOut(attack, random)));
    }
    threads.shutdown();
    Map<String, Long> outcomes = new TreeMap<>();
    Map<String, Map<String, Long>> attacks = new LinkedHashMap<>();
    for (int i = 0; i < connections; i++) {
      String outcome = outcome(running.get(i)).name().toLowerCase(Locale.ROOT);
      outcomes.merge(outcome, 1L, Long::sum);
      attacks
          .computeIfAbsent(attack(i).name().toLowerCase(Locale.ROOT), name -> new TreeMap<>())
          .merge(outcome, 1L, Long::sum);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("fuzz", connections);
    report.put("seed", seed);
    report.put("outcomes", outcomes);
    report.put("attacks", attacks);
    report.put(ANSWERS_AFTER, engineAnswers());
    return report;
  }

  private boolean engineAnswers() {
    try (Socket socket = connected()) {
      socket.setSoTimeout(ANSWERS_WITHIN_MS);
      socket.getOutputStream().write(Attack.id(UUID.randomUUID()));
      return AudioSocketCodec.isAudio(socket.getInputStream().read());
    } catch (IOException e) {
      return false;
    }
  }

  private static Attack attack(int connection) {
    return Attack.values()[connection % Attack.values().length];
  }

  private static Outcome outcome(Future<Outcome> connection) throws InterruptedException {
    try {
      return connection.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load test itself broke", e.getCause());
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(engine, CONNECT_WITHIN_MS);
    return socket;
  }

  private Outcome carryOut(Attack attack, Random random) throws InterruptedException {
    Socket opened;
    try {
      opened = connected();
    } catch (IOException e) {
      return Outcome.NOT_CONNECTED;
    }
    try (Socket socket = opened) {
      send(attack, random, socket);
      if (attack == Attack.RESET) return Outcome.ABANDONED;
      return listen(
          socket, LISTEN_AT_LEAST_MS + random.nextInt(LISTEN_AT_MOST_MS - LISTEN_AT_LEAST_MS));
    } catch (IOException e) {
      return Outcome.RESET_BY_ENGINE;
    }
  }

  private static void send(Attack attack, Random random, Socket socket)
      throws IOException, InterruptedException {
    byte[] bytes = attack.bytes(random);
    if (attack == Attack.SLOW_DRIP) {
      int everyMs = 1 + random.nextInt(DRIP_AT_MOST_EVERY_MS);
      for (int i = 0; i < Math.min(bytes.length, DRIP_BYTES); i++) {
        socket.getOutputStream().write(bytes[i]);
        Thread.sleep(everyMs);
      }
      return;
    }
    socket.getOutputStream().write(bytes);
    // With no time to linger, closing resets.
    if (attack == Attack.RESET) socket.setSoLinger(true, 0);
    if (attack == Attack.HALF_CLOSE) socket.shutdownOutput();
  }

  private static Outcome listen(Socket socket, int forMs) throws IOException {
    long untilNanos = System.nanoTime() + forMs * 1_000_000L;
    InputStream in = socket.getInputStream();
    byte[] heard = new byte[4_096];
    try {
      for (long leftMs; (leftMs = (untilNanos - System.nanoTime()) / 1_000_000) > 0; ) {
        socket.setSoTimeout((int) leftMs);
        if (in.read(heard) < 0) return Outcome.CLOSED_BY_ENGINE;
      }
    } catch (SocketTimeoutException e) {
      // Silence till the end: the connection is open as if audio had come.
    }
    return Outcome.LEFT_OPEN;
  }
}
