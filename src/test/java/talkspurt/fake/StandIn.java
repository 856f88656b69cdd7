package talkspurt.fake;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP server that does with each request what the test says, byte by byte: it stands in for the
 * server of a provider, with all that such servers do wrong. The last script serves what is more.
 */
public final class StandIn implements AutoCloseable {

  /** A request as it came. */
  public record Asked(String method, String path, Map<String, String> headers, String body) {}

  /** What is done with a request. */
  @FunctionalInterface
  public interface Script {
    void answer(Asked asked, Wire wire) throws IOException;
  }

  /** The socket of one connection, with words for what servers write. */
  public static final class Wire {
    private final InputStream in;
    private final OutputStream out;
    private boolean ends;

    private Wire(Socket socket) throws IOException {
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    }

    /** Writes these very bytes. */
    public void raw(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** A whole answer. */
    public void whole(int status, String type, String body, String... headers) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      raw(head(status, type, headers) + "Content-Length: " + bytes.length + "\r\n\r\n");
      out.write(bytes);
      out.flush();
    }

    /** The head of an answer in chunks. */
    public void chunked(String type) throws IOException {
      raw(head(200, type) + "Transfer-Encoding: chunked\r\n\r\n");
    }

    /** A chunk of an answer. */
    public void chunk(byte[] bytes) throws IOException {
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
      out.write("\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** A chunk of an answer. */
    public void chunk(String text) throws IOException {
      chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The last chunk. */
    public void lastChunk() throws IOException {
      raw("0\r\n\r\n");
    }

    /** Closes the connection, whatever is missing. */
    public void breakOff() {
      ends = true;
    }

    /** Waits until the other side has closed the connection. */
    public void untilClosed() {
      try {
        while (in.read() >= 0) {
          // whatever it says
        }
      } catch (IOException reset) {
        // closed as well
      }
      ends = true;
    }

    private static String head(int status, String type, String... headers) {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " As Told\r\n");
      head.append("Content-Type: ").append(type).append("\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      return head.toString();
    }
  }

  private final ServerSocket server;
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  public StandIn(Script... told) {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    scripts.addAll(List.of(told));
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "stand-in");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it is. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** What it was asked so far. */
  public List<Asked> asked() {
    return asked;
  }

  /** How many connections were made. */
  public int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        sockets.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException end) {
      closed.complete(null);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Wire wire = new Wire(socket);
      while (!wire.ends) {
        Asked next = read(wire.in);
        if (next == null) {
          return;
        }
        asked.add(next);
        next().answer(next, wire);
      }
    } catch (IOException gone) {
      // the other side has closed
    }
  }

  private synchronized Script next() {
    return scripts.size() > 1 ? scripts.poll() : scripts.peek();
  }

  private static Asked read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null || first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    String[] words = first.split(" ");
    return new Asked(words[0], words[1], headers, body);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    closed.join();
  }
}
