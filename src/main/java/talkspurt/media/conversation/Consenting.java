package talkspurt.media.conversation;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Consent;
import talkspurt.call.Instruction;
import talkspurt.collect.ConsentAction;
import talkspurt.collect.ConsentAnswer;
import talkspurt.collect.ConsentSignal;
import talkspurt.collect.ConsentState;
import talkspurt.collect.ConsentStep;
import talkspurt.collect.ConsentTerms;
import talkspurt.media.conversation.ConversationMessage.ConsentDue;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.media.profile.ConsentPolicy;
import talkspurt.media.profile.ConsentPolicy.Refused.Leave;
import talkspurt.media.profile.Phrases;
import talkspurt.media.profile.Profile;
import talkspurt.telemetry.CallMetrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.turn.TurnSettings;

/**
 * Tells the caller of one line that the call is recorded, and asks whether they agree, as a {@link ConsentState} decides.
 * While it does, keys and words are no turns: they come here, and nothing else receives them. Lives on the conversation's
 * thread.
 */
public final class Consenting {

  /** What it may ask of its dialogue. */
  public interface Floor {

    /** The caller is to hear this. */
    void say(String words);

    /** What is being said is to end: the caller has answered. */
    void hush();

    /** Whether the caller is being asked from now on: what they hear is heard to its end. */
    void asks(boolean now);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Consenting.class);
  private static final String OPT_OUT = "opt-out";
  private static final long NANOS_PER_MS = 1_000_000;

  private final Dialogue.Host host;
  private final NanoClock clock;
  private final CallMetrics metrics;
  private final Floor floor;
  private Profile profile;
  private Optional<ConsentPolicy> asking = Optional.empty();
  private ConsentState state;
  private boolean speaking;
  private boolean asked;
  private boolean optedOut;

  /** @param metrics counts what callers answer */
  public Consenting(Dialogue.Host host, NanoClock clock, CallMetrics metrics, Floor floor) {
    this.host = host;
    this.clock = clock;
    this.metrics = metrics;
    this.floor = floor;
  }

  /** This profile answers from now on. */
  public void use(Profile other) {
    profile = other;
  }

  /** Whether the caller is asked now. */
  public boolean active() {
    return asking.isPresent();
  }

  /** Whether the caller was asked on this line: nothing else is said before the answer is in the journal. */
  public boolean asked() {
    return asked;
  }

  /**
   * The call is to begin with this plan: asks the caller first, where the profile wants that and the answer is not known.
   *
   * @return whether the greeting waits for it
   */
  public boolean begin(CallPlan plan) {
    if (plan.consent().isPresent()) {
      return false;
    }
    if (!asked) {
      asking = profile.recording().consent();
      asking.ifPresent(policy -> {
        asked = true;
        floor.asks(true);
        follow(ConsentState.begin(policy.terms()));
      });
    }
    return asked;
  }

  /** The line is released or gone, or the call's time is over. */
  public void close() {
    if (active()) {
      asking = Optional.empty();
      host.forget(new ConsentDue());
      floor.asks(false);
    }
  }

  // ---- what happens on the line

  /** A key was pressed; whether it was taken. */
  public boolean key(char key) {
    return on(new ConsentSignal.Key(key));
  }

  /** A decision about the floor was taken; whether it concerned consent. */
  public boolean turned(TurnOutcome.Acted acted) {
    if (!active()) {
      return false;
    }
    switch (acted.action()) {
      case SPEECH_BEGAN, PAUSE -> on(new ConsentSignal.SpeechBegan());
      case TURN_NOT_OVER -> on(new ConsentSignal.SpeechCameToNothing());
      case RESUME ->
        on(
            acted.words().isBlank()
                ? new ConsentSignal.SpeechCameToNothing()
                : new ConsentSignal.Said(acted.words()));
      case COMMIT_CALLER_TURN -> on(new ConsentSignal.Said(acted.words()));
      default -> {}
    }
    return true;
  }

