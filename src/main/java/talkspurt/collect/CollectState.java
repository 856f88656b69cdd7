package talkspurt.collect;

import java.time.Duration;
import java.time.LocalDate;
import java.util.OptionalLong;
import talkspurt.collect.CollectAction.Ask;
import talkspurt.collect.CollectAction.End;
import talkspurt.collect.CollectAction.Question;
import talkspurt.collect.CollectSignal.Key;
import talkspurt.collect.CollectSignal.Quiet;
import talkspurt.collect.CollectSignal.Said;
import talkspurt.collect.CollectSignal.SpeechBegan;
import talkspurt.collect.CollectSignal.SpeechCameToNothing;
import talkspurt.collect.CollectSignal.TimePassed;
import talkspurt.collect.Content.Progress;

/**
 * How far the collection of one value is. It knows no clock, no timer and no line: a {@link CollectSignal} and the
 * time lead to a {@link CollectStep}. Keys and words count from the first moment on, also over a question.
 *
 * <p>States hold what the caller entered and print none of it.
 */
public sealed interface CollectState {

  /** Of a value that is as long as it may be, so long more keys are waited for: the end key, or one too many. */
  Duration GRACE = Duration.ofSeconds(1);

  /**
   * The state of one whose agent is still speaking.
   *
   * @param today where the call is
   */
  static CollectState waiting(Collect what, LocalDate today) {
    return new Waiting(new Form(what, what.tries(), today));
  }

  /** What is collected, and how often it may still be asked for. */
  record Form(Collect what, int triesLeft, LocalDate today) {

    CollectStep begin() {
      return CollectStep.to(new Asking(this, new Question.First()), new Ask(new Question.First()));
    }

    /** One try came to nothing. */
    CollectStep again(Collected.Why why) {
      if (triesLeft <= 1) {
        return CollectStep.to(new Over(), new End(new Collected.Nothing(why)));
      }
      Question question = new Question.Again(why);
      return CollectStep.to(
          new Asking(new Form(what, triesLeft - 1, today), question), new Ask(question));
    }

    Entering entering(long nowMs) {
      return new Entering(
          this, new Entry("", true), nowMs + what.times().first().toMillis(), false);
    }

    /** The caller gave this as the value. */
    CollectStep judge(Entry entry) {
      if (entry.text().isEmpty()) {
        return again(Collected.Why.NOTHING_CAME);
      }
      Content.Judgement judgement = what.content().judge(entry.text(), today);
      if (judgement instanceof Content.Judgement.Bad bad) {
        return again(bad.why());
      }
      Entry value = new Entry(((Content.Judgement.Good) judgement).value(), entry.keyed());
      return what.confirm() == Collect.Confirm.NONE
          ? done(value)
          : CollectStep.to(
              new Confirming(this, value, OptionalLong.empty()),
              new Ask(new Question.Confirm(value.text())));
    }

    CollectStep done(Entry entry) {
      return CollectStep.to(new Over(), new End(new Collected.Value(entry.text(), entry.keyed())));
    }

    CollectStep person() {
      return CollectStep.to(
          new Over(), new End(new Collected.Nothing(Collected.Why.ASKED_FOR_PERSON)));
    }
  }

  /** What was entered so far; longer than any value it grows no more. Prints its length only. */
  record Entry(String text, boolean keyed) {

    /** @param longest of how many characters it may be */
    Entry and(String more, boolean byKey, int longest) {
      String all = text + more;
      return new Entry(all.substring(0, Math.min(all.length(), longest + 1)), keyed && byKey);
    }

    @Override
    public String toString() {
      return "Entry[" + text.length() + "]";
    }
  }

  /** What follows. */
  CollectStep on(CollectSignal signal, long nowMs);

  /** When it wants to be told of the time, on the clock of {@link #on}; empty: no need. */
  default OptionalLong due() {
    return OptionalLong.empty();
  }

  /** Whether it is over. */
  default boolean over() {
    return false;
  }

  /** The agent is still speaking; who knows what is wanted enters it at once. */
  record Waiting(Form form) implements CollectState {
    @Override
    public CollectStep on(CollectSignal signal, long nowMs) {
      if (signal instanceof Quiet) {
        return form.begin();
      }
      return signal instanceof Key || signal instanceof Said
          ? early(this, form, signal, nowMs)
          : CollectStep.to(this);
    }
  }

  /** A question for the value is being said, or is about to be. */
  record Asking(Form form, Question question) implements CollectState {
    @Override
    public CollectStep on(CollectSignal signal, long nowMs) {
      if (signal instanceof Quiet) {
        return CollectStep.to(form.entering(nowMs));
      }
      return signal instanceof Key || signal instanceof Said
          ? early(this, form, signal, nowMs)
          : CollectStep.to(this);
    }
  }

  /** A key counts over the bot's words; other words count only where they have to do with it. */
  private static CollectStep early(
      CollectState stays, Form form, CollectSignal signal, long nowMs) {
    if (signal instanceof Said said
        && form.what().content().read("", said.words()).isEmpty()
        && !form.what().words().asksForPerson(said.words())) {
      return CollectStep.to(stays);
    }
    return form.entering(nowMs).on(signal, nowMs);
  }

