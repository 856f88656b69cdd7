package talkspurt.provider;

import java.util.Locale;
import talkspurt.text.OutsideText;

/**
 * Why a provider stopped, in the few ways that change what we do next.
 *
 * @param kind what sort of failure it was
 * @param provider the adapter's name, as in a profile
 * @param detail one line for the log, without personal data
 * @param address where it was asked, without secrets; empty where that is not known here
 */
public record ProviderFailure(Kind kind, String provider, String detail, String address) {

  /** A failure of a provider at an unknown address. */
  public ProviderFailure(Kind kind, String provider, String detail) {
    this(kind, provider, detail, "");
  }

  private static final int LONGEST_DETAIL = 300;

  /** A peer's own words are repaired, and are one line. */
  public ProviderFailure {
    detail = OutsideText.forLog(detail, LONGEST_DETAIL);
  }

  /** The sorts of failure. */
  public enum Kind {
    UNREACHABLE,
    OVERLOADED,
    REJECTED_CREDENTIALS,
    REJECTED_REQUEST,
    BROKE_PROTOCOL,
    /** It answers, but the caller was kept waiting for too long. */
    TOO_SLOW,
    /** A voice said a sentence in silence. */
    VOICE_SILENT,
    /** A voice made a pause within a sentence, since its sound came too late. */
    SPEECH_GAP,
    /** A bot that should speak sends nothing but silence. */
    BOT_SILENT;

    /** As it is written in logs, metrics and the API, such as {@code rejected-request}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What an HTTP status that is no success means. */
    public static Kind ofStatus(int status) {
      return switch (status) {
        case 401, 403 -> REJECTED_CREDENTIALS;
        case 408 -> UNREACHABLE;
        case 425, 429 -> OVERLOADED;
        default -> status >= 500 ? OVERLOADED : status >= 400 ? REJECTED_REQUEST : BROKE_PROTOCOL;
      };
    }
  }

  /** What an HTTP status that is no success means. */
  public static ProviderFailure ofStatus(String provider, int status) {
    return new ProviderFailure(Kind.ofStatus(status), provider, "answered " + status);
  }

  /** What a WebSocket's close code means (RFC 6455 and its registry). */
  public static ProviderFailure ofCloseCode(String provider, int code) {
    Kind kind = switch (code) {
      case 1008 -> Kind.REJECTED_REQUEST;
      case 1012, 1013 -> Kind.OVERLOADED;
      case 1002, 1003, 1007, 1009 -> Kind.BROKE_PROTOCOL;
      default -> Kind.UNREACHABLE;
    };
    return new ProviderFailure(kind, provider, "closed with code " + code);
  }

  /** The same, asked at this address, unless that is known better. */
  public ProviderFailure at(String where) {
    return address.isEmpty() ? new ProviderFailure(kind, provider, detail, where) : this;
  }

  /** Whether the same request may succeed a little later. */
  public boolean worthRetrying() {
    return kind == Kind.UNREACHABLE || kind == Kind.OVERLOADED;
  }
}
