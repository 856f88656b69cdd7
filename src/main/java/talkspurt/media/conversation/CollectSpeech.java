package talkspurt.media.conversation;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import java.util.Map;
import talkspurt.call.SpokenPart;
import talkspurt.collect.Collect;
import talkspurt.collect.CollectAction.Question;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Failures;
import talkspurt.media.profile.Voice;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.agent.Sentences;
import talkspurt.text.Placeholders;

/** The questions of a collection, as a voice says them. What is secret in them no text has. */
public final class CollectSpeech {

  private static final String VALUE = "{value}";
  private static final int LAST = 4;

  private final Voice voice;
  private final String language;
  private final Map<String, String> variables;
  private final Failures failures;
  private final UsageMeter meter;
  private final ActorSystem<?> system;
  private final DigitSounds digits;

  /**
   * @param system where digits are prepared
   * @param digits of this line, prepared or not
   * @param variables what is known of the call by name
   */
  public CollectSpeech(
      ActorSystem<?> system,
      DigitSounds digits,
      Voice voice,
      String language,
      Map<String, String> variables,
      Failures failures,
      UsageMeter meter) {
    this.system = system;
    this.digits = digits;
    this.voice = voice;
    this.language = language;
    this.variables = variables;
    this.failures = failures;
    this.meter = meter;
  }

  /** A question, sentence by sentence. */
  public Source<TtsPiece, NotUsed> of(Collect what, Question question) {
    if (what.secret() && what.confirm() != Collect.Confirm.NONE) {
      digits.prepare(system, voice, language, meter);
    }
    if (question instanceof Question.First) {
      return said(what.phrases().ask());
    }
    if (question instanceof Question.Again) {
      return said(what.phrases().again());
    }
    if (question instanceof Question.Confirm confirm) {
      return confirmation(what, confirm.value());
    }
    throw new AssertionError(question);
  }

  private Source<TtsPiece, NotUsed> said(String text) {
    return Source.from(Sentences.of(Placeholders.spoken(text, variables), language))
        .flatMapConcat(
            words -> voice.say(SpokenPart.Kind.ANSWER, words, language, failures, meter));
  }

  private Source<TtsPiece, NotUsed> confirmation(Collect what, String value) {
    String text = what.phrases().confirm();
    if (!what.secret()) {
      return said(text.replace(VALUE, what.content().spoken(lastFour(what, value))));
    }
    int at = text.indexOf(VALUE);
    return said(text.substring(0, at))
        .concat(Voice.segment(
            SpokenPart.Kind.ANSWER,
            what.masked(),
            digits.of(lastFour(what, what.content().symbols(value))),
            failures))
        .concat(said(text.substring(at + VALUE.length()).replaceFirst("^[\\p{Punct}\\s]+", "")));
  }

  private static String lastFour(Collect what, String value) {
    return what.confirm() == Collect.Confirm.LAST_FOUR
        ? value.substring(Math.max(0, value.length() - LAST))
        : value;
  }
}
