package talkspurt.doctor;

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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A server on loopback that greets and, asked in lines up to an empty one, answers as it is told. */
final class ScriptedPeer implements AutoCloseable {

  private final ServerSocket server;
  private final byte[] greeting;
  private final Function<Map<String, String>, String> answers;
  private final List<Map<String, String>> asked = Collections.synchronizedList(new ArrayList<>());

  ScriptedPeer(byte[] greeting, Function<Map<String, String>, String> answers) throws IOException {
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.greeting = greeting;
    this.answers = answers;
    Thread thread = new Thread(this::serve, "scripted-peer");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  List<Map<String, String>> asked() {
    return asked;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket peer = server.accept()) {
        talk(peer);
      } catch (IOException gone) {
        // the next one, if there is one
      }
    }
  }

  private void talk(Socket peer) throws IOException {
    OutputStream out = peer.getOutputStream();
    out.write(greeting);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
    while (true) {
      Map<String, String> question = new LinkedHashMap<>();
      String line = in.readLine();
      for (; line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(": ");
        question.put(line.substring(0, colon), line.substring(colon + 2));
      }
      if (line == null) {
        return;
      }
      asked.add(question);
      String answer = answers.apply(question);
      if (answer == null) {
        return;
      }
      out.write(answer.getBytes(StandardCharsets.UTF_8));
    }
  }
}
