package talkspurt.provider.transport;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in a few words why a connection did not come about, or broke. */
public final class BrokenConnection {

  private BrokenConnection() {}

  /** Why, without what was sent on it. */
  public static String why(Throwable failure) {
    return first(SSLException.class, failure)
        .map(tls -> "TLS: " + message(deepest(tls)))
        .or(() -> first(UnknownHostException.class, failure)
            .map(unknown -> "the name service does not know its host"))
        .or(() -> first(ConnectException.class, failure).map(BrokenConnection::message))
        .orElseGet(() -> deepest(failure).getClass().getSimpleName());
  }

  private static Optional<Throwable> first(Class<? extends Throwable> kind, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }

  private static Throwable deepest(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String message(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
