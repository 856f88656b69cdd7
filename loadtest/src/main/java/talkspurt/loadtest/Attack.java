package talkspurt.loadtest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The ways in which a connection can be broken. */
enum Attack {
  RANDOM_BYTES((random, out) -> noise(random, out, 1 + random.nextInt(4_000))),
  GARBAGE_AFTER_ID((random, out) -> {
    id(random, out);
    noise(random, out, 1 + random.nextInt(4_000));
  }),
  CUT_HEADER((random, out) -> {
    id(random, out);
    noise(random, out, 1 + random.nextInt(2));
  }),
  GIANT_LENGTH((random, out) -> {
    id(random, out);
    header(out, 0x10 + random.nextInt(9), 0xffff - random.nextInt(16));
    noise(random, out, random.nextInt(2_000));
  }),
  EMPTY_AUDIO((random, out) -> {
    id(random, out);
    for (int i = random.nextInt(200); i >= 0; i--) header(out, 0x10 + random.nextInt(9), 0);
  }),
  UNKNOWN_KINDS((random, out) -> {
    id(random, out);
    for (int i = random.nextInt(20); i >= 0; i--)
      message(random, out, 0x19 + random.nextInt(0xe7), random.nextInt(400));
  }),
  ID_TWICE((random, out) -> {
    id(random, out);
    id(random, out);
    message(random, out, 0x10, 320);
  }),
  WRONG_ID_LENGTH((random, out) -> {
    int length = random.nextInt(64);
    message(random, out, 0x01, length == 16 ? 36 : length);
  }),
  AUDIO_BEFORE_ID((random, out) -> {
    message(random, out, 0x10, 320);
    id(random, out);
  }),
  RESET(Attack::wellFormed),
  HALF_CLOSE(Attack::wellFormed),
  SLOW_DRIP(Attack::wellFormed);

  private final BiConsumer<Random, ByteArrayOutputStream> writer;

  Attack(BiConsumer<Random, ByteArrayOutputStream> writer) {
    this.writer = writer;
  }

  byte[] bytes(Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.accept(random, out);
    return out.toByteArray();
  }

  /** The first message of a proper call. */
  static byte[] id(UUID call) {
    ByteBuffer message = ByteBuffer.allocate(AudioSocketCodec.HEADER_BYTES + 16);
    AudioSocketCodec.encode(new AudioSocketMessage.Id(call), message);
    return message.array();
  }

  private static void wellFormed(Random random, ByteArrayOutputStream out) {
    id(random, out);
    message(random, out, 0x10, 320);
  }

  private static void id(Random random, ByteArrayOutputStream out) {
    out.writeBytes(id(new UUID(random.nextLong(), random.nextLong())));
  }

  private static void message(Random random, ByteArrayOutputStream out, int kind, int length) {
    header(out, kind, length);
    noise(random, out, length);
  }

  private static void header(ByteArrayOutputStream out, int kind, int length) {
    out.write(kind);
    out.write(length >> 8);
    out.write(length);
  }

  private static void noise(Random random, ByteArrayOutputStream out, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    out.writeBytes(bytes);
  }
}
