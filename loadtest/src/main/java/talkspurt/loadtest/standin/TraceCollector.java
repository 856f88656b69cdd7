package talkspurt.loadtest.standin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;

/** A collector of traces: takes OTLP over HTTP in its binary form, as an OpenTelemetry collector does. */
public final class TraceCollector implements LoopbackServer.Service {
  private static final String PATH = "/v1/traces";
  private static final String TYPE = "application/x-protobuf";
  private static final int MAX_VARINT_BITS = 64;

  /**
   * A span as it was told.
   *
   * @param id in hexadecimal digits
   * @param parentId the id of the span above it, or empty
   * @param fromNanos since 1970, as {@code untilNanos}
   * @param attributes texts and whole numbers, as texts
   */
  public record Span(
      String id,
      String parentId,
      String name,
      long fromNanos,
      long untilNanos,
      Map<String, String> attributes) {

    /** How long it took. */
    public long nanos() {
      return untilNanos - fromNanos;
    }
  }

  private final Violations breaches;
  private final ConcurrentLinkedQueue<Span> spans = new ConcurrentLinkedQueue<>();

  public TraceCollector(Violations breaches) {
    this.breaches = breaches;
  }

  /** What was told so far, in no order. */
  public List<Span> spans() {
    return List.copyOf(spans);
  }

  @Override
  public void serve(HttpExchange told) throws IOException {
    breaches.unless(told.method().equals("POST"), "collector: " + told.method());
    breaches.unless(told.path().equals(PATH), "collector: path " + told.path());
    breaches.unless(
        told.header("content-type").orElse("").equals(TYPE),
        "collector: type " + told.header("content-type"));
    byte[] body = told.header("content-encoding").orElse("").equals("gzip")
        ? new GZIPInputStream(new ByteArrayInputStream(told.body())).readAllBytes()
        : told.body();
    try {
      take(body);
      told.answer(200, TYPE, new byte[0]);
    } catch (RuntimeException notReadable) {
      breaches.breach("collector: " + notReadable);
      told.answer(400, TYPE, new byte[0]);
    }
  }

  /** An ExportTraceServiceRequest: resource spans (1), their scope spans (2), their spans (2). */
  private void take(byte[] request) {
    below(request, 1, resource -> below(resource, 2, scope -> below(scope, 2, this::span)));
  }

  /** Takes the parts of a message. */
  private interface Parts {
    void take(byte[] part);
  }

  private static void below(byte[] message, int wanted, Parts parts) {
    fields(message, (field, value) -> {
      if (field == wanted) parts.take((byte[]) value);
    });
  }

  private void span(byte[] span) {
    Map<Integer, Object> own = new HashMap<>();
    Map<String, String> attributes = new HashMap<>();
    fields(span, (field, value) -> {
      if (field == 9) attribute((byte[]) value, attributes);
      else own.put(field, value);
    });
    spans.add(new Span(
        hex(own.get(2)),
        hex(own.get(4)),
        new String((byte[]) own.get(5), StandardCharsets.UTF_8),
        (long) own.get(7),
        (long) own.get(8),
        Map.copyOf(attributes)));
  }

  /** A key (1) and a value (2), of which texts (1) and whole numbers (3) are kept. */
  private static void attribute(byte[] both, Map<String, String> attributes) {
    List<String> key = new ArrayList<>();
    fields(both, (field, of) -> {
      if (field == 1) key.add(new String((byte[]) of, StandardCharsets.UTF_8));
      else
        fields((byte[]) of, (kind, value) -> {
          if (kind == 1)
            attributes.put(key.get(0), new String((byte[]) value, StandardCharsets.UTF_8));
          if (kind == 3) attributes.put(key.get(0), String.valueOf(value));
        });
    });
  }

  private static String hex(Object bytes) {
    return bytes == null ? "" : HexFormat.of().formatHex((byte[]) bytes);
  }

  /** The fields of a message: numbers, or bytes. */
  private static void fields(byte[] message, BiConsumer<Integer, Object> each) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long tag = varint(in);
      int field = (int) (tag >>> 3);
      switch ((int) tag & 7) {
        case 0 -> each.accept(field, varint(in));
        case 1 -> each.accept(field, in.getLong());
        case 2 -> {
          long length = varint(in);
          if (length < 0 || length > in.remaining())
            throw new IllegalStateException("longer than its message: " + length);
          byte[] bytes = new byte[(int) length];
          in.get(bytes);
          each.accept(field, bytes);
        }
        case 5 -> each.accept(field, (long) in.getInt());
        default -> throw new IllegalStateException("no such type of field: " + (tag & 7));
      }
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) return value;
    }
    throw new IllegalStateException("a number without end");
  }
}
