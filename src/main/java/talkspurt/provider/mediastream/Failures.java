package talkspurt.provider.mediastream;

import akka.http.javadsl.model.ws.WebSocketUpgradeResponse;
import akka.http.scaladsl.model.ws.PeerClosedConnectionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.transport.BrokenConnection;

/** What the end of a connection to a bot means. */
final class Failures {

  private Failures() {}

  /**
   * The failure of a bot.
   *
   * @param response to opening the WebSocket, or null
   * @param failure to open it, or null
   * @param broken how the stream ended
   */
  static ProviderFailure of(
      WebSocketUpgradeResponse response, Throwable failure, Throwable broken) {
    if (failure != null) {
      return unopened(failure instanceof CompletionException ? failure.getCause() : failure);
    }
    if (!response.isValid()) {
      return refused(response.response().status().intValue());
    }
    if (broken instanceof PeerClosedConnectionException closed) {
      return closed(closed.closeCode());
    }
    if (broken instanceof OversizedText oversized) {
      return failure(Kind.BROKE_PROTOCOL, oversized.getMessage());
    }
    return failure(Kind.UNREACHABLE, "the connection broke: " + BrokenConnection.why(broken));
  }

  private static ProviderFailure unopened(Throwable why) {
    return failure(
        Kind.UNREACHABLE,
        why instanceof TimeoutException
            ? "did not answer in time"
            : "cannot be reached: " + BrokenConnection.why(why));
  }

  private static ProviderFailure refused(int status) {
    return failure(Kind.ofStatus(status), "refused the WebSocket: " + status);
  }

  /** Codes of RFC 6455 and its registry. */
  private static ProviderFailure closed(int code) {
    return switch (code) {
      case 1008 -> failure(Kind.REJECTED_REQUEST, "closed with code 1008");
      case 1012, 1013 -> failure(Kind.OVERLOADED, "closed with code " + code);
      case 1002, 1003, 1007, 1009 -> failure(Kind.BROKE_PROTOCOL, "closed with code " + code);
      default -> failure(Kind.UNREACHABLE, "closed with code " + code);
    };
  }

  private static ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, MediaStreamBot.NAME, detail);
  }
}
