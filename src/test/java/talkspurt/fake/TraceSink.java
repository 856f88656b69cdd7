package talkspurt.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;

/** A collector of traces: takes OTLP over HTTP, in its binary form, and keeps what it was told. Thread-safe. */
public final class TraceSink implements AutoCloseable {

  /** A span as it was told; its times in ns since 1970. */
  public record Told(
      String traceId,
      String spanId,
      String parentId,
      String name,
      long kind,
      long from,
      long until,
      Map<String, String> attributes,
      long status) {}

  private final HttpServer server;
  private final List<Told> spans = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> resources = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  /** Listens. */
  public TraceSink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** Where. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
  }

  /** From now on it answers with this status. */
  public void answers(int other) {
    status = other;
  }

  /** The spans so far. */
  public List<Told> spans() {
    return spans;
  }

  /** Those of this name. */
  public List<Told> named(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  /** Who has told, with each request. */
  public List<Map<String, String>> resources() {
    return resources;
  }

  /** What header X-Token was, with each request. */
  public List<String> tokens() {
    return tokens;
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
        : exchange.getRequestBody().readAllBytes();
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Token")));
    if (status == 200) {
      fields(body, (field, resourceSpans) -> {
        fields(bytes(resourceSpans), this::ofResource);
      });
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void ofResource(int field, Object value) {
    if (field == 1) {
      Map<String, String> attributes = new TreeMap<>();
      fields(bytes(value), (inner, attribute) -> put(inner == 1, attribute, attributes));
      resources.add(attributes);
    } else if (field == 2) {
      fields(bytes(value), (inner, span) -> {
        if (inner == 2) {
          spans.add(span(bytes(span)));
        }
      });
    }
  }

  private static Told span(byte[] span) {
    Map<Integer, Object> own = new TreeMap<>();
    Map<String, String> attributes = new TreeMap<>();
    long[] code = new long[1];
    fields(span, (field, value) -> {
      put(field == 9, value, attributes);
      if (field == 15) {
        fields(bytes(value), (inner, of) -> code[0] = inner == 3 ? (long) of : code[0]);
      }
      own.put(field, value);
    });
    return new Told(
        hex(own.get(1)),
        hex(own.get(2)),
        hex(own.get(4)),
        new String(bytes(own.get(5)), StandardCharsets.UTF_8),
        (long) own.getOrDefault(6, 0L),
        (long) own.get(7),
        (long) own.get(8),
        attributes,
        code[0]);
  }

  private static void put(boolean is, Object value, Map<String, String> attributes) {
    if (is) {
      List<String> both = new ArrayList<>();
      fields(bytes(value), (field, of) -> {
        if (field == 1) {
          both.add(new String(bytes(of), StandardCharsets.UTF_8));
        } else {
          fields(
              bytes(of),
              (kind, text) -> both.add(
                  text instanceof byte[] bytes
                      ? new String(bytes, StandardCharsets.UTF_8)
                      : "" + text));
        }
      });
      attributes.put(both.get(0), both.size() > 1 ? both.get(1) : "");
    }
  }

  private static String hex(Object bytes) {
    return bytes == null ? "" : HexFormat.of().formatHex((byte[]) bytes);
  }

  private static byte[] bytes(Object value) {
    return (byte[]) value;
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
        case 5 -> each.accept(field, (long) in.getInt());
        case 2 -> {
          byte[] bytes = new byte[(int) varint(in)];
          in.get(bytes);
          each.accept(field, bytes);
        }
        default -> throw new IllegalStateException("no such type of field: " + (tag & 7));
      }
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
