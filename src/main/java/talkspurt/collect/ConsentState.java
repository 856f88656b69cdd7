package talkspurt.collect;

import java.util.OptionalLong;
import talkspurt.collect.ConsentAction.Ask;
import talkspurt.collect.ConsentAction.End;
import talkspurt.collect.ConsentAnswer.By;
import talkspurt.collect.ConsentSignal.Key;
import talkspurt.collect.ConsentSignal.Said;
import talkspurt.collect.ConsentSignal.SpeechBegan;
import talkspurt.collect.ConsentSignal.SpeechCameToNothing;
import talkspurt.collect.ConsentSignal.TimePassed;
import talkspurt.collect.ConsentSignal.Told;

/**
 * How far a caller's consent to being recorded is. It knows no clock, no timer, no line and no model: a
 * {@link ConsentSignal} and the time lead to a {@link ConsentStep}. Keys and words count over the question, too.
 */
public sealed interface ConsentState {

  /** The caller is told for the first time. */
  static ConsentStep begin(ConsentTerms terms) {
    return ConsentStep.to(new Asking(new Form(terms, terms.tries()), false), new Ask(false));
  }

  /** How a caller is asked, and how often that is left, this time included. */
  record Form(ConsentTerms terms, int triesLeft) {

    private ConsentStep end(boolean yes, By by) {
      return ConsentStep.to(new Over(), new End(new ConsentAnswer(yes, by)));
    }

    /** One try came to nothing. */
    private ConsentStep again(boolean yes, By by) {
      return triesLeft > 1
          ? ConsentStep.to(new Asking(new Form(terms, triesLeft - 1), false), new Ask(true))
          : end(yes, by);
    }

    /** A caller who was told nothing has agreed to nothing. */
    private ConsentStep unheard() {
      return again(false, By.SILENCE);
    }

    private ConsentStep silent() {
      return again(terms.silenceAgrees(), By.SILENCE);
    }

    private ConsentStep key(ConsentState stays, char key) {
      return terms.yes() instanceof ConsentTerms.Yes.Key yes
          ? end(yes.key() == key, By.KEY)
          : ConsentStep.to(stays);
    }

    private ConsentStep said(String words, ConsentStep unclear) {
      if (terms.words().denies(words)) {
        return end(false, By.WORD);
      }
      return terms.yes() instanceof ConsentTerms.Yes.Word && terms.words().confirms(words)
          ? end(true, By.WORD)
          : unclear;
    }

    /** Who speaks over the question may be saying no. */
    private ConsentStep told(long nowMs, boolean speaks) {
      return goesOn() && !speaks
          ? end(true, By.GOING_ON)
          : ConsentStep.to(awaiting(nowMs, speaks, true));
    }

    private boolean goesOn() {
      return terms.yes() instanceof ConsentTerms.Yes.GoingOn;
    }

    private Awaiting awaiting(long nowMs, boolean speaks, boolean whole) {
      return new Awaiting(this, nowMs + terms.timeout().toMillis(), speaks, whole);
    }
  }

  /** What follows. */
  ConsentStep on(ConsentSignal signal, long nowMs);

  /** When it wants to be told of the time, on the clock of {@link #on}; empty: no need. */
  default OptionalLong due() {
    return OptionalLong.empty();
  }

  /**
   * The caller is being told, or is about to be.
   *
   * @param speaks whether the caller speaks meanwhile
   */
  record Asking(Form form, boolean speaks) implements ConsentState {
    @Override
    public ConsentStep on(ConsentSignal signal, long nowMs) {
      if (signal instanceof Told told) {
        if (told.heard()) {
          return form.told(nowMs, speaks);
        }
        return speaks ? ConsentStep.to(form.awaiting(nowMs, true, false)) : form.unheard();
      }
      if (signal instanceof SpeechBegan) {
        return ConsentStep.to(new Asking(form, true));
      }
      if (signal instanceof SpeechCameToNothing) {
        return ConsentStep.to(new Asking(form, false));
      }
      if (signal instanceof Key pressed) {
        return form.key(this, pressed.key());
      }
      return signal instanceof Said said
          ? form.said(said.words(), ConsentStep.to(new Asking(form, false)))
          : ConsentStep.to(this);
    }
  }

  /**
   * The caller is to answer.
   *
   * @param dueMs when that has taken long enough
   * @param speaks whether the caller speaks: until the words are known no time runs out
   * @param whole whether the caller has heard all that they were told
   */
  record Awaiting(Form form, long dueMs, boolean speaks, boolean whole) implements ConsentState {

    @Override
    public OptionalLong due() {
      return speaks ? OptionalLong.empty() : OptionalLong.of(dueMs);
    }

    @Override
    public ConsentStep on(ConsentSignal signal, long nowMs) {
      if (signal instanceof Key pressed) {
        return form.key(this, pressed.key());
      }
      if (signal instanceof Said said) {
        return form.said(
            said.words(), agreed() ? form.end(true, By.GOING_ON) : form.again(false, By.UNCLEAR));
      }
      if (signal instanceof SpeechBegan) {
        return ConsentStep.to(new Awaiting(form, dueMs, true, whole));
      }
      if (signal instanceof SpeechCameToNothing) {
        return agreed()
            ? form.end(true, By.GOING_ON)
            : ConsentStep.to(form.awaiting(nowMs, false, whole));
      }
      boolean late = signal instanceof TimePassed && !speaks && nowMs >= dueMs;
      return late ? form.silent() : ConsentStep.to(this);
    }

    /** Who was told all and does not say no goes on. */
    private boolean agreed() {
      return form.goesOn() && whole;
    }
  }

  /** The caller has answered, or is asked no more. */
  record Over() implements ConsentState {
    @Override
    public ConsentStep on(ConsentSignal signal, long nowMs) {
      return ConsentStep.to(this);
    }
  }
}