  /**
   * The caller enters it.
   *
   * @param dueMs when that has taken long enough
   * @param speaks whether the caller speaks: until the words are known no time runs out
   */
  record Entering(Form form, Entry entry, long dueMs, boolean speaks) implements CollectState {

    @Override
    public OptionalLong due() {
      return speaks ? OptionalLong.empty() : OptionalLong.of(dueMs);
    }

    @Override
    public CollectStep on(CollectSignal signal, long nowMs) {
      if (signal instanceof Key pressed) {
        return key(pressed.key(), nowMs);
      }
      if (signal instanceof Said said) {
        return said(said.words(), nowMs);
      }
      if (signal instanceof SpeechBegan) {
        return CollectStep.to(new Entering(form, entry, dueMs, true));
      }
      if (signal instanceof SpeechCameToNothing) {
        return CollectStep.to(new Entering(form, entry, Math.max(dueMs, soon(nowMs)), false));
      }
      boolean late = signal instanceof TimePassed && !speaks && nowMs >= dueMs;
      return late ? form.judge(entry) : CollectStep.to(this);
    }

    private long soon(long nowMs) {
      return nowMs + form.what().times().pause().toMillis();
    }

    private CollectStep key(char key, long nowMs) {
      if (key == '*') {
        return CollectStep.to(form.entering(nowMs));
      }
      if (form.what().until().filter(end -> end == key).isPresent()) {
        return form.judge(entry);
      }
      return key >= '0' && key <= '9'
          ? CollectStep.to(entered(entry.and(String.valueOf(key), true, longest()), nowMs))
          : CollectStep.to(this);
    }

    private CollectStep said(String words, long nowMs) {
      if (form.what().words().asksForPerson(words)) {
        return form.person();
      }
      String more = form.what().content().read(entry.text(), words);
      if (more.isEmpty()) {
        boolean whole = progress(entry) != Progress.BEGUN;
        long later = nowMs + (whole ? GRACE : form.what().times().first()).toMillis();
        return CollectStep.to(new Entering(form, entry, Math.max(dueMs, later), false));
      }
      return CollectStep.to(entered(entry.and(more, false, longest()), nowMs));
    }

    private int longest() {
      return form.what().content().longest();
    }

    private Progress progress(Entry of) {
      return form.what().content().progress(of.text(), form.today());
    }

    /** One that is whole waits for no more than what would make it wrong. */
    private Entering entered(Entry more, long nowMs) {
      Progress progress = progress(more);
      long wait = progress == Progress.FULL
          ? GRACE.toMillis()
          : progress == Progress.BEGUN && !more.keyed()
              ? form.what().times().first().toMillis()
              : form.what().times().pause().toMillis();
      return new Entering(form, more, nowMs + wait, false);
    }
  }

  /**
   * The caller is asked whether it is right: key 1 or yes, key 2 or no.
   *
   * @param dueMs when the answer has taken long enough; empty while it is being asked
   */
  record Confirming(Form form, Entry entry, OptionalLong dueMs) implements CollectState {

    @Override
    public OptionalLong due() {
      return dueMs;
    }

    @Override
    public CollectStep on(CollectSignal signal, long nowMs) {
      if (signal instanceof Quiet) {
        return CollectStep.to(dueMs.isPresent() ? this : waits(nowMs));
      }
      if (signal instanceof Key pressed) {
        return key(pressed.key());
      }
      if (signal instanceof Said said) {
        return said(said.words());
      }
      if (signal instanceof SpeechBegan) {
        return CollectStep.to(dueMs.isPresent() ? waits(nowMs) : this);
      }
      boolean late =
          signal instanceof TimePassed && dueMs.isPresent() && nowMs >= dueMs.getAsLong();
      return late ? form.again(Collected.Why.NOT_CONFIRMED) : CollectStep.to(this);
    }

    private Confirming waits(long nowMs) {
      return new Confirming(
          form, entry, OptionalLong.of(nowMs + form.what().times().first().toMillis()));
    }

    private CollectStep key(char key) {
      if (key == '1') {
        return form.done(entry);
      }
      return key == '2' || key == '*'
          ? form.again(Collected.Why.NOT_CONFIRMED)
          : CollectStep.to(this);
    }

    private CollectStep said(String words) {
      CodeWords known = form.what().words();
      if (known.asksForPerson(words)) {
        return form.person();
      }
      if (known.denies(words)) {
        return form.again(Collected.Why.NOT_CONFIRMED);
      }
      return known.confirms(words) ? form.done(entry) : CollectStep.to(this);
    }
  }

  /** There is a result. */
  record Over() implements CollectState {
    @Override
    public CollectStep on(CollectSignal signal, long nowMs) {
      return CollectStep.to(this);
    }

    @Override
    public boolean over() {
      return true;
    }
  }
}
