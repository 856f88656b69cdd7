package talkspurt.media.bot;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Instruction;
import talkspurt.call.Intervention;
import talkspurt.call.Intervention.When;
import talkspurt.call.SessionChange;
import talkspurt.call.SpokenText;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.media.playout.HeardPrefix;
import talkspurt.media.playout.TtsPiece;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.Toolbox;
import talkspurt.provider.agent.OperatorNote;
import talkspurt.provider.agent.Sentences;

/**
 * What operators and programs bring into the call of a bot that hears for itself: when the next may begin, and
 * what the bot is told of it. Not thread-safe.
 */
final class BotOperator {

  private final Set<String> asked = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private SessionChange session = SessionChange.NONE;
  private LanguagePack speech;
  private Wording wording;
  private boolean callerSpeaks;

  /** Whose words are being said, where they are not the bot's. */
  private Optional<Intervention> saying = Optional.empty();

  private int sayingTurn;

  /** This is what is known of interventions from now on. */
  void use(SessionChange known) {
    session = known;
  }

  /** The call is in this language from now on. */
  void use(LanguagePack other) {
    speech = other;
    wording = other.wording();
  }

  /** What of these tools may be used in this call. */
  Toolbox allowed(Toolbox box) {
    return session.tools().map(box::only).orElse(box);
  }

  void callerSpeaks(boolean speaks) {
    callerSpeaks = speaks;
  }

  /** Notes that this bot was not told yet, oldest first. */
  List<Input> notes() {
    List<Input> notes = new ArrayList<>();
    for (Intervention one : session.interventions()) {
      if (!one.forCaller() && !one.waits() && told.add(one.id())) {
        notes.add(new Input.Hint(OperatorNote.hint(one.by(), one.words(), wording), false));
      }
    }
    return notes;
  }

  /**
   * The next that may ask for its turn, once.
   *
   * @param idle whether nothing is being said, is to be said, or is waited for
   */
  Optional<Intervention> next(boolean idle) {
    return session
        .next()
        .filter(one -> !asked.contains(one.id()))
        .filter(one -> one.when() == When.NOW || idle && !callerSpeaks)
        .map(one -> {
          asked.add(one.id());
          return one;
        });
  }

  /** For whom the bot's turn is, where it is not its own. */
  Optional<Intervention> behind(Instruction.Answer answer) {
    return session.behind(answer.cue());
  }

  /** The bot is to speak about this in the turn that begins; told it once. */
  Optional<Input> hint(Intervention one) {
    return told.add(one.id())
        ? Optional.of(new Input.Hint(OperatorNote.hint(one.by(), one.words(), wording), true))
        : Optional.empty();
  }

  /**
   * These words are being said in this turn.
   *
   * @param voice says a sentence in a language
   */
  Source<TtsPiece, NotUsed> say(
      Intervention one,
      int turn,
      SpokenText heard,
      BiFunction<String, String, Source<TtsPiece, NotUsed>> voice) {
    saying = Optional.of(one);
    sayingTurn = turn;
    LanguagePack spoken = one.language().isEmpty() ? speech : LanguagePack.shipped(one.language());
    HeardPrefix before = new HeardPrefix(heard.answer().text());
    return Source.from(Sentences.of(one.words(), spoken.sentences()))
        .filterNot(before::skips)
        .flatMapConcat(words -> voice.apply(words, spoken.tag()));
  }

  /** What the bot is told where this fact ends what was said for somebody. */
  Optional<Input> after(Fact fact) {
    Optional<SpokenText> heard = heard(fact);
    if (saying.isEmpty() || heard.isEmpty()) {
      return Optional.empty();
    }
    Optional<Input> note = heard
        .filter(words -> !words.empty())
        .map(words ->
            new Input.Hint(OperatorNote.said(saying.get().by(), words.text(), wording), false));
    saying = Optional.empty();
    return note;
  }

  private Optional<SpokenText> heard(Fact fact) {
    if (fact instanceof Fact.SpeechPlayed all && all.turn() == sayingTurn) {
      return Optional.of(all.heard());
    }
    return fact instanceof Fact.Yielded cut && cut.turn() == sayingTurn
        ? Optional.of(cut.heard())
        : Optional.empty();
  }
}
