package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One request, and the means to answer it. */
public final class HttpExchange {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_LINE = 1 << 16;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String method;
  private final String path;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final byte[] body;
  private boolean over;
  private Consumer<String> listener = text -> {};

  private HttpExchange(
      Socket socket, InputStream in, String[] request, Map<String, String> headers, byte[] body)
      throws IOException {
    this.socket = socket;
    this.in = in;
    this.out = socket.getOutputStream();
    this.method = request[0];
    // a target may be a whole address, which any server has to take (RFC 9112, 3.2.2)
    String target = request[1].replaceFirst("^https?://[^/]*", "");
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = query(mark < 0 ? "" : target.substring(mark + 1));
    this.headers = headers;
    this.body = body;
  }

  /** The next request of a connection; null where it ended. */
  static HttpExchange read(Socket socket) throws IOException {
    // requests come one after the other, so nothing that is read ahead is lost with the buffer
    InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
    String first = line(in);
    if (first == null) return null;
    String[] request = first.split(" ");
    if (request.length != 3) throw new IOException("no request: " + first);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0)
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
    }
    return new HttpExchange(socket, in, request, headers, body(in, headers));
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked"))
      return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      whole.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return whole.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) throw new EOFException();
    return Integer.parseInt(line.strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
      if (b != '\r') line.write(b);
      if (line.size() > LONGEST_LINE) throw new IOException("a line without end");
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0)
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  Optional<String> query(String name, String orElse) {
    return Optional.ofNullable(query.getOrDefault(name, orElse));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Its target and fields. */
  String head() {
    return path + " " + query + " " + headers;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  byte[] body() {
    return body;
  }

  JsonNode json() throws IOException {
    return JSON.readTree(body);
  }

  boolean over() {
    return over;
  }

  /** Answers in one piece; the connection is kept. */
  void answer(int status, String type, byte[] content, String... moreHeaders) throws IOException {
    head(status, type, "Content-Length: " + content.length, moreHeaders);
    out.write(content);
    out.flush();
  }

  void answer(int status, String json, String... moreHeaders) throws IOException {
    answer(status, "application/json", json.getBytes(StandardCharsets.UTF_8), moreHeaders);
  }

  /** Begins an answer whose pieces follow. */
  void begin(String type) throws IOException {
    begin(type, "Server: stand-in");
  }

  /** The same with a header, as a line. */
  void begin(String type, String header) throws IOException {
    head(200, type, header, "Transfer-Encoding: chunked");
    out.flush();
  }

  /** More of an answer that was begun. */
  void more(byte[] piece) throws IOException {
    if (piece.length == 0) return;
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(piece.length + 16);
    chunk.write((Integer.toHexString(piece.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    chunk.write(piece);
    chunk.write('\r');
    chunk.write('\n');
    out.write(chunk.toByteArray());
  }

  /** A server-sent event of an answer that was begun. */
  void event(String data) throws IOException {
    more(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  /** All of the answer was sent. */
  void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Breaks off, as a server that dies. */
  void cut() throws IOException {
    over = true;
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Says nothing until the peer goes. */
  void hang() throws IOException {
    over = true;
    while (in.read() >= 0) {
      // what is sent after the request is not waited for by anybody
    }
  }

  /** Each text that comes, should this become a WebSocket, goes there, too. */
  void listen(Consumer<String> also) {
    listener = also;
  }

  /** Becomes a WebSocket. */
  WebSocketLink webSocket() throws IOException {
    over = true;
    return WebSocketLink.accept(this, socket, in, out, listener);
  }

  private void head(int status, String type, String length, String... more) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    head.append("Content-Type: ").append(type).append("\r\n").append(length).append("\r\n");
    for (String header : more) head.append(header).append("\r\n");
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
