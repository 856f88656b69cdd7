package talkspurt.boot.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.OpeningHours;
import talkspurt.outbound.CallingHours;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialRules;
import talkspurt.outbound.OutboundSettings;
import talkspurt.outbound.Pace;
import talkspurt.outbound.RetryPlan;
import talkspurt.outbound.RetryPlan.Retry;
import talkspurt.outbound.Trunk;
import talkspurt.outbound.e164.LibPhoneNumberPlan;

/** Reads how the engine makes calls: {@code talkspurt.outbound}. */
final class OutboundReader {

  /** The block. */
  static final String KEY = "outbound";

  /** Ways to the telephone network. */
  static final String TRUNKS = "trunks";

  /** For how long phones ring at most. */
  static final String RINGING = "ring-timeout";

  private static final String RETRY = "retry";
  private static final int STANDARD_AT_ONCE = 10;
  private static final String NAME = "[a-z0-9][a-z0-9-]{0,63}";

  private OutboundReader() {}

  static OutboundSettings settings(ConfigSection block) {
    Optional<String> region = given(block.text("region"));
    new LibPhoneNumberPlan(region); // refuses a country that is none
    return new OutboundSettings(
        region,
        rules(block),
        retry(block.section(RETRY)),
        Pace.perSecond(block.number("at-once"), block.number("per-second")),
        trunks(block.section(TRUNKS)),
        block.duration("look-every"),
        block.number("max-waiting"),
        block.duration("keep-for"));
  }

  private static DialRules rules(ConfigSection block) {
    return new DialRules(
        hours(block),
        zone(block.text("unknown-zone")),
        block.number("max-per-day"),
        block.number("max-per-week"),
        block.flag("consent-required"),
        block.duration(RINGING));
  }

  private static CallingHours hours(ConfigSection block) {
    ConfigSection hours = block.section(HoursReader.KEY);
    if (hours.keys().isEmpty()) {
      return CallingHours.STRICT;
    }
    OpeningHours read = hours.check(own -> HoursReader.withoutZone(own, ZoneOffset.UTC));
    return new CallingHours(read.week(), read.each(), read.once());
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return given(name).map(ZoneId::of);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "unknown-zone is '" + name + "'; allowed: empty, or a time zone such as Europe/Berlin",
          wrong);
    }
  }

  private static RetryPlan retry(ConfigSection block) {
    Map<DialOutcome, Retry> after = new HashMap<>();
    for (DialOutcome outcome : RetryPlan.WORTH_IT) {
      ConfigSection own = block.section(outcome.wire());
      Retry retry = own.check(one -> new Retry(
          one.number("attempts"),
          one.duration("first"),
          one.fraction("factor"),
          one.duration("longest")));
      if (retry.most() > 0) {
        after.put(outcome, retry);
      }
    }
    return new RetryPlan(block.number("max-attempts"), after);
  }

  private static Map<String, Trunk> trunks(ConfigSection block) {
    Map<String, Trunk> trunks = new HashMap<>();
    for (String name : block.keys()) {
      if (!name.matches(NAME)) {
        block.tell(name, "is no name of a trunk; allowed: small letters, digits and -");
        continue;
      }
      trunks.put(name, block.section(name).check(own -> trunk(name, own)));
    }
    return trunks;
  }

  private static Trunk trunk(String name, ConfigSection own) {
    own.only("channel", "context", "host", "variables", "at-once", "per-second");
    return new Trunk(
        name,
        own.text("channel", "Local/" + Trunk.NUMBER + "@talkspurt-dial/n"),
        own.text("context", "talkspurt-outbound"),
        given(own.text("host", "")),
        own.sectionOrNothing("variables").texts(),
        Pace.perSecond(
            own.has("at-once") ? own.number("at-once") : STANDARD_AT_ONCE,
            own.has("per-second") ? own.number("per-second") : 1));
  }

  private static Optional<String> given(String text) {
    return Optional.of(text.strip()).filter(some -> !some.isEmpty());
  }
}
