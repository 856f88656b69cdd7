package talkspurt.outbound.e164;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import talkspurt.call.PhoneNumber;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.NumberingPlan;

/** The numbering plans of all countries, as libphonenumber has them. The first number takes some 100 ms. */
public final class LibPhoneNumberPlan implements NumberingPlan {

  /** What libphonenumber takes for a number's mistakes, such as letters, is refused first. */
  private static final String WRITTEN = "\\+?[0-9 ().\\-/]{3,40}";

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final PhoneNumberToTimeZonesMapper zones = PhoneNumberToTimeZonesMapper.getInstance();
  private final Optional<String> region;

  /**
   * A reader.
   *
   * @param region two-letter code of the country that numbers without {@code +} belong to; empty refuses such numbers
   * @throws IllegalArgumentException if there is no such country
   */
  public LibPhoneNumberPlan(Optional<String> region) {
    region.filter(code -> !numbers.getSupportedRegions().contains(code)).ifPresent(code -> {
      throw new IllegalArgumentException("region is " + code + "; allowed: codes such as DE, US");
    });
    this.region = region;
  }

  @Override
  public Optional<DialNumber> read(PhoneNumber written) {
    if (!written.number().matches(WRITTEN)) {
      return Optional.empty();
    }
    try {
      Phonenumber.PhoneNumber number = numbers.parse(written.number(), region.orElse("ZZ"));
      return numbers.isValidNumber(number)
          ? Optional.of(
              new DialNumber(numbers.format(number, PhoneNumberFormat.E164), zones(number)))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** A number of a zone that this JDK does not know may be in any. */
  private Set<ZoneId> zones(Phonenumber.PhoneNumber number) {
    List<String> names = zones.getTimeZonesForNumber(number);
    boolean known = !names.contains(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())
        && ZoneId.getAvailableZoneIds().containsAll(names);
    return known ? names.stream().map(ZoneId::of).collect(Collectors.toSet()) : Set.of();
  }
}
