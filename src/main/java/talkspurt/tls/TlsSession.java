package talkspurt.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * TLS of one connection whose bytes others carry: takes what the peer sent, cut anywhere, and says what it means and
 * what is to be sent. Its work is done on the thread that calls. A peer that begins a second handshake (TLS 1.2) is
 * refused: that would be work for nothing on a thread that has calls. Not thread-safe.
 */
public final class TlsSession {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final byte[] NO_BYTES = new byte[0];

  /** For what one step makes; the longest record has 18 KiB. Sessions that wait hold none of it. */
  private static final ThreadLocal<ByteBuffer> SCRATCH =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(64 * 1024));

  private final SSLEngine engine;
  private final ByteArrayOutputStream toSend = new ByteArrayOutputStream();

  /** What has come of a record that is not whole; ready to be read. */
  private ByteBuffer received = NOTHING;

  private boolean established;

  /**
   * A session that has not begun.
   *
   * @param engine its side of the handshake and its keys; used by nobody else
   */
  public TlsSession(SSLEngine engine) {
    this.engine = engine;
  }

  /**
   * Takes what came from the peer.
   *
   * @return what it means; empty as long as a record is not whole, and while the handshake lasts
   * @throws SSLException when it is no TLS, or none that is believed; {@link #toSend} has the reason for the peer
   */
  public byte[] receive(ByteBuffer bytes) throws SSLException {
    received = joined(received, bytes);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      while (step(said)) {}
    } catch (SSLException faulty) {
      alert();
      throw faulty;
    }
    return said.size() == 0 ? NO_BYTES : said.toByteArray();
  }

  /** What was said to be sent since this was asked last: handshake, alerts, sealed words. */
  public byte[] toSend() {
    byte[] all = toSend.size() == 0 ? NO_BYTES : toSend.toByteArray();
    toSend.reset();
    return all;
  }

  /** Seals words for the peer; {@link #toSend} has them then. Only after the handshake: once something was received. */
  public void seal(ByteBuffer words) throws SSLException {
    while (words.hasRemaining()) {
      wrap(words);
    }
  }

  /** Says that nothing more is sealed; {@link #toSend} has it then. */
  public void close() {
    engine.closeOutbound();
    alert();
  }

  /** Whether the peer has said that it seals nothing more. */
  public boolean peerClosed() {
    return engine.isInboundDone();
  }

  private static ByteBuffer joined(ByteBuffer first, ByteBuffer then) {
    ByteBuffer both = ByteBuffer.allocate(first.remaining() + then.remaining());
    return both.put(first).put(then).flip();
  }

  /** Does what is next; false when that needs more bytes, or nothing is next. */
  private boolean step(ByteArrayOutputStream said) throws SSLException {
    HandshakeStatus next = engine.getHandshakeStatus();
    if (next == HandshakeStatus.NEED_TASK) {
      for (Runnable task = engine.getDelegatedTask();
          task != null;
          task = engine.getDelegatedTask()) {
        task.run();
      }
      return true;
    }
    if (next == HandshakeStatus.NEED_WRAP) {
      return wrap(NOTHING);
    }
    return !peerClosed() && received.hasRemaining() && unwrap(said);
  }

  private boolean unwrap(ByteArrayOutputStream said) throws SSLException {
    int before = received.remaining();
    ByteBuffer plain = SCRATCH.get().clear();
    SSLEngineResult result = engine.unwrap(received, plain);
    said.write(plain.array(), 0, plain.position());
    refuseAnother(result.getHandshakeStatus());
    return result.getStatus() == Status.OK && received.remaining() < before;
  }

  private boolean wrap(ByteBuffer words) throws SSLException {
    ByteBuffer sealed = SCRATCH.get().clear();
    SSLEngineResult result = engine.wrap(words, sealed);
    boolean any = sealed.position() > 0;
    if (words.hasRemaining() && !any) {
      throw new SSLException("nothing can be sent: " + result.getStatus());
    }
    toSend.write(sealed.array(), 0, sealed.position());
    refuseAnother(result.getHandshakeStatus());
    return any;
  }

  private void refuseAnother(HandshakeStatus now) throws SSLException {
    if (now == HandshakeStatus.FINISHED) {
      established = true;
    } else if (established
        && now == HandshakeStatus.NEED_TASK
        && engine.getSession().getProtocol().equals("TLSv1.2")) {
      throw new SSLException("a second handshake");
    }
  }

  /** What the engine has left to say before it ends. */
  private void alert() {
    try {
      while (!engine.isOutboundDone() && wrap(NOTHING)) {}
    } catch (SSLException nothingToSay) {
      // the connection ends all the same
    }
  }
}
