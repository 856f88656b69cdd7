package talkspurt.boot.config;

import java.time.Duration;
import java.util.Optional;
import talkspurt.media.busy.BusyAnswer;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Voice;

/** Reads what callers of a profile hear for whom there is no place. */
final class BusyReader {

  /** A caller who waits is brought to the call while that is expected still. */
  private static final Duration BEFORE_THE_CALL_EXPIRES = Duration.ofSeconds(5);

  private BusyReader() {}

  /**
   * The answer, or nothing where such callers take the way out.
   *
   * @param calls the block {@code talkspurt.calls}
   * @param block the profile's
   * @param profile what it was read to be
   * @param languages what is said where settings say nothing
   */
  static Optional<BusyAnswer> read(
      ConfigSection calls, ConfigSection block, Profile profile, LanguageFiles languages) {
    return block
        .sectionOrNothing("busy")
        .check(section -> read(
            section
                .only("mode", "say", "longest-wait", "say-again-after")
                .or(calls.section("busy")),
            calls.duration("expect-timeout"),
            profile,
            languages.text(profile.language(), "busy").orElse("")));
  }

  private static Optional<BusyAnswer> read(
      ConfigSection busy, Duration expect, Profile profile, String otherwise) {
    String mode = busy.text("mode");
    if (!mode.matches("fallback|message|queue")) {
      throw new IllegalArgumentException(
          "mode is '" + mode + "'; allowed: fallback, message, queue");
    }
    if (mode.equals("fallback")) {
      return Optional.empty();
    }
    String said = busy.text("say").isBlank() ? otherwise : busy.text("say");
    if (said.isBlank()) {
      throw new IllegalArgumentException("say is empty; with mode = " + mode
          + " it is what callers hear for whom there is no place, and the profile's language, "
          + profile.language() + ", has no text of its own for that");
    }
    Duration longest = busy.duration("longest-wait");
    if (mode.equals("queue") && longest.plus(BEFORE_THE_CALL_EXPIRES).compareTo(expect) > 0) {
      throw new IllegalArgumentException("longest-wait is " + longest.toSeconds()
          + " s; allowed: at least 5 s less than talkspurt.calls.expect-timeout, "
          + expect.toSeconds() + " s");
    }
    return Optional.of(new BusyAnswer(
        mode.equals("queue"),
        said,
        profile.language(),
        voice(profile),
        longest,
        busy.duration("say-again-after")));
  }

  private static Voice voice(Profile profile) {
    if (profile.pipeline() instanceof Profile.Agent agent) {
      return agent.voice();
    }
    if (profile.pipeline() instanceof Profile.Bot bot) {
      return bot.apology()
          .map(Profile.Apology::voice)
          .orElseThrow(() -> new IllegalArgumentException(
              "mode is not fallback, and the profile's bot has no voice of ours; allowed: with"
                  + " apology and synthesizer"));
    }
    throw new AssertionError(profile.pipeline());
  }
}
