package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArteryFramesTest {

  private static final int MAX = 4096;
  private static final int MAX_LARGE = 16_384;
  private static final long NODE = 0x1122334455667788L;
  private static final int IN_TABLE = 0xff000000;

  /** A frame of a node, by the byte: sender by number 0, recipient and class by name, one byte of message. */
  private static final String GOLDEN = "414b4b4101" + "2c000000" // "AKKA", control, 44 bytes
      + "00000000" + "8877665544332211" + "11000000" // version, flags, tables; uid; serializer 17
      + "000000ff" + "1c000000" + "27000000" // sender in the table, texts at 28 and 39
      + "0900" + "6c6f63616c2f2f7078" // "local//px"
      + "0200" + "4152" // "AR"
      + "2a";

  /** A table's row: what comes, and what becomes of it. */
  private record Case(String name, byte[] bytes, Optional<DoorRefusal> refusal, int passed) {}

  @TestFactory
  Stream<DynamicTest> tellsNodesFromOthersHoweverTheirBytesAreCut() {
    byte[] frame = frame(NODE, "local//a", "B", 20);
    byte[] node = join(header(1), frame, frame);
    return Stream.of(
            passes("control", node),
            passes("ordinary", join(header(2), frame)),
            passes("longest", join(header(2), frame(NODE, "", "", MAX - 32))),
            passes("large", join(header(3), frame(NODE, "", "", 10_000))),
            passes(
                "in tables",
                join(header(2), prefixed(fixed(NODE, IN_TABLE, IN_TABLE | 0xffff, IN_TABLE)))),
            passes("metadata", join(header(2), prefixed(withMetadata(4, 4)))),
            passes("no metadata in it", join(header(2), prefixed(withMetadata(0, 0)))),
            waits("nothing", new byte[0], 0),
            waits("magic", header(1), 0),
            waits("half a frame", Arrays.copyOf(node, node.length - 1), node.length - frame.length),
            refused(
                "http",
                DoorRefusal.NOT_AKKA,
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
            refused("tls", DoorRefusal.NOT_AKKA, new byte[] {0x16}),
            refused("stream 0", DoorRefusal.NOT_AKKA, header(0)),
            refused("stream 4", DoorRefusal.NOT_AKKA, header(4)),
            refused("stream -1", DoorRefusal.NOT_AKKA, header(-1)),
            refused("no length", DoorRefusal.FRAME_LENGTH, join(header(2), length(0))),
            refused("negative length", DoorRefusal.FRAME_LENGTH, join(header(2), length(-1))),
            refused(
                "least length",
                DoorRefusal.FRAME_LENGTH,
                join(header(2), length(Integer.MIN_VALUE))),
            refused("too short", DoorRefusal.FRAME_LENGTH, join(header(2), length(27))),
            refused("too long", DoorRefusal.FRAME_LENGTH, join(header(2), length(MAX + 1))),
            refused("2 GB", DoorRefusal.FRAME_LENGTH, join(header(2), length(Integer.MAX_VALUE))),
            refused(
                "too long, large",
                DoorRefusal.FRAME_LENGTH,
                join(header(3), length(MAX_LARGE + 1))),
            refused("version", DoorRefusal.NOT_AKKA, join(header(2), with(frame, 4, 1))),
            refused("negative version", DoorRefusal.NOT_AKKA, join(header(2), with(frame, 4, -1))),
            refused("flags", DoorRefusal.NOT_AKKA, join(header(2), with(frame, 5, 2))),
            refused(
                "recipient's place", DoorRefusal.NOT_AKKA, join(header(2), with(frame, 24, 29))),
            refused("table's mark", DoorRefusal.NOT_AKKA, join(header(2), with(frame, 23, 0x7f))),
            refused(
                "number too high",
                DoorRefusal.NOT_AKKA,
                join(header(2), with(prefixed(fixed(NODE, IN_TABLE, IN_TABLE, IN_TABLE)), 22, 1))),
            refused(
                "recipient's length", DoorRefusal.NOT_AKKA, join(header(2), with(frame, 33, 0x70))),
            refused("negative text", DoorRefusal.NOT_AKKA, join(header(2), with(frame, 33, 0x80))),
            refused(
                "no room for a text",
                DoorRefusal.NOT_AKKA,
                join(header(2), prefixed(fixed(NODE, IN_TABLE, IN_TABLE, 28)))),
            refused(
                "metadata too long",
                DoorRefusal.NOT_AKKA,
                join(header(2), prefixed(withMetadata(5, 4)))),
            refused(
                "metadata negative",
                DoorRefusal.NOT_AKKA,
                join(header(2), prefixed(withMetadata(-1, 4)))),
            new Case(
                "another node's frame",
                join(node, frame(NODE + 1, "", "", 0)),
                Optional.of(DoorRefusal.NOT_AKKA),
                node.length),
            new Case(
                "garbage behind frames",
                join(node, "GET / HTTP".getBytes(StandardCharsets.US_ASCII)),
                Optional.of(DoorRefusal.FRAME_LENGTH),
                node.length))
        .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
          for (int cut = 0; cut <= row.bytes().length; cut++) {
            ArteryFrames frames = new ArteryFrames(MAX, MAX_LARGE);
            ByteString passed = frames
                .take(ByteString.fromArray(row.bytes(), 0, cut))
                .concat(
                    frames.take(ByteString.fromArray(row.bytes(), cut, row.bytes().length - cut)));
            assertThat(frames.refusal()).as("cut at %s", cut).isEqualTo(row.refusal());
            assertThat(passed.toArray())
                .as("cut at %s", cut)
                .isEqualTo(Arrays.copyOf(row.bytes(), row.passed()));
            assertThat(frames.begun()).isEqualTo(row.passed() > 0);
          }
        }));
  }

  @Test
  void takesAGoldenFrameByteByByte() {
    ArteryFrames frames = new ArteryFrames(MAX, 0);
    byte[] golden = HexFormat.of().parseHex(GOLDEN);
    ByteStringBuilder passed = ByteString.createBuilder();
    for (byte one : golden) {
      passed.append(frames.take(ByteString.fromArray(new byte[] {one})));
    }
    assertThat(passed.result().toArray()).isEqualTo(golden);
    assertThat(frames.waiting()).isZero();
  }

  @Test
  void aNodeWithoutLargeMessagesHasNoStreamForThem() {
    ArteryFrames frames = new ArteryFrames(MAX, 0);
    frames.take(ByteString.fromArray(header(3)));
    assertThat(frames.refusal()).contains(DoorRefusal.NOT_AKKA);
  }

  @Test
  void nothingPassesOnceItIsClosed() {
    ArteryFrames frames = new ArteryFrames(MAX, 0);
    frames.take(ByteString.fromString("GET"));
    byte[] node = join(header(1), frame(NODE, "", "", 0));
    assertThat(frames.take(ByteString.fromArray(node))).isEqualTo(ByteString.emptyByteString());
    assertThat(frames.waiting()).isLessThan(10);
  }

  /** Frames of nodes with bytes changed, cut anywhere: whatever passes can be read, and little waits. */
  @Test
  void whateverPassesOfRandomBytesIsWholeFramesOfOneNode() {
    Random random = new Random(13);
    List<Optional<DoorRefusal>> seen = Stream.<Optional<DoorRefusal>>of(
            Optional.empty(),
            Optional.of(DoorRefusal.NOT_AKKA),
            Optional.of(DoorRefusal.FRAME_LENGTH))
        .toList();
    int[] counts = new int[seen.size()];
    for (int run = 0; run < 100_000; run++) {
      byte[] bytes = random(random);
      ArteryFrames frames = new ArteryFrames(MAX, MAX_LARGE);
      ByteString passed = ByteString.emptyByteString();
      for (int at = 0; at < bytes.length; ) {
        int count = Math.min(bytes.length - at, 1 + random.nextInt(60));
        passed = passed.concat(frames.take(ByteString.fromArray(bytes, at, count)));
        at += count;
      }
      assertThat(frames.waiting()).isLessThanOrEqualTo(MAX_LARGE + 100);
      counts[seen.indexOf(frames.refusal())]++;
      assertWholeFrames(passed.toArray(), bytes);
    }
    assertThat(Arrays.stream(counts)).allMatch(count -> count > 1000);
  }

  private static void assertWholeFrames(byte[] passed, byte[] of) {
    assertThat(passed).isEqualTo(Arrays.copyOf(of, passed.length));
    for (int at = 5; at < passed.length; ) {
      int length = ByteBuffer.wrap(passed).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
      assertThat(at + 4 + length).isLessThanOrEqualTo(passed.length);
      assertThat(ArteryEnvelope.readable(passed, at + 4, length)).isTrue();
      assertThat(ArteryEnvelope.uid(passed, at + 4)).isEqualTo(ArteryEnvelope.uid(passed, 9));
      at += 4 + length;
    }
  }

  private static byte[] random(Random random) {
    byte[] bytes = join(
        header(1 + random.nextInt(3)),
        frame(NODE, "local//a", "B", random.nextInt(50)),
        frame(NODE, "", "", random.nextInt(50)),
        frame(NODE, "c", "", random.nextInt(50)));
    int changes = random.nextInt(3);
    for (int n = 0; n < changes; n++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    if (random.nextInt(10) == 0) {
      random.nextBytes(bytes);
    }
    return bytes;
  }

  private static Case passes(String name, byte[] bytes) {
    return new Case(name, bytes, Optional.empty(), bytes.length);
  }

  private static Case waits(String name, byte[] bytes, int passed) {
    return new Case(name, bytes, Optional.empty(), passed);
  }

  private static Case refused(String name, DoorRefusal why, byte[] bytes) {
    return new Case(name, bytes, Optional.of(why), 0);
  }

  static byte[] header(int stream) {
    return new byte[] {'A', 'K', 'K', 'A', (byte) stream};
  }

  /** A frame as a node sends it: without a sender, to this recipient. */
  static byte[] frame(long uid, String recipient, String manifest, int messageBytes) {
    int manifestAt = 28 + 2 + recipient.length();
    ByteBuffer rest = little(4 + recipient.length() + manifest.length() + messageBytes);
    for (String text : List.of(recipient, manifest)) {
      rest.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }
    return prefixed(join(fixed(uid, IN_TABLE, 28, manifestAt), rest.array()));
  }

  private static byte[] fixed(long uid, int sender, int recipient, int manifest) {
    return little(28)
        .putInt(0)
        .putLong(uid)
        .putInt(17)
        .putInt(sender)
        .putInt(recipient)
        .putInt(manifest)
        .array();
  }

  private static byte[] withMetadata(int told, int bytes) {
    byte[] fixed = fixed(NODE, IN_TABLE, IN_TABLE, IN_TABLE);
    fixed[1] = 1;
    return join(fixed, length(told), new byte[bytes]);
  }

  private static byte[] prefixed(byte[] frame) {
    return join(length(frame.length), frame);
  }

  static byte[] length(int length) {
    return little(4).putInt(length).array();
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] other = bytes.clone();
    other[at] = (byte) value;
    return other;
  }

  static byte[] join(byte[]... parts) {
    ByteStringBuilder all = ByteString.createBuilder();
    Stream.of(parts).forEach(part -> all.append(ByteString.fromArray(part)));
    return all.result().toArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
