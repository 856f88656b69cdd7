package talkspurt.exchange.ami;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An Asterisk that speaks AMI, as it is told to: each action is answered by a function, or not at all. */
final class FakeAmi implements AutoCloseable {

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** What was sent, each action as it came, without its id; logins and pings are left out. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** The ids of these. */
  final List<String> ids = new CopyOnWriteArrayList<>();

  /** What is answered, with {id} where the action's id belongs; empty: nothing. */
  volatile Function<String, String> answers = action -> OK;

  static final String OK = "Response: Success\nActionID: {id}\nMessage: done";
  static final String NO = "Response: Error\nActionID: {id}\nMessage: No such channel";

  FakeAmi() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread accepting = new Thread(this::accept, "fake-ami");
    accepting.setDaemon(true);
    accepting.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread serving = new Thread(() -> serve(socket), "fake-ami-session");
        serving.setDaemon(true);
        serving.start();
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket socket) {
    try {
      send(socket, "Asterisk Call Manager/9.0.0\r\n");
      BufferedReader in = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      List<String> lines = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          answer(socket, lines);
          lines.clear();
        } else {
          lines.add(line);
        }
      }
    } catch (IOException gone) {
      // as a connection ends
    }
  }

  private void answer(Socket socket, List<String> lines) throws IOException {
    String id = lines.stream()
        .filter(line -> line.startsWith("actionid: "))
        .map(line -> line.substring("actionid: ".length()))
        .findFirst()
        .orElse("");
    String action = String.join(
        "\n",
        lines.stream().filter(line -> !line.startsWith("actionid: ")).sorted().toList());
    String answer;
    if (action.startsWith("action: Challenge")) {
      answer = "Response: Success\nActionID: {id}\nChallenge: 12345";
    } else if (action.startsWith("action: Login")) {
      answer = OK;
    } else if (action.startsWith("action: Ping")) {
      answer = OK;
    } else {
      ids.add(id);
      asked.add(action);
      answer = answers.apply(action);
    }
    if (!answer.isEmpty()) {
      send(socket, wire(answer.replace("{id}", id)));
    }
  }

  /** Tells all that are connected of an event. */
  void tell(String event) {
    sockets.forEach(socket -> {
      try {
        send(socket, wire(event));
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    });
  }

  private static String wire(String text) {
    return text.replace("\n", "\r\n") + "\r\n\r\n";
  }

  private static synchronized void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Ends all connections; new ones are taken. */
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      sockets.remove(socket);
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }
}
