package talkspurt.loadtest.standin;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The server's end of a WebSocket (RFC 6455). Read by one thread; may be written to by several. */
final class WebSocketLink {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int LARGEST = 1 << 24;
  private static final int MORE = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  /** A whole message of the peer; a text or bytes. */
  record Message(Optional<String> text, byte[] bytes) {}

  private final Consumer<String> listener;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final AtomicLong sentBytes = new AtomicLong();

  private WebSocketLink(
      Socket socket, InputStream in, OutputStream out, Consumer<String> listener) {
    this.listener = listener;
    this.socket = socket;
    this.in = in;
    this.out = out;
  }

  static WebSocketLink accept(
      HttpExchange asked,
      Socket socket,
      InputStream in,
      OutputStream out,
      Consumer<String> listener)
      throws IOException {
    String key = asked.header("sec-websocket-key").orElseThrow(() -> new IOException("no key"));
    String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n";
    out.write(answer.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return new WebSocketLink(socket, in, out, listener);
  }

  private static String accepted(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The next whole message; empty once the peer has closed. */
  Optional<Message> read() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int kind = MORE;
    while (true) {
      int first = in.read();
      if (first < 0) return Optional.empty();
      int opcode = first & 0xf;
      byte[] payload = payload();
      if (opcode == CLOSE) {
        frame(CLOSE, payload);
        return Optional.empty();
      } else if (opcode == PING) {
        frame(PONG, payload);
      } else if (opcode != PONG) {
        kind = opcode == MORE ? kind : opcode;
        whole.write(payload);
        if ((first & 0x80) != 0) {
          Message message = message(kind, whole.toByteArray());
          message.text().ifPresent(listener);
          return Optional.of(message);
        }
      }
    }
  }

  private static Message message(int kind, byte[] bytes) {
    return new Message(
        kind == TEXT ? Optional.of(new String(bytes, StandardCharsets.UTF_8)) : Optional.empty(),
        bytes);
  }

  private byte[] payload() throws IOException {
    int second = octet();
    long length = second & 0x7f;
    if (length == 126) length = number(2);
    else if (length == 127) length = number(8);
    if (length < 0 || length > LARGEST) throw new IOException("a frame of " + length + " bytes");
    if ((second & 0x80) == 0) throw new IOException("a client that does not mask");
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length) throw new EOFException();
    for (int i = 0; i < payload.length; i++) payload[i] ^= mask[i % 4];
    return payload;
  }

  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) number = number << 8 | octet();
    return number;
  }

  private int octet() throws IOException {
    int octet = in.read();
    if (octet < 0) throw new EOFException();
    return octet;
  }

  void text(String text) throws IOException {
    frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void binary(byte[] bytes) throws IOException {
    frame(BINARY, bytes);
  }

  void close(int code, String reason) throws IOException {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[2 + words.length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(words, 0, payload, 2, words.length);
    frame(CLOSE, payload);
  }

  /** Breaks off, as a server that dies. */
  void cut() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** How long nothing may come before {@link #read} gives up with an exception. */
  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Bytes that the peer, or the kernel for it, has taken. */
  long sentBytes() {
    return sentBytes.get();
  }

  private synchronized void frame(int opcode, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 10);
    frame.write(0x80 | opcode);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else if (payload.length < 1 << 16) {
      frame.write(126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(127);
      for (int shift = 56; shift >= 0; shift -= 8)
        frame.write((int) ((long) payload.length >> shift));
    }
    frame.write(payload);
    out.write(frame.toByteArray());
    out.flush();
    sentBytes.addAndGet(frame.size());
  }
}
