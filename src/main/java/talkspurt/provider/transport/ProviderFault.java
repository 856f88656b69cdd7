package talkspurt.provider.transport;

import akka.http.scaladsl.model.ExceptionWithErrorInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;

/** A {@link ProviderFailure} on its way through a stream, at whose end it becomes an element. */
public final class ProviderFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ProviderFailure failure;
  private final transient Optional<Duration> leftAlone;

  private ProviderFault(ProviderFailure failure, Optional<Duration> leftAlone) {
    super(failure.detail(), null, false, false);
    this.failure = failure;
    this.leftAlone = leftAlone;
  }

  /** A fault of a provider. */
  public static ProviderFault of(Kind kind, String provider, String detail) {
    return new ProviderFault(new ProviderFailure(kind, provider, detail), Optional.empty());
  }

  /** A provider that asks for a pause, with or without saying how long. */
  public static ProviderFault overloaded(
      String provider, String detail, Optional<Duration> leftAlone) {
    return new ProviderFault(new ProviderFailure(Kind.OVERLOADED, provider, detail), leftAlone);
  }

  /** What an HTTP status that is no success means. */
  public static ProviderFault ofStatus(
      String provider, int status, String detail, Optional<Duration> retryAfter) {
    String told = detail.isEmpty() ? "answered " + status : "answered " + status + " " + detail;
    Kind kind = Kind.ofStatus(status);
    return kind == Kind.OVERLOADED
        ? overloaded(provider, told, retryAfter)
        : of(kind, provider, told);
  }

  /** Whether this is something a provider or the way to it did, and not a fault of ours. */
  public static boolean known(Throwable thrown) {
    Throwable cause = root(thrown);
    boolean ours = cause instanceof RuntimeException || cause instanceof Error;
    return !ours || !cause.getClass().getName().startsWith("java.");
  }

  /** What is wrong when a stream has failed so. */
  public static ProviderFault of(String provider, Throwable thrown) {
    Throwable cause = root(thrown);
    if (cause instanceof ProviderFault known) {
      return known;
    }
    if (cause instanceof TimeoutException) {
      return of(Kind.UNREACHABLE, provider, cause.getMessage());
    }
    if (cause instanceof ExceptionWithErrorInfo broken) {
      return of(Kind.BROKE_PROTOCOL, provider, broken.info().summary());
    }
    return of(Kind.UNREACHABLE, provider, "the connection broke: " + BrokenConnection.why(cause));
  }

  private static Throwable root(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /** What it is. */
  public ProviderFailure failure() {
    return failure;
  }

  /** For how long the provider asks for a pause. */
  Optional<Duration> leftAlone() {
    return leftAlone;
  }
}
