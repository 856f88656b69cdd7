package talkspurt.boot.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import talkspurt.http.OutboundDirectory.Terms;
import talkspurt.media.profile.OutboundPolicy;
import talkspurt.media.profile.Phrases;
import talkspurt.media.profile.Profile;
import talkspurt.outbound.DialOrder;
import talkspurt.settings.Bounds;

/** Reads how calls of a profile are made, and what their called parties are told first: its block {@code outbound}. */
final class OutboundProfileReader {

  /** The block of a profile. */
  static final String KEY = "outbound";

  private static final String DISCLOSURE = "disclosure";
  private static final String OPT_OUT = "opt-out";
  private static final String OPT_OUT_KEY = "opt-out-key";
  private static final String OPT_OUT_SAY = "opt-out-say";
  private static final String TRUNK = "trunk";
  private static final String CALLER_ID = "caller-id";
  private static final String RINGING = "ring-timeout";

  private OutboundProfileReader() {}

  /**
   * What called parties of a profile are told.
   *
   * @param tellsWords whether it is known what the callers of a bot say
   */
  static OutboundPolicy policy(
      ConfigSection profile, Profile.Pipeline pipeline, boolean tellsWords) {
    if (!profile.has(KEY)) {
      return OutboundPolicy.NONE;
    }
    return profile.section(KEY).check(own -> {
      own.only(DISCLOSURE, OPT_OUT, OPT_OUT_KEY, OPT_OUT_SAY, TRUNK, CALLER_ID, RINGING);
      OutboundPolicy policy = policy(own);
      if (pipeline instanceof Profile.Bot bot) {
        beside(bot, policy, tellsWords);
      }
      return policy;
    });
  }

  private static OutboundPolicy policy(ConfigSection own) {
    Optional<Character> key = own.has(OPT_OUT_KEY) ? Optional.of(key(own)) : Optional.empty();
    Phrases phrases = Phrases.of(own.texts(OPT_OUT, List.of()));
    boolean optsOut = key.isPresent() || !phrases.all().isEmpty();
    if (optsOut != own.has(OPT_OUT_SAY)) {
      throw new IllegalArgumentException(OPT_OUT_SAY + " is "
          + (optsOut ? "missing" : "there")
          + "; allowed: what called parties hear who opt out, beside opt-out, opt-out-key or both");
    }
    return new OutboundPolicy(
        own.has(DISCLOSURE) ? own.fixed(DISCLOSURE, own.text(DISCLOSURE)) : "",
        phrases,
        key,
        optsOut ? own.fixed(OPT_OUT_SAY, own.text(OPT_OUT_SAY)) : "");
  }

  private static char key(ConfigSection own) {
    String key = own.text(OPT_OUT_KEY);
    if (!key.matches("[0-9*#]")) {
      throw new IllegalArgumentException(
          OPT_OUT_KEY + " is " + key + "; allowed: one of 0 to 9, *, #");
    }
    return key.charAt(0);
  }

  /** A bot says nothing exactly, and some never tell what they heard. */
  private static void beside(Profile.Bot bot, OutboundPolicy policy, boolean tellsWords) {
    if (bot.apology().isEmpty() && !policy.equals(OutboundPolicy.NONE)) {
      throw new IllegalArgumentException((policy.disclosure().isEmpty() ? OPT_OUT_SAY : DISCLOSURE)
          + " has no voice that says it; allowed: apology and synthesizer beside the bot");
    }
    if (!policy.optOut().all().isEmpty() && !tellsWords) {
      throw new IllegalArgumentException(OPT_OUT
          + " is there, but the bot does not tell what its callers say; allowed: opt-out-key alone, a transcriber beside"
          + " the bot (not embedded), or a bot of kind openai-realtime with transcription-model");
    }
  }

  /**
   * How calls of a profile are made; empty where it names no trunk and there is not just one.
   *
   * @param trunks names of those that there are
   * @param ringing for how long phones ring at most where it does not say
   */
  static Optional<Terms> terms(ConfigSection profile, Set<String> trunks, Duration ringing) {
    ConfigSection block = profile.sectionOrNothing(KEY);
    return block.check(own -> {
      Optional<String> trunk =
          own.has(TRUNK) ? Optional.of(own.text(TRUNK)) : trunks.stream().findFirst();
      if (own.has(TRUNK) && !trunks.contains(trunk.get())) {
        throw new IllegalArgumentException(TRUNK + " is " + trunk.get()
            + Nearest.hint(trunk.get(), trunks) + "; allowed: those of talkspurt.outbound.trunks: "
            + new TreeSet<>(trunks));
      }
      if (trunk.isEmpty() || !own.has(TRUNK) && trunks.size() > 1) {
        return Optional.empty();
      }
      Duration rings = own.has(RINGING) ? own.duration(RINGING) : ringing;
      Bounds.within(RINGING, rings, 1_000, DialOrder.MAX_RINGING.toMillis());
      return Optional.of(new Terms(
          trunk.get(),
          own.has(CALLER_ID) ? Optional.of(own.text(CALLER_ID)) : Optional.empty(),
          rings));
    });
  }
}
