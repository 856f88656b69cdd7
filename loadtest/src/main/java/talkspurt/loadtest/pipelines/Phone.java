package talkspurt.loadtest.pipelines;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import talkspurt.loadtest.AudioSocketCodec;
import talkspurt.loadtest.AudioSocketMessage;
import talkspurt.loadtest.Sound;

/**
 * Asterisk's side of one call, at 8 kHz: says what it is told to, and records both ways on one clock. A frame
 * is said every 20 ms, whatever else happens.
 */
final class Phone implements AutoCloseable {
  static final int RATE_HZ = 8_000;
  static final int FRAME = RATE_HZ / 50;
  static final double SOUND_DBFS = -50;
  private static final long FRAME_NANOS = 20_000_000;
  private static final int RECEIVE_BYTES = 1 << 15;
  private static final int LATE_FRAMES = 3;

  private final Socket socket;
  private final OutputStream out;
  private final long begunAt = System.nanoTime();
  private final Instant begun = Instant.now();
  private final Track said = new Track();
  private final Track heard = new Track();
  private final Track came = new Track();
  private final Queue<short[]> toSay = new ArrayDeque<>();
  private final Queue<Character> toPress = new ConcurrentLinkedQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean speaking;
  private volatile long lastSaid;
  private volatile long spokenUntil;
  private volatile long lastSound;
  private volatile long firstSoundSince;
  private volatile boolean letGo;
  private volatile boolean deaf;

  private Phone(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
  }

  static Phone call(int port, UUID id) throws IOException {
    Socket socket = new Socket();
    // a kernel takes megabytes for somebody who reads quickly, which is minutes of sound once he
    // stops
    socket.setReceiveBufferSize(RECEIVE_BYTES);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    Phone phone = new Phone(socket);
    phone.send(new AudioSocketMessage.Id(id));
    start("says-" + id, phone::say);
    start("hears-" + id, phone::hear);
    return phone;
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  // ---- what the caller does

  /** Says this from now on; what was to be said before comes first. */
  synchronized void say(Sound sound) {
    for (int from = 0; from < sound.samples().length; from += FRAME)
      toSay.add(Arrays.copyOfRange(sound.samples(), from, from + FRAME));
    speaking = true;
    spokenUntil = Long.MAX_VALUE;
  }

  /** From now on nothing is read of what the engine sends. */
  void stopReading() {
    deaf = true;
  }

  void press(char key) {
    toPress.add(key);
  }

  // ---- what can be told of it

  /** When the last sample of what was said went out; the largest number while it is being said. */
  long spokenUntil() {
    return spokenUntil;
  }

  boolean silent() {
    return spokenUntil != Long.MAX_VALUE;
  }

  /** Forgets when the bot was first heard, to hear it anew. */
  void listenAnew() {
    firstSoundSince = 0;
  }

  /** When the bot was first heard since; 0 if it was not. */
  long firstSoundSince() {
    return firstSoundSince;
  }

  long quietNanos() {
    return System.nanoTime() - Math.max(lastSound, begunAt);
  }

  boolean letGo() {
    return letGo;
  }

  boolean awaitEnd(long seconds) throws InterruptedException {
    return ended.await(seconds, TimeUnit.SECONDS);
  }

  /** A moment of the wall clock as ms of the recording. */
  int at(Instant moment) {
    return (int) (moment.toEpochMilli() - begun.toEpochMilli());
  }

  int at(long nanos) {
    return (int) ((nanos - begunAt) / 1_000_000);
  }

  short[] said() {
    return said.samples();
  }

  short[] heard() {
    return heard.samples();
  }

  /**
   * What was heard, each frame where it came, to the sample: for looking at times. One that comes early lies over the
   * end of the one before.
   */
  short[] heardAsItCame() {
    return came.samples();
  }

  // ---- the line

  private void say() {
    try {
      for (long frame = 0; ; frame++) {
        long due = begunAt + frame * FRAME_NANOS;
        while (System.nanoTime() < due && !socket.isClosed())
          LockSupport.parkNanos(due - System.nanoTime());
        if (socket.isClosed()) return;
        Optional<short[]> next = next();
        short[] samples = next.orElse(new short[FRAME]);
        said.put((int) (frame * FRAME), samples);
        for (Character key = toPress.poll(); key != null; key = toPress.poll())
          send(new AudioSocketMessage.Digit(key));
        send(new AudioSocketMessage.Audio(RATE_HZ, samples));
        if (next.isPresent()) lastSaid = System.nanoTime();
      }
    } catch (IOException gone) {
      // the engine let go
    }
  }

  private synchronized Optional<short[]> next() {
    short[] next = toSay.poll();
    if (next == null && speaking) {
      speaking = false;
      spokenUntil = lastSaid;
    }
    return Optional.ofNullable(next);
  }

  private synchronized void send(AudioSocketMessage message) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * FRAME + AudioSocketCodec.HEADER_BYTES);
    AudioSocketCodec.encode(message, bytes);
    out.write(bytes.array(), 0, bytes.position());
  }

  private void hear() {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] message = new byte[AudioSocketCodec.MAX_MESSAGE_BYTES];
      while (!deaf) {
        in.readFully(message, 0, AudioSocketCodec.HEADER_BYTES);
        int length = message[0] == 0 ? 0 : (message[1] & 0xff) << 8 | message[2] & 0xff;
        in.readFully(message, AudioSocketCodec.HEADER_BYTES, length);
        ByteBuffer whole = ByteBuffer.wrap(message, 0, AudioSocketCodec.HEADER_BYTES + length);
        if (!heard(AudioSocketCodec.decode(whole).orElseThrow())) return;
      }
    } catch (IOException gone) {
      // closed by the engine, or by us
    } finally {
      if (!deaf) ended.countDown();
    }
  }

  private boolean heard(AudioSocketMessage message) {
    if (message instanceof AudioSocketMessage.Hangup) {
      letGo = true;
      return false;
    }
    if (!(message instanceof AudioSocketMessage.Audio audio) || audio.rateHz() != RATE_HZ)
      throw new IllegalStateException("not sound at " + RATE_HZ + " Hz: " + message);
    long now = System.nanoTime();
    heard.follow((int) ((now - begunAt) / FRAME_NANOS * FRAME), audio.samples());
    came.put((int) ((now - begunAt) * FRAME / FRAME_NANOS), audio.samples());
    if (Sound.dbfs(audio.samples()) > SOUND_DBFS) {
      lastSound = now;
      if (firstSoundSince == 0) firstSoundSince = now;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** One way of a recording. */
  private static final class Track {
    private short[] samples = new short[RATE_HZ * 60];
    private int end;

    synchronized void put(int at, short[] more) {
      if (at + more.length > samples.length)
        samples = Arrays.copyOf(samples, 2 * (at + more.length));
      System.arraycopy(more, 0, samples, at, more.length);
      end = at + more.length;
    }

    /** Behind what is there, unless it came later than that by more than a telephone's buffer. */
    void follow(int now, short[] more) {
      put(now > end + LATE_FRAMES * FRAME ? now : end, more);
    }

    synchronized short[] samples() {
      return Arrays.copyOf(samples, end);
    }
  }
}
