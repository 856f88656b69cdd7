package talkspurt.boot.config;

import java.util.Arrays;
import java.util.List;
import talkspurt.provider.Price;
import talkspurt.provider.Responder;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Transcriber;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.transport.Metered;

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

  /** The same agents, told apart by nothing but what they cost, are one. */
  static Responder responder(
      ProviderStore.Reading made, String name, Price price, Responder agent) {
    note(made, name, price);
    return made.one(
        Responder.class,
        List.of("priced", name, price, agent),
        () -> Metered.responder(name, price, agent));
  }

  static Transcriber transcriber(
      ProviderStore.Reading made, String name, Price price, Transcriber transcriber) {
    note(made, name, price);
    return made.one(
        Transcriber.class,
        List.of("priced", name, price, transcriber),
        () -> Metered.transcriber(name, price, transcriber));
  }

  static Synthesizer synthesizer(
      ProviderStore.Reading made, String name, Price price, Synthesizer voice) {
    note(made, name, price);
    return made.one(
        Synthesizer.class,
        List.of("priced", name, price, voice),
        () -> Metered.synthesizer(name, price, voice));
  }

  static SpeechToSpeech bot(
      ProviderStore.Reading made, String name, Price price, SpeechToSpeech bot) {
    note(made, name, price);
    return made.one(
        SpeechToSpeech.class,
        List.of("priced", name, price, bot),
        () -> Metered.bot(name, price, bot));
  }

  private static void note(ProviderStore.Reading made, String name, Price price) {
    if (!price.equals(Price.NONE)) {
      made.paid(name);
    }
  }

  /** Whether a price is by tokens, which a server may have to be asked to tell. */
  static boolean byTokens(Price price) {
    return Arrays.stream(Unit.values())
        .filter(unit -> unit != Unit.SOUND_MS && unit != Unit.CHARACTERS)
        .anyMatch(price.millionths()::containsKey);
  }
}