  /**
   * How turns are taken while the caller is asked: nothing interrupts that, but that who agrees by going on may say no over it.
   */
  public TurnSettings turns(TurnSettings usual) {
    boolean goesOn = asking
        .filter(policy -> policy.terms().yes() instanceof ConsentTerms.Yes.GoingOn)
        .isPresent();
    return goesOn ? usual.interruptibleByWords() : usual.uninterruptible();
  }

  /**
   * What was said is over.
   *
   * @param heard whether the caller heard it to its end
   */
  public void told(boolean heard) {
    if (speaking) {
      speaking = false;
      on(new ConsentSignal.Told(heard));
    }
  }

  /**
   * The caller has said this while the call runs: ends the recording for good, where it means that.
   *
   * @param plan of the call
   * @param turn the caller's, of which it is
   * @return whether it means that
   */
  public boolean optsOut(Optional<CallPlan> plan, String words, int turn) {
    Optional<ConsentPolicy.OptOut> optOut = profile
        .recording()
        .consent()
        .map(ConsentPolicy::optOut)
        .filter(known -> !active() && known.phrases().in(Phrases.words(words)));
    boolean refused =
        optedOut || plan.flatMap(CallPlan::consent).filter(one -> !one.given()).isPresent();
    if (optOut.isEmpty() || plan.isEmpty() || refused) {
      return false;
    }
    optedOut = true;
    tell(new Consent(Consent.Answer.REFUSED, Consent.By.OPT_OUT, turn));
    host.note(OPT_OUT, optOut.get().note());
    return true;
  }

  /** What is answered to a caller who ended the recording in this turn, in the agent's place. */
  public Optional<String> answer(Instruction.Answer turn) {
    boolean here = turn.plan()
        .consent()
        .filter(one -> one.by() == Consent.By.OPT_OUT && one.turn() == turn.turn())
        .isPresent();
    return here ? optOut() : Optional.empty();
  }

  /** What is said to a caller who has just ended the recording; empty where nothing is. */
  public Optional<String> optOut() {
    return profile
        .recording()
        .consent()
        .map(known -> known.optOut().say())
        .filter(words -> !words.isEmpty());
  }

  /** How the bot leaves a call whose caller has said no before the greeting; empty where it does not. */
  public Optional<Leave> leaves(CallPlan plan) {
    return profile
        .recording()
        .consent()
        .map(ConsentPolicy::refused)
        .filter(Leave.class::isInstance)
        .map(Leave.class::cast)
        .filter(leave -> plan.consent()
            .filter(one -> !one.given() && one.by() != Consent.By.OPT_OUT)
            .isPresent());
  }

  /** Time has passed. */
  public void due() {
    on(new ConsentSignal.TimePassed());
  }

  private boolean on(ConsentSignal signal) {
    if (!active()) {
      return false;
    }
    follow(state.on(signal, nowMs()));
    return true;
  }

  private void follow(ConsentStep step) {
    state = step.next();
    OptionalLong due = state.due();
    if (due.isPresent()) {
      host.remind(new ConsentDue(), Duration.ofMillis(Math.max(0, due.getAsLong() - nowMs())));
    } else {
      host.forget(new ConsentDue());
    }
    step.actions().forEach(this::act);
  }

  private void act(ConsentAction action) {
    if (action instanceof ConsentAction.Ask ask) {
      ConsentPolicy policy = asking.orElseThrow();
      speaking = true;
      floor.say(ask.again() ? policy.again() : policy.say());
    } else if (action instanceof ConsentAction.End end) {
      end(end.answer());
    } else {
      throw new AssertionError(action);
    }
  }

  private void end(ConsentAnswer answer) {
    Consent consent = new Consent(
        answer.yes() ? Consent.Answer.GIVEN : Consent.Answer.REFUSED,
        Consent.By.valueOf(answer.by().name()),
        0);
    if (speaking) {
      speaking = false;
      floor.hush();
    }
    close();
    tell(consent);
  }

  private void tell(Consent consent) {
    LOG.info(
        "recording: consent {} by {}", consent.answer().label(), consent.by().label());
    metrics.consent(profile.name(), consent.answer().label());
    host.tell(new Fact.ConsentTold(consent));
  }

  private long nowMs() {
    return clock.nanoTime() / NANOS_PER_MS;
  }
}
