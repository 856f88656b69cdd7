package talkspurt.boot.warmup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Callers over AudioSocket at this machine's own loop, each a little later than the one before. One thread. */
final class WarmUpCallers implements AutoCloseable {

  /** Takes the engine's end of a line. */
  interface Lines {
    void take(SocketChannel channel) throws IOException;
  }

  static final int CALLERS = 40;

  private static final int RATE_HZ = 8000;
  private static final int FRAME = RATE_HZ / 50;
  private static final long FRAME_NANOS = 20_000_000L;
  private static final int HEADER_BYTES = 3;
  private static final byte ID = 0x01;
  private static final byte DTMF = 0x03;
  private static final byte AUDIO = 0x10;
  private static final int CALLERS_PER_FRAME = 4;
  private static final double NOISE = 12;

  /** In frames of a caller's own time: who speaks into the greeting, is answered, and presses a key. */
  private static final int PERIOD = 150;

  private static final int SPEAKS_FROM = 35;
  private static final int SPEAKS_UNTIL = 80;
  private static final int KEYS_AT = 130;

  private final List<SocketChannel> phones = new ArrayList<>();
  private final byte[][] script = script();
  private final ByteBuffer heard = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer said = ByteBuffer.allocateDirect(HEADER_BYTES + 2 * FRAME);
  private final long begun = System.nanoTime();
  private int frame;

  private WarmUpCallers() {}

  /**
   * Callers whose lines are taken.
   *
   * @param calls whence they have their ids
   */
  static WarmUpCallers connect(Lines lines, Supplier<UUID> calls) throws IOException {
    WarmUpCallers callers = new WarmUpCallers();
    try (ServerSocketChannel door = ServerSocketChannel.open()) {
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLERS);
      for (int n = 0; n < CALLERS; n++) {
        SocketChannel phone = SocketChannel.open(door.getLocalAddress());
        callers.phones.add(phone);
        lines.take(accepted(door, phone.getLocalAddress()));
        phone.write(id(calls.get()));
        phone.configureBlocking(false);
      }
      return callers;
    } catch (IOException | RuntimeException broken) {
      callers.close();
      throw broken;
    }
  }

  /** Whoever else found the door is turned away. */
  private static SocketChannel accepted(ServerSocketChannel door, SocketAddress from)
      throws IOException {
    while (true) {
      SocketChannel channel = door.accept();
      if (channel.getRemoteAddress().equals(from)) {
        return channel;
      }
      channel.close();
    }
  }

  private static ByteBuffer id(UUID callId) {
    return ByteBuffer.allocate(HEADER_BYTES + 2 * Long.BYTES)
        .put(ID)
        .putShort((short) (2 * Long.BYTES))
        .putLong(callId.getMostSignificantBits())
        .putLong(callId.getLeastSignificantBits())
        .flip();
  }

  /** The next 20 ms of all callers, when they are due. */
  void speak() throws IOException {
    long due = begun + frame * FRAME_NANOS;
    for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
      LockSupport.parkNanos(early);
    }
    for (int n = 0; n < Math.min(phones.size(), frame * CALLERS_PER_FRAME); n++) {
      int own = (frame - n / CALLERS_PER_FRAME) % PERIOD;
      SocketChannel phone = phones.get(n);
      say(phone, script[own]);
      if (own == KEYS_AT) {
        say(phone, new byte[] {DTMF, 0, 1, '5'});
      }
      hear(phone);
    }
    frame++;
  }

  private void say(SocketChannel phone, byte[] message) throws IOException {
    said.clear().put(message).flip();
    if (phone.write(said) < message.length) {
      throw new IOException("the engine does not read");
    }
  }

  private void hear(SocketChannel phone) throws IOException {
    int read = phone.read(heard.clear());
    if (read < 0) {
      throw new IOException("the engine has closed a line");
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel phone : phones) {
      phone.close();
    }
  }

  private static byte[][] script() {
    Random random = new Random(1);
    short[] speech = WarmUpSpeech.of(RATE_HZ, 20 * (SPEAKS_UNTIL - SPEAKS_FROM));
    byte[][] messages = new byte[PERIOD][];
    for (int frame = 0; frame < PERIOD; frame++) {
      ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES + 2 * FRAME).put(AUDIO);
      message.putShort((short) (2 * FRAME)).order(ByteOrder.LITTLE_ENDIAN);
      for (int n = 0; n < FRAME; n++) {
        double noise = NOISE * random.nextGaussian();
        boolean speaks = frame >= SPEAKS_FROM && frame < SPEAKS_UNTIL;
        message.putShort(
            (short) (noise + (speaks ? speech[(frame - SPEAKS_FROM) * FRAME + n] : 0)));
      }
      messages[frame] = message.array();
    }
    return messages;
  }
}
