package talkspurt.loadtest.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class TraceCollectorTest {
  private final Violations breaches = new Violations();
  private final TraceCollector collector = new TraceCollector(breaches);

  private static byte[] field(int number, byte[] value) {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    field.write(number << 3 | 2);
    for (int length = value.length; ; length >>>= 7) {
      field.write(length > 0x7f ? length & 0x7f | 0x80 : length);
      if (length <= 0x7f) break;
    }
    field.writeBytes(value);
    return field.toByteArray();
  }

  private static byte[] field(int number, String value) {
    return field(number, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] fixed(int number, long value) {
    return ByteBuffer.allocate(9)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) (number << 3 | 1))
        .putLong(value)
        .array();
  }

  private static byte[] all(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }

  /** With fields that are not looked at: the trace's id, the kind, dropped attributes. */
  private static byte[] request() {
    byte[] text = field(9, all(field(1, "talkspurt.call.id"), field(2, field(1, "x".repeat(200)))));
    byte[] number = field(9, all(field(1, "talkspurt.turn"), field(2, new byte[] {3 << 3, 7})));
    byte[] span = all(
        field(1, new byte[16]),
        field(2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}),
        field(4, new byte[] {8, 7, 6, 5, 4, 3, 2, (byte) 0xff}),
        field(5, "turn"),
        new byte[] {6 << 3, 1},
        fixed(7, 1_000),
        fixed(8, 1_250),
        text,
        number,
        new byte[] {10 << 3, (byte) 0x80, 1});
    byte[] scope = all(field(1, field(1, "talkspurt")), field(2, span));
    return field(1, all(field(1, field(1, "a resource")), field(2, scope)));
  }

  private int post(int port, byte[] body, boolean zipped) throws Exception {
    HttpRequest.Builder asked = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/v1/traces"))
        .header("Content-Type", "application/x-protobuf")
        .POST(BodyPublishers.ofByteArray(zipped ? zipped(body) : body));
    if (zipped) asked.header("Content-Encoding", "gzip");
    return HttpClient.newHttpClient()
        .send(asked.build(), BodyHandlers.discarding())
        .statusCode();
  }

  private static byte[] zipped(byte[] body) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(body);
    }
    return zipped.toByteArray();
  }

  @Test
  void spansAreTakenAsTheyWereToldZippedOrNot() throws Exception {
    try (LoopbackServer server = LoopbackServer.start("collector", collector)) {
      assertEquals(200, post(server.port(), request(), false));
      assertEquals(200, post(server.port(), request(), true));
    }
    TraceCollector.Span span = new TraceCollector.Span(
        "0102030405060708",
        "08070605040302ff",
        "turn",
        1_000,
        1_250,
        Map.of("talkspurt.call.id", "x".repeat(200), "talkspurt.turn", "7"));
    assertEquals(List.of(span, span), collector.spans());
    assertEquals(250, span.nanos());
    assertEquals(List.of(), breaches.seen());
  }

  @Test
  void whatIsNoRequestIsRefused() throws Exception {
    byte[] cut = java.util.Arrays.copyOf(request(), request().length - 3);
    try (LoopbackServer server = LoopbackServer.start("collector", collector)) {
      assertEquals(400, post(server.port(), cut, false));
    }
    assertTrue(collector.spans().isEmpty());
    assertEquals(1, breaches.seen().size());
  }
}
