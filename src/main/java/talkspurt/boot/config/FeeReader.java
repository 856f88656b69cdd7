package talkspurt.boot.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import talkspurt.provider.Price;

/** Reads the blocks {@code fees}: what a trunk, or a platform, takes for the call itself, whoever answers it. */
final class FeeReader {

  static final String KEY = "fees";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private final ConfigSection standards;
  private final ProviderStore.Reading made;

  /** @param standards those of all profiles */
  FeeReader(ConfigSection standards, ProviderStore.Reading made) {
    this.standards = standards;
    this.made = made;
  }

  /** The fees of a profile's calls, by their names: its own, and those of all profiles that it does not change. */
  Map<String, Price> read(ConfigSection profile) {
    ConfigSection fees = profile.sectionOrNothing(KEY).or(standards);
    Map<String, Price> all = new TreeMap<>();
    fees.keys().forEach(name -> fees.check(block -> all.put(name, fee(block, name))));
    all.values()
        .removeIf(fee -> fee.tariffs().stream().allMatch(one -> one.millionths().isEmpty()));
    all.keySet().forEach(made::paid);
    return all;
  }

  private Price fee(ConfigSection fees, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "holds the name " + name + "; allowed: up to 40 small letters, digits and hyphens");
    }
    return fees.section(name).check(one -> PriceReader.read(made.prices(), one, PriceReader.FEE));
  }
}
