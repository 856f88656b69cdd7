package talkspurt.line.audiosocket;

import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import javax.net.ssl.SSLException;
import talkspurt.tls.TlsSession;

/**
 * TLS between a connection's bytes and its messages, from the moment that its peer has named its call. Runs on the
 * line's thread: no other has a part in it.
 */
final class TlsStage extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {

  private final Inlet<ByteString> sealedIn = Inlet.create("Tls.sealedIn");
  private final Outlet<ByteString> plainOut = Outlet.create("Tls.plainOut");
  private final Inlet<ByteString> plainIn = Inlet.create("Tls.plainIn");
  private final Outlet<ByteString> sealedOut = Outlet.create("Tls.sealedOut");
  private final BidiShape<ByteString, ByteString, ByteString, ByteString> shape =
      new BidiShape<>(plainIn, sealedOut, sealedIn, plainOut);
  private final TlsSession session;
  private final ByteString first;

  /**
   * Of one connection.
   *
   * @param session whose handshake is over
   * @param first what the peer has said so far
   */
  TlsStage(TlsSession session, ByteString first) {
    this.session = session;
    this.first = first;
  }

  @Override
  public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {

    Logic() {
      super(shape);
      setHandler(sealedIn, new AbstractInHandler() {
        @Override
        public void onPush() {
          received(grab(sealedIn));
        }

        @Override
        public void onUpstreamFinish() {
          complete(plainOut);
        }

        @Override
        public void onUpstreamFailure(Throwable reset) {
          fail(plainOut, reset);
        }
      });
      setHandler(plainOut, new AbstractOutHandler() {
        @Override
        public void onPull() {
          pull(sealedIn);
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          cancel(sealedIn);
        }
      });
      setHandler(plainIn, new AbstractInHandler() {
        @Override
        public void onPush() {
          try {
            session.seal(grab(plainIn).asByteBuffer());
            send();
          } catch (SSLException broken) {
            failStage(broken);
          }
        }

        @Override
        public void onUpstreamFinish() {
          session.close();
          send();
          complete(sealedOut);
        }
      });
      setHandler(sealedOut, new AbstractOutHandler() {
        @Override
        public void onPull() {
          if (!hasBeenPulled(plainIn)
              && !isClosed(plainIn)) { // what the handshake says takes a pull, too
            pull(plainIn);
          }
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          cancel(plainIn);
        }
      });
    }

    @Override
    public void preStart() {
      emit(plainOut, first);
    }

    private void received(ByteString bytes) {
      try {
        byte[] said = session.receive(bytes.asByteBuffer());
        send();
        if (said.length > 0) {
          push(plainOut, ByteString.fromArrayUnsafe(said));
        } else if (!session.peerClosed()) {
          pull(sealedIn);
        }
        if (session.peerClosed()) {
          complete(plainOut);
          cancel(sealedIn);
        }
      } catch (SSLException broken) {
        failStage(broken);
      }
    }

    /** Once the first is taken, also beside what is not taken yet: what the handshake has left to say. */
    private void send() {
      byte[] bytes = session.toSend();
      if (bytes.length > 0 && !isClosed(sealedOut)) {
        emit(sealedOut, ByteString.fromArrayUnsafe(bytes));
      }
    }
  }
}
