package talkspurt.loadtest;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import talkspurt.loadtest.AudioSocketMessage.Audio;
import talkspurt.loadtest.AudioSocketMessage.Digit;
import talkspurt.loadtest.AudioSocketMessage.Hangup;
import talkspurt.loadtest.AudioSocketMessage.Id;

/** A small engine: a tone until the caller speaks or keys, then silence, and a hang-up after some frames. */
final class FakeEngine implements AutoCloseable {
  final Set<AudioSocketMessage> calls = ConcurrentHashMap.newKeySet();
  final List<AudioSocketMessage> digits = new CopyOnWriteArrayList<>();

  private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int frames;
  private final AudioSocketMessage[] blunders;

  /** @param blunders what it sends at the start of each call though it must not */
  FakeEngine(int frames, AudioSocketMessage... blunders) throws IOException {
    this.frames = frames;
    this.blunders = blunders;
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        AtomicBoolean interrupted = new AtomicBoolean();
        threads.execute(() -> listen(socket, interrupted));
        threads.execute(() -> talk(socket, interrupted));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void listen(Socket socket, AtomicBoolean interrupted) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        byte[] header = in.readNBytes(3);
        int length = ByteBuffer.wrap(header).getShort(1) & 0xffff;
        ByteBuffer message = ByteBuffer.allocate(3 + length).put(header);
        in.readFully(message.array(), 3, length);
        AudioSocketMessage heard = AudioSocketCodec.decode(message.clear()).orElseThrow();
        if (heard instanceof Id) calls.add(heard);
        if (heard instanceof Digit) digits.add(heard);
        if (heard instanceof Digit
            || heard instanceof Audio audio && Sound.dbfs(audio.samples()) > -40)
          interrupted.set(true);
      }
    } catch (IOException | RuntimeException e) {
      // The caller is gone, or was never one.
    }
  }

  private void talk(Socket socket, AtomicBoolean interrupted) {
    short[] tone = new short[160];
    Arrays.fill(tone, (short) 3_000);
    try {
      for (AudioSocketMessage blunder : blunders) send(socket, blunder);
      long beginNanos = System.nanoTime();
      for (int i = 0; i < frames; i++) {
        send(socket, new Audio(8_000, interrupted.get() ? new short[160] : tone));
        long waitNanos = beginNanos + (i + 1) * Script.FRAME_NANOS - System.nanoTime();
        if (waitNanos > 0) Thread.sleep(waitNanos / 1_000_000, (int) (waitNanos % 1_000_000));
      }
      send(socket, new Hangup());
    } catch (IOException | InterruptedException e) {
      // The caller is gone, or the test over.
    }
  }

  private static void send(Socket socket, AudioSocketMessage message) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(400);
    AudioSocketCodec.encode(message, out);
    socket.getOutputStream().write(out.array(), 0, out.position());
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
