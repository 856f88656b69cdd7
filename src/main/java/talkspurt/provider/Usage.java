package talkspurt.provider;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * How much of what is paid for a provider has used. Nothing is negative, and what a server tells is
 * bounded: it may tell anything.
 *
 * @param amounts what was used, by its unit; units of which nothing was used are left out
 */
public record Usage(Map<Unit, Long> amounts) {

  /** What is counted, and of how much of it a price is. */
  public enum Unit {
    /** Sound, in ms: the caller's that was sent to be recognised, or that a bot heard; that a voice made. */
    SOUND_MS("per-minute", 60_000),
    /** Characters (code points) of text that a voice was asked to speak. */
    CHARACTERS("per-million-characters", 1_000_000),
    /** Tokens of text that a model read, but for those that were cached. */
    INPUT_TOKENS("per-million-input-tokens", 1_000_000),
    /** Tokens of text that a model read and its server had cached. */
    CACHED_INPUT_TOKENS("per-million-cached-input-tokens", 1_000_000),
    /** Tokens of text that a model wrote, its thoughts among them. */
    OUTPUT_TOKENS("per-million-output-tokens", 1_000_000),
    /** Tokens of sound that a model heard, but for those that were cached. */
    AUDIO_INPUT_TOKENS("per-million-audio-input-tokens", 1_000_000),
    /** Tokens of sound that a model heard and its server had cached. */
    CACHED_AUDIO_INPUT_TOKENS("per-million-cached-audio-input-tokens", 1_000_000),
    /** Tokens of sound that a model spoke. */
    AUDIO_OUTPUT_TOKENS("per-million-audio-output-tokens", 1_000_000),
    /** Calls, whatever lines they had. */
    CALLS("per-call", 1);

    private final String priceKey;
    private final int priced;

    Unit(String priceKey, int priced) {
      this.priceKey = priceKey;
      this.priced = priced;
    }

    /** What a price of it is called in settings, such as {@code per-minute}. */
    public String priceKey() {
      return priceKey;
    }

    /** Whether it is tokens, which only a server can count. */
    public boolean tokens() {
      return priceKey.endsWith("-tokens");
    }

    /** Of how many of it a price is. */
    int priced() {
      return priced;
    }

    /** Its name in the API and in journals, such as {@code sound-ms}. Kept for ever. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The most of a unit that is believed to be used at once. */
  public static final long MOST = 1_000_000_000L;

  /** Nothing was used. */
  public static final Usage NONE = new Usage(Map.of());

  public Usage {
    Map<Unit, Long> used = new EnumMap<>(Unit.class);
    amounts.forEach((unit, amount) -> {
      if (amount > 0) {
        used.put(unit, Math.min(amount, MOST));
      }
    });
    amounts = Map.copyOf(used);
  }

  /** So much of one unit. */
  public static Usage of(Unit unit, long amount) {
    return new Usage(Map.of(unit, amount));
  }

  /** This and more. */
  public Usage and(Unit unit, long amount) {
    Map<Unit, Long> sum = new EnumMap<>(Unit.class);
    sum.putAll(amounts);
    sum.merge(unit, Math.min(Math.max(0, amount), MOST), Long::sum);
    return new Usage(sum);
  }
}
