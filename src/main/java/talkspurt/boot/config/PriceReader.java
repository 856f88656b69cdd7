package talkspurt.boot.config;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import talkspurt.control.BudgetSettings;
import talkspurt.provider.Price;
import talkspurt.provider.Usage.Unit;

/** Reads the {@code price} block of a provider: what it takes, by units that it is paid for. */
final class PriceReader {

  static final String PRICE = "price";

  private static final String AS_OF = "as-of";
  private static final String CURRENCY = "currency";
  private static final String TARIFFS = "tariffs";

  /** A recogniser is paid for the sound that it is given, or for what its model hears and writes. */
  static final List<Unit> TRANSCRIBER =
      List.of(Unit.SOUND_MS, Unit.AUDIO_INPUT_TOKENS, Unit.INPUT_TOKENS, Unit.OUTPUT_TOKENS);

  /** A voice is paid for the text that it is asked to speak, or for the sound that it makes of it. */
  static final List<Unit> SYNTHESIZER = List.of(Unit.CHARACTERS, Unit.SOUND_MS);

  /** A model is paid for what it reads and writes. */
  static final List<Unit> CHAT =
      List.of(Unit.INPUT_TOKENS, Unit.CACHED_INPUT_TOKENS, Unit.OUTPUT_TOKENS);

  /** Texts that are made vectors of are read. */
  static final List<Unit> EMBEDDING = List.of(Unit.INPUT_TOKENS);

  /** What is taken for the call itself: once, and for its time. */
  static final List<Unit> FEE = List.of(Unit.CALLS, Unit.SOUND_MS);

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
  static Price read(ProviderStore.Reading made, ConfigSection provider, List<Unit> units) {
    return provider.has(PRICE) ? read(made.prices(), provider.section(PRICE), units) : Price.NONE;
  }

  /** The price in this block. */
  static Price read(PriceRules rules, ConfigSection block, List<Unit> units) {
    Price price = block.check(one -> tariff(rules, one, units, true));
    List<Price> others = block.sections(TARIFFS).stream()
        .map(other -> other.check(one -> tariff(rules, one, units, false)))
        .toList();
    Price all = price.beside(others);
    long dates = all.tariffs().stream().map(Price::asOf).distinct().count();
    if (dates <= others.size()) {
      block.tell(TARIFFS, "has two tariffs of one " + AS_OF + "; allowed: each day once");
    }
    all.on(rules.today())
        .asOf()
        .filter(rules::old)
        .ifPresent(day -> block.warn(
            block.has(AS_OF) ? AS_OF : TARIFFS,
            "is " + day + ": that tariff is older than prices.old-after ("
                + rules.oldAfter().toDays()
                + " days). See whether it still holds, and set the day on which you did"));
    return all;
  }

  private static Price tariff(
      PriceRules rules, ConfigSection block, List<Unit> units, boolean first) {
    block.only(Stream.concat(
            units.stream().map(Unit::priceKey),
            first ? Stream.of(AS_OF, CURRENCY, TARIFFS) : Stream.of(AS_OF, CURRENCY))
        .toArray(String[]::new));
    String named = block.text(CURRENCY, "");
    String currency = named.isEmpty() ? rules.currency() : BudgetSettings.checked(named);
    Price price = Price.NONE;
    for (Unit unit : units) {
      String key = unit.priceKey();
      if (block.has(key)) {
        long millionths =
            rules.converted(Money.millionths(block, key, Price.MOST / 1_000_000), currency);
        price = millionths == 0 ? price : price.and(unit, millionths);
      }
    }
    String day = block.text(AS_OF, "");
    if (day.isEmpty() && !first) {
      throw new IllegalArgumentException(AS_OF + " is missing; allowed: a day such as 2026-11-01");
    }
    return day.isEmpty() ? price : price.asOf(day(day));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException none) {
      throw new IllegalArgumentException(
          AS_OF + " is " + text + "; allowed: a day such as 2026-11-01", none);
    }
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
    paid(made, name, price);
    return made.one(
        kind, List.of("priced", name, price, provider), () -> metered.of(name, price, provider));
  }

  /** Who is paid is known, where there is anything to pay. */
  static void paid(ProviderStore.Reading made, String name, Price price) {
    if (price.tariffs().stream().anyMatch(tariff -> !tariff.millionths().isEmpty())) {
      made.paid(name);
    }
  }

  /** Whether a price is by tokens, which a server may have to be asked to tell. */
  static boolean byTokens(Price price) {
    return Arrays.stream(Unit.values()).filter(unit -> unit.tokens()).anyMatch(price::knows);
  }
}
