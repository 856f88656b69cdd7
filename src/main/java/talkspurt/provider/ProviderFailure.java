package talkspurt.provider;

/**
 * Why a provider stopped, in the few ways that change what we do next.
 *
 * @param kind what sort of failure it was
 * @param provider the adapter's name, as in a profile
 * @param detail one line for the log, without personal data
 */
public record ProviderFailure(Kind kind, String provider, String detail) {

  /** The sorts of failure. */
  public enum Kind {
    UNREACHABLE,
    OVERLOADED,
    REJECTED_CREDENTIALS,
    REJECTED_REQUEST,
    BROKE_PROTOCOL
  }

  /** Whether the same request may succeed a little later. */
  public boolean worthRetrying() {
    return kind == Kind.UNREACHABLE || kind == Kind.OVERLOADED;
  }
}
