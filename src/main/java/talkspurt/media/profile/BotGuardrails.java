package talkspurt.media.profile;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * What a bot that hears and speaks for itself must not say, and what it has to.
 *
 * @param rules the rules
 * @param hold how long the sound of a sentence waits at most for its words, once the caller would hear it; 0 to 2 s
 */
public record BotGuardrails(Guardrails rules, Duration hold) {

  /** No rules: nothing waits. */
  public static final BotGuardrails NONE = new BotGuardrails(Guardrails.NONE, Duration.ZERO);

  public BotGuardrails {
    within("hold", hold, 0, 2_000);
  }
}
