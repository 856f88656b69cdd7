package talkspurt.boot.config;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.Toolbox;
import talkspurt.turn.TurnSettings;

/** The readers of those blocks that a profile may have whether an agent or a bot answers its calls. */
record ProfilePartReaders(
    ConfigSection root,
    LanguageFiles languages,
    TurnReader turns,
    TimeLimitReader limits,
    TranscriberReader transcribers,
    SynthesizerReader voices,
    ToolReader tools,
    CollectReader collects,
    GuardrailsReader guardrails) {

  static final String TIME_ZONE = "time-zone";

  private static final List<String> KEYS = List.of(
      "language",
      TIME_ZONE,
      HoursReader.KEY,
      ProfileVars.KEY,
      "dnids",
      "max-calls",
      "busy",
      "apology",
      "turn",
      "transcriber",
      "synthesizer",
      "tools",
      CollectReader.KEY,
      AgentsReader.KEY,
      AgentsReader.START,
      AgentsReader.LIMITS,
      GuardrailsReader.KEY,
      MidCallReader.VOICES,
      MidCallReader.HOLD,
      TimeLimitReader.LONGEST,
      TimeLimitReader.WRAP_UP,
      TimeLimitReader.GOODBYE,
      BudgetReader.BUDGET,
      FeeReader.KEY,
      BackgroundReader.BACKGROUND,
      RecordingReader.KEY,
      ConsentReader.KEY,
      OutboundProfileReader.KEY,
      PrivacyReader.KEY,
      OutcomeReader.KEY);

  /** The keys that both kinds of profiles may have, and these. */
  static String[] keysAnd(String... own) {
    return Stream.concat(KEYS.stream(), Arrays.stream(own)).toArray(String[]::new);
  }

  /** The turn settings of a profile: those of its {@code turn} block where it has one. */
  TurnSettings turns(ConfigSection block, String language) {
    return block.has("turn") ? turns.turns(block.section("turn"), language) : turns.turns(language);
  }

  /**
   * The tools of a profile; none where it has no {@code tools} block.
   *
   * @param outcome what an agent may tell of how the call came out
   */
  Toolbox toolbox(ConfigSection block, OutcomeForm outcome) {
    return block.has("tools")
        ? block.section("tools").check(tools::tools).outcome(outcome)
        : Toolbox.empty();
  }
}
