package talkspurt.media.bot;

import talkspurt.media.bot.TranscriptGuard.Question;
import talkspurt.media.profile.Guardrails.Forbidden;
import talkspurt.provider.SpeechToSpeech.Output;

/** What a {@link SpeechGuard} wants done, in this order. */
sealed interface GuardAction {

  /** This goes on. */
  record Pass(Output output) implements GuardAction {}

  /**
   * The rest of a reply is not heard.
   *
   * @param heardMs how much of its sound went on before
   * @param sentence as far as its words had come
   */
  record Withhold(String reply, int heardMs, Forbidden rule, String sentence)
      implements GuardAction {}

  /** A model is to be asked of this sentence; {@link SpeechGuard#answered} is told what it made of it. */
  record Ask(Question question) implements GuardAction {}

  /** The bot does not get this tool: it is part of what is withheld. */
  record Refuse(Output.ToolCall wish) implements GuardAction {}
}
