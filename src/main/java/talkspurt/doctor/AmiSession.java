package talkspurt.doctor;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection to Asterisk's manager interface on which one question is asked after the other. Events
 * are not asked for, and skipped.
 */
final class AmiSession implements AutoCloseable {

  private static final int WITHIN_MS = 5000;
  private static final int MAX_LINES = 100_000;

  private final Socket socket;
  private final BufferedReader in;
  private final Writer out;
  private int asked;

  private AmiSession(Socket socket) throws IOException {
    this.socket = socket;
    this.in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    this.out = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
  }

  /** Connects; a server that is not Asterisk's is told by its greeting. */
  static AmiSession open(String host, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), WITHIN_MS);
      socket.setSoTimeout(WITHIN_MS);
      AmiSession session = new AmiSession(socket);
      String greeting = session.line();
      if (!greeting.startsWith("Asterisk Call Manager")) {
        throw new IOException("what answers there is no manager interface of Asterisk");
      }
      return session;
    } catch (IOException | RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  /** Asks, and returns the answer; fields are given as name and value in turn. */
  AmiMessage ask(String action, String... fields) throws IOException {
    asked++;
    String id = "doctor-" + asked;
    StringBuilder message = new StringBuilder();
    field(message, "Action", action);
    field(message, "ActionID", id);
    for (int i = 0; i < fields.length; i += 2) {
      field(message, fields[i], fields[i + 1]);
    }
    out.append(message.append("\r\n")).flush();
    while (true) {
      AmiMessage answer = next();
      if (answer.value("Response").isPresent()
          && answer.value("ActionID").equals(Optional.of(id))) {
        return answer;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** A line end in a value would be another field. */
  private static void field(StringBuilder message, String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(name + " has a control character in it");
    }
    message.append(name).append(": ").append(value).append("\r\n");
  }

  private AmiMessage next() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
      if (lines.size() > MAX_LINES) {
        throw new IOException("the answer has more than " + MAX_LINES + " lines");
      }
    }
    return AmiMessage.of(lines);
  }

  private String line() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EOFException("the connection was closed");
    }
    return line;
  }
}
