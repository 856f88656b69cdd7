package talkspurt.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands in for an S3-compatible service with one bucket in its path: holds bodies to their checksums, as S3 does. */
public final class FakeBucket implements AutoCloseable {

  /** Its name. */
  public static final String NAME = "calls";

  private static final int PAGE = 2;

  /** A file as it was put. */
  private record Stored(byte[] body, String sha256, String etag) {}

  private final Map<String, Stored> files = new ConcurrentSkipListMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile boolean down;
  private volatile boolean forgets;
  private final FakeUploads uploads = new FakeUploads();

  public FakeBucket() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(2, work -> {
      Thread one = new Thread(work, "fake-bucket");
      one.setDaemon(true);
      return one;
    }));
    server.createContext("/", this::answer);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What is in it, by the keys. */
  public Map<String, byte[]> files() {
    Map<String, byte[]> bodies = new ConcurrentSkipListMap<>();
    files.forEach((key, file) -> bodies.put(key, file.body()));
    return bodies;
  }

  /** Puts a file there. */
  public void has(String key, byte[] body) {
    files.put(key, new Stored(body, "", sum("MD5", body)));
  }

  /** Methods and keys of all requests. */
  public List<String> asked() {
    return asked;
  }

  /** Answers 503 to everything. */
  public void down(boolean now) {
    down = now;
  }

  /** Keeps only half of what is put, and says that all is well. */
  public void forgets(boolean now) {
    forgets = now;
  }

  /** Multipart uploads that were begun and neither completed nor aborted: their keys. */
  public List<String> begun() {
    return uploads.keys();
  }

  /** How multipart uploads go on from here. */
  public void uploads(FakeUploads.Trouble trouble) {
    uploads.trouble(trouble);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      String key = path.substring(Math.min(path.length(), NAME.length() + 2));
      Map<String, String> query = query(exchange);
      asked.add(exchange.getRequestMethod() + " " + key
          + (query.containsKey("partNumber") ? " part " + query.get("partNumber") : ""));
      if (down) {
        error(exchange, 503, "SlowDown");
      } else if (!path.startsWith("/" + NAME + "/")) {
        error(exchange, 404, "NoSuchBucket");
      } else if (!String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
          .startsWith("AWS4-HMAC-SHA256 Credential=key/")) {
        error(exchange, 403, "AccessDenied");
      } else if (!sum("SHA-256", body).equals(header(exchange, "x-amz-content-sha256"))) {
        error(exchange, 400, "XAmzContentSHA256Mismatch");
      } else {
        granted(exchange, key, body, query);
      }
    }
  }

  private void granted(HttpExchange exchange, String key, byte[] body, Map<String, String> query)
      throws IOException {
    if (query.containsKey("uploads") || query.containsKey("uploadId")) {
      FakeUploads.Answer answer = uploads.answer(
          exchange.getRequestMethod(), key, query, body, exchange.getRequestHeaders()::getFirst);
      answer
          .file()
          .ifPresent(file -> files.put(key, new Stored(file.body(), file.sha256(), file.etag())));
      answer.etag().ifPresent(tag -> exchange.getResponseHeaders().add("ETag", tag));
      send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
      return;
    }
    Stored file = files.get(key);
    switch (exchange.getRequestMethod()) {
      case "PUT" -> put(exchange, key, body);
      case "DELETE" -> {
        files.remove(key);
        exchange.sendResponseHeaders(204, -1);
      }
      case "HEAD" -> {
        if (file == null) {
          exchange.sendResponseHeaders(404, -1);
        } else {
          exchange.getResponseHeaders().add("Content-Length", "" + file.body().length);
          exchange.getResponseHeaders().add("ETag", '"' + file.etag() + '"');
          exchange.getResponseHeaders().add("x-amz-meta-sha256", file.sha256());
          exchange.sendResponseHeaders(200, -1);
        }
      }
      default -> {
        if (key.isEmpty()) {
          list(exchange, query);
        } else if (file == null) {
          error(exchange, 404, "NoSuchKey");
        } else {
          String[] range =
              header(exchange, "Range").substring("bytes=".length()).split("-");
          int until = Math.min(file.body().length, Integer.parseInt(range[1]) + 1);
          send(exchange, 206, Arrays.copyOfRange(file.body(), Integer.parseInt(range[0]), until));
        }
      }
    }
  }

  private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
    byte[] md5 = HexFormat.of().parseHex(sum("MD5", body));
    if (!Base64.getEncoder().encodeToString(md5).equals(header(exchange, "Content-MD5"))) {
      error(exchange, 400, "BadDigest");
      return;
    }
    byte[] kept = forgets ? Arrays.copyOf(body, body.length / 2) : body;
    files.put(key, new Stored(kept, header(exchange, "x-amz-meta-sha256"), sum("MD5", kept)));
    exchange.sendResponseHeaders(200, -1);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String one : raw == null ? new String[0] : raw.split("&")) {
      int at = one.indexOf('=');
      query.put(
          one.substring(0, at), URLDecoder.decode(one.substring(at + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
    String beginning = query.getOrDefault("prefix", "");
    String behind = query.getOrDefault("continuation-token", "");
    List<String> keys = files.keySet().stream()
        .filter(key -> key.startsWith(beginning) && key.compareTo(behind) > 0)
        .limit(PAGE + 1)
        .toList();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
    keys.stream()
        .limit(PAGE)
        .forEach(key -> xml.append("<Contents><Key>").append(key).append("</Key></Contents>"));
    if (keys.size() > PAGE) {
      xml.append("<NextContinuationToken>" + keys.get(PAGE - 1) + "</NextContinuationToken>");
    }
    send(
        exchange,
        200,
        xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  static String sum(String algorithm, byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(body));
    } catch (NoSuchAlgorithmException notThere) {
      throw new AssertionError(notThere);
    }
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    String xml = "<Error><Code>" + code + "</Code><Message>of the fake</Message></Error>";
    send(exchange, status, xml.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean bare = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(status, bare ? -1 : body.length);
    if (!bare) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
