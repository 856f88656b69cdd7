package talkspurt.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Two sides of TLS without a network. */
final class Handshake {

  private static final int MAX_STEPS = 200;
  private static final int WIRE_BYTES = 1 << 16;

  private Handshake() {}

  /** Until nothing more is to be said; fails where one side refuses the other. */
  static void between(SSLEngine client, SSLEngine server) throws SSLException {
    client.beginHandshake();
    server.beginHandshake();
    ByteBuffer toServer = ByteBuffer.allocate(WIRE_BYTES);
    ByteBuffer toClient = ByteBuffer.allocate(WIRE_BYTES);
    for (int step = 0; step < MAX_STEPS; step++) {
      boolean moved = step(client, toClient, toServer);
      moved |= step(server, toServer, toClient);
      if (!moved) {
        return;
      }
    }
    throw new AssertionError("no end");
  }

  private static boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    tasks(engine);
    SSLEngineResult done;
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
      done = engine.wrap(ByteBuffer.allocate(0), out);
    } else if (in.position() > 0 && !engine.isInboundDone()) {
      done = engine.unwrap(in.flip(), ByteBuffer.allocate(WIRE_BYTES));
      in.compact();
    } else {
      return false;
    }
    tasks(engine);
    return done.bytesConsumed() + done.bytesProduced() > 0;
  }

  private static void tasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** What the other side reads of a text, after the handshake. */
  static String sent(SSLEngine from, SSLEngine to, String text) throws SSLException {
    ByteBuffer wire = ByteBuffer.allocate(WIRE_BYTES);
    from.wrap(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), wire);
    ByteBuffer heard = ByteBuffer.allocate(WIRE_BYTES);
    to.unwrap(wire.flip(), heard);
    return StandardCharsets.UTF_8.decode(heard.flip()).toString();
  }
}
