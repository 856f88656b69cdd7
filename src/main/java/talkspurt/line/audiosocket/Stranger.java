package talkspurt.line.audiosocket;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import talkspurt.tls.TlsSession;

/** A connection whose peer has not named its call. Not thread-safe. */
final class Stranger {

  private final SocketChannel channel;
  private final InetAddress from;
  private final Optional<Supplier<SSLEngine>> tls;
  private final FirstBytes first = new FirstBytes();

  /** Begins with the peer's first byte: who says nothing costs none. */
  private Optional<TlsSession> session = Optional.empty();

  /**
   * A connection that was just accepted.
   *
   * @param tls what it is sealed by, if it is
   */
  Stranger(SocketChannel channel, InetAddress from, Optional<Supplier<SSLEngine>> tls) {
    this.channel = channel;
    this.from = from;
    this.tls = tls;
  }

  SocketChannel channel() {
    return channel;
  }

  InetAddress from() {
    return from;
  }

  /** What its peer has said so far. */
  FirstBytes first() {
    return first;
  }

  /** TLS, where something has come by it. */
  Optional<TlsSession> session() {
    return session;
  }

  /**
   * Reads what is there.
   *
   * @param buffer empty; used until this returns
   * @return false when the peer has ended, or takes nothing
   * @throws SSLException when TLS cannot begin with it
   */
  boolean read(ByteBuffer buffer) throws IOException {
    if (channel.read(buffer) < 0) {
      return false;
    }
    buffer.flip();
    if (tls.isEmpty()) {
      first.take(buffer);
      return true;
    }
    if (session.isEmpty() && buffer.hasRemaining()) {
      session = Optional.of(new TlsSession(tls.get().get()));
    }
    return session.isEmpty() || unseal(session.get(), buffer);
  }

  private boolean unseal(TlsSession sealed, ByteBuffer bytes) throws IOException {
    try {
      first.take(ByteBuffer.wrap(sealed.receive(bytes)));
    } catch (SSLException refused) {
      channel.write(ByteBuffer.wrap(sealed.toSend()));
      throw refused;
    }
    ByteBuffer answer = ByteBuffer.wrap(sealed.toSend());
    channel.write(answer);
    return !answer.hasRemaining() && !sealed.peerClosed();
  }
}
