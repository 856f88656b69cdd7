package talkspurt.boot.config;

import java.util.Arrays;
import java.util.List;
import talkspurt.provider.Price;
import talkspurt.provider.Usage.Unit;

/** Reads the {@code price} block of a provider: what it takes, by units that it is paid for. */
final class PriceReader {

  static final String PRICE = "price";

  /** A recogniser is paid for the sound that it is given. */
  static final List<Unit> TRANSCRIBER = List.of(Unit.SOUND_MS);

  /** A voice is paid for the text that it is asked to speak. */
  static final List<Unit> SYNTHESIZER = List.of(Unit.CHARACTERS);

  /** A model is paid for what it reads and writes. */
  static final List<Unit> CHAT =
      List.of(Unit.INPUT_TOKENS, Unit.CACHED_INPUT_TOKENS, Unit.OUTPUT_TOKENS);

  /** Of what tells nothing of itself, the time of the call is known. */
  static final List<Unit> BY_TIME = List.of(Unit.SOUND_MS);

  /** A session is paid for all that a model reads, hears, writes and speaks, or for its time. */
  static final List<Unit> REALTIME = List.of(
      Unit.SOUND_MS,
      Unit.INPUT_TOKENS,
      Unit.CACHED_INPUT_TOKENS,
      Unit.OUTPUT_TOKENS,
      Unit.AUDIO_INPUT_TOKENS,
      Unit.CACHED_AUDIO_INPUT_TOKENS,
      Unit.AUDIO_OUTPUT_TOKENS);

  /** Has the use of a provider told with its price. */
  @FunctionalInterface
  interface Metering<T> {

    T of(String name, Price price, T provider);
  }

  private PriceReader() {}

  /**
   * The price in a provider's block; none where it says nothing.
   *
   * @param units what this kind of provider can be paid for
   */
  static Price read(ConfigSection provider, List<Unit> units) {
    return provider.has(PRICE)
        ? provider.section(PRICE).check(block -> price(block, units))
        : Price.NONE;
  }

  private static Price price(ConfigSection block, List<Unit> units) {
    block.only(units.stream().map(Unit::priceKey).toArray(String[]::new));
    Price price = Price.NONE;
    for (Unit unit : units) {
      String key = unit.priceKey();
      if (block.has(key)) {
        long millionths = Money.millionths(block, key, Price.MOST / 1_000_000);
        price = millionths == 0 ? price : price.and(unit, millionths);
      }
    }
    return price;
  }

  /**
   * A provider whose use is told with its price. Of the same provider at the same price there is one.
   *
   * @param kind of provider
   * @param metered makes the one that tells
   * @param name who is paid
   */
  static <T> T priced(
      ProviderStore.Reading made,
      Class<T> kind,
      Metering<T> metered,
      String name,
      Price price,
      T provider) {
    if (!price.equals(Price.NONE)) {
      made.paid(name);
    }
    return made.one(
        kind, List.of("priced", name, price, provider), () -> metered.of(name, price, provider));
  }

  /** Whether a price is by tokens, which a server may have to be asked to tell. */
  static boolean byTokens(Price price) {
    return Arrays.stream(Unit.values())
        .filter(unit -> unit != Unit.SOUND_MS && unit != Unit.CHARACTERS)
        .anyMatch(price.millionths()::containsKey);
  }
}
