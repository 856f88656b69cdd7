package talkspurt.media.conversation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.LineHearing;
import talkspurt.call.LineLoss;
import talkspurt.call.Refusal;
import talkspurt.control.CallReply;
import talkspurt.control.CallReply.Done;
import talkspurt.control.CallReply.Refused;
import talkspurt.media.pipeline.LineEnd;
import talkspurt.media.settings.MediaSettings;

/**
 * How a line and its call find each other and keep in touch: decides when the call is asked to take the
 * line, when it is told what happened there, and when the line is released. It knows no clock, no timer
 * and no actor: what happens leads to a list of {@link LinkAction}. Not thread-safe.
 */
final class CallLink {

  /** What line and call know of each other. */
  sealed interface State {}

  /** The line has not said which call it brings. */
  record Unannounced() implements State {}

  /**
   * The call is asked to take the line, for the first time.
   *
   * @param waited how long
   * @param inUse whether another line carries the call
   */
  record Attaching(Duration waited, boolean inUse) implements State {}

  /** The call is told what happens on the line. */
  record Attached() implements State {}

  /** The call has forgotten the line, which asks to be taken again; as for {@link Attaching}. */
  record Away(Duration waited, boolean inUse) implements State {}

  /** The call does not take the line. */
  record Turned() implements State {}

  /** What becomes of the line. */
  sealed interface Line {}

  /** It is open. */
  record Open() implements Line {}

  /** It is open, and is released at the next good place, so that another node takes it. */
  record Leaving() implements Line {}

  /** It is to be hung up; {@code handedOver} where that is for another node. */
  record Released(boolean handedOver) implements Line {}

  /** It is gone; {@code released} where that was asked for. */
  record Gone(boolean released, LineLoss loss, LineHearing heard) implements Line {}

  /** After so long a line that came while another carried the call asks once more: that may be gone. */
  static final Duration TAKE_OVER_AFTER = Duration.ofMillis(1500);

  static final Duration JOURNAL_AGAIN = Duration.ofSeconds(1);

  private final String id;
  private final MediaSettings settings;
  private final ReportQueue reports = new ReportQueue();
  private State state = new Unannounced();
  private Line line = new Open();
  private boolean responds = true;

  /**
   * @param id the line's
   * @param settings how often and how long things are tried
   */
  CallLink(String id, MediaSettings settings) {
    this.id = id;
    this.settings = settings;
  }

  State state() {
    return state;
  }

  Line line() {
    return line;
  }

  /** Whether the line is gone. */
  boolean gone() {
    return line instanceof Gone;
  }

  /** Whether the line was released, be it gone since or not. */
  boolean released() {
    return line instanceof Released || line instanceof Gone lost && lost.released();
  }

  private boolean open() {
    return line instanceof Open || line instanceof Leaving;
  }

  /** Whether the call knows of the line and of all that was told. */
  boolean settled() {
    return attached() && reports.empty();
  }

  private boolean attached() {
    return state instanceof Attached;
  }

  // ---- the line and the call find each other

  /** The line has said which call it brings. */
  List<LinkAction> announced() {
    if (released()) {
      state = new Turned();
      return List.of();
    }
    boolean again = attached() || state instanceof Away;
    state = state instanceof Unannounced ? new Attaching(Duration.ZERO, false) : state;
    return List.of(
        new LinkAction.Attach(again), new LinkAction.JournalAfter(settings.journalAfter()));
  }

  /** The call has answered to that it is to take the line. */
  List<LinkAction> attachAnswered(CallReply reply) {
    responds = true;
    return reply instanceof Done done ? taken(done) : turned(((Refused) reply).why());
  }

  private List<LinkAction> taken(Done done) {
    List<LinkAction> actions = new ArrayList<>();
    actions.add(new LinkAction.Begun(done.call(), state instanceof Attaching));
    state = new Attached();
    if (line instanceof Gone lost) {
      reports.add(lost(lost));
    } else {
      actions.add(new LinkAction.KeepOn());
    }
    actions.addAll(tellNext());
    actions.addAll(instructed(done.call().instruction()));
    return actions;
  }

  private List<LinkAction> turned(Refusal why) {
    if (gone()) {
      return List.of(new LinkAction.Stop());
    }
    boolean inUse = why == Refusal.LINE_IN_USE;
    waits(waited(), inUse);
    if (why == Refusal.NOT_ANNOUNCED && waited().compareTo(settings.announceTimeout()) < 0) {
      return retryAfter(settings.retryEvery());
    }
    if (inUse && waited().compareTo(TAKE_OVER_AFTER) < 0) {
      return retryAfter(TAKE_OVER_AFTER);
    }
    state = new Turned();
    return joined(List.of(new LinkAction.LineRefused(why)), release());
  }

  /** The call has not answered to that it is to take the line, for this reason. */
  List<LinkAction> attachNotAnswered(Throwable why) {
    return notAnswered(why);
  }

  private List<LinkAction> notAnswered(Throwable why) {
    boolean first = responds;
    responds = false;
    return joined(
        List.of(new LinkAction.NotResponding(why, first)), retryAfter(settings.retryEvery()));
  }

  private List<LinkAction> retryAfter(Duration pause) {
    waits(waited().plus(pause), inUse());
    return List.of(new LinkAction.RetryAfter(pause));
  }

  private Duration waited() {
    if (state instanceof Attaching attaching) {
      return attaching.waited();
    }
    return state instanceof Away away ? away.waited() : Duration.ZERO;
  }

  private boolean inUse() {
    return state instanceof Attaching attaching && attaching.inUse()
        || state instanceof Away away && away.inUse();
  }

  private void waits(Duration waited, boolean inUse) {
    if (state instanceof Attaching) {
      state = new Attaching(waited, inUse);
    } else if (state instanceof Away) {
      state = new Away(waited, inUse);
    }
  }

  /** It is time to ask again. */
  List<LinkAction> retry() {
    if (state instanceof Unannounced || state instanceof Turned) {
      return List.of();
    }
    return attached() ? tellNext() : List.of(new LinkAction.Attach(state instanceof Away));
  }

  /** The call has moved to another place; there it does not know the line. */
  private List<LinkAction> attachAgain() {
    if (!attached()) {
      return List.of();
    }
    state = new Away(Duration.ZERO, false);
    return List.of(new LinkAction.Attach(true));
  }

  /** It is time to tell the call that the line still carries it. */
  List<LinkAction> keepDue() {
    return attached() && open() ? List.of(new LinkAction.Keep()) : List.of();
  }

  /** The call has answered to that. No answer does no harm: reports are repeated, as this is. */
  List<LinkAction> keepAnswered(Optional<CallReply> reply) {
    if (reply.isPresent() && reply.get() instanceof Done done) {
      return instructed(done.call().instruction());
    }
    return reply.isPresent() && reply.get() instanceof Refused no && open()
        ? joined(List.of(new LinkAction.LineReplaced(no.why())), release())
        : List.of();
  }

  // ---- while the call is away

  /** It is time to look whether the journal has to be read. */
  List<LinkAction> journalDue() {
    return left() ? List.of(new LinkAction.ReadJournal()) : List.of();
  }

  /**
   * The journal was read, and told this. The line goes on with what was being said before the call is
   * there. What comes of it is told when it is: nothing is written, and no tool is run, without it.
   */
  List<LinkAction> journalRead(Optional<Instruction> toDo) {
    if (!left()) {
      return List.of();
    }
    return toDo.filter(CallLink::spoken)
        .map(instruction -> joined(List.of(new LinkAction.Resumed()), instructed(instruction)))
        .orElseGet(() -> List.of(new LinkAction.JournalAfter(JOURNAL_AGAIN)));
  }

  /** Whether an open line has no call that tells it what to do, and no other line has. */
  private boolean left() {
    return !attached() && open() && !inUse();
  }

  private static boolean spoken(Instruction instruction) {
    return instruction instanceof Instruction.Greet
        || instruction instanceof Instruction.Answer
        || instruction instanceof Instruction.Listen;
  }

  // ---- what the call wants

  /** The call says what to do. */
  List<LinkAction> instructed(Instruction instruction) {
    if (instruction instanceof Instruction.Prove) {
      return List.of(new LinkAction.Prove(!open()));
    }
    if (!open() || instruction instanceof Instruction.Judge) {
      return List.of();
    }
    if (spoken(instruction)) {
      return List.of(new LinkAction.Converse(instruction));
    }
    if (instruction instanceof Instruction.Await) {
      return attachAgain();
    }
    if (instruction instanceof Instruction.HandOver
        || instruction instanceof Instruction.HangUp
        || instruction instanceof Instruction.LetGo) {
      return release();
    }
    throw new AssertionError(instruction);
  }

  /** The line is wanted no more. */
  List<LinkAction> release() {
    if (!open()) {
      return List.of();
    }
    line = new Released(line instanceof Leaving);
    return List.of(new LinkAction.Release());
  }

  /** The call has lasted for longer than it may, and nobody has ended it. */
  List<LinkAction> overdue() {
    return open()
        ? joined(tell(new CallRequest.End(EndReason.LONGEST_REACHED)), release())
        : List.of();
  }

  // ---- another node takes the call

  /**
   * The line is to be released within this time, at a good place.
   *
   * @param conversing whether there is something to wait for
   */
  List<LinkAction> handOver(Duration within, boolean conversing) {
    if (!open()) {
      return List.of();
    }
    line = new Leaving();
    return within.isZero() || !conversing
        ? goodPlace()
        : List.of(new LinkAction.HandOverAfter(within));
  }

  /** Nothing is lost by going elsewhere now, or it must be. */
  List<LinkAction> goodPlace() {
    return line instanceof Leaving
        ? joined(List.of(new LinkAction.HandedOver()), release())
        : List.of();
  }

  // ---- reports, one after the other

  /** This is to be told to the call, after all that was told before, once it has taken the line. */
  List<LinkAction> tell(CallRequest request) {
    reports.add(request);
    return tellNext();
  }

  private List<LinkAction> tellNext() {
    return attached()
        ? reports.tell().<LinkAction>map(LinkAction.Ask::new).stream().toList()
        : List.of();
  }

  /** The call has answered to what it was told; {@link #told} comes after what that leads to. */
  List<LinkAction> answered(CallReply reply) {
    responds = true;
    if (reply instanceof Refused lost && lost.why() == Refusal.NOT_YOUR_LINE && open()) {
      reports.again();
      return attachAgain();
    }
    CallRequest request = reports.answered();
    if (reply instanceof Refused no) {
      return joined(
          List.of(new LinkAction.Answered(request, Optional.of(no.why()))),
          no.why() == Refusal.CALL_ENDED ? release() : List.of());
    }
    List<LinkAction> next = line instanceof Leaving && took(request)
        ? goodPlace()
        : instructed(((Done) reply).call().instruction());
    return joined(List.of(new LinkAction.Answered(request, Optional.empty())), next);
  }

  /** Between the caller's turn and the answer to it another node may take the line. */
  private static boolean took(CallRequest request) {
    return request instanceof CallRequest.Report report && report.fact() instanceof Fact.TurnTaken;
  }

  /**
   * What an answer has led to is done.
   *
   * @param busy whether more is still to be told
   */
  List<LinkAction> told(boolean busy) {
    return gone() && settled() && !busy ? List.of(new LinkAction.Stop()) : tellNext();
  }

  /** The call has not answered to what it was told, for this reason. */
  List<LinkAction> notTold(Throwable why) {
    reports.again();
    return notAnswered(why);
  }

  // ---- the end

  /**
   * The line is gone.
   *
   * @param how why
   * @param heard how the caller was heard
   * @param cut what was heard of the segment that was cut off by that
   */
  List<LinkAction> lineGone(LineEnd.How how, LineHearing heard, Optional<Fact> cut) {
    if (gone()) {
      return List.of();
    }
    boolean released = released();
    Gone lost = new Gone(released, loss(how), heard);
    line = lost;
    if (state instanceof Unannounced || state instanceof Turned) {
      return List.of(new LinkAction.Stop());
    }
    List<LinkAction> actions = new ArrayList<>();
    actions.add(new LinkAction.GiveUpLater());
    actions.add(new LinkAction.KeepNoMore());
    if (attached()) {
      cut.filter(fact -> !released).ifPresent(fact -> reports.add(report(fact)));
      reports.add(lost(lost));
      actions.addAll(tellNext());
    }
    return actions;
  }

  private LineLoss loss(LineEnd.How how) {
    if (how != LineEnd.How.CLOSED) {
      return how == LineEnd.How.HOST_LOST ? LineLoss.HOST_LOST : LineLoss.FAILED;
    }
    return line instanceof Released released && released.handedOver()
        ? LineLoss.HANDED_OVER
        : LineLoss.PEER_CLOSED;
  }

  private CallRequest lost(Gone gone) {
    return new CallRequest.LoseLine(id, gone.loss(), Optional.of(gone.heard()));
  }

  /** A fact, as this line tells it. */
  CallRequest report(Fact fact) {
    return new CallRequest.Report(id, fact);
  }

  private static List<LinkAction> joined(List<LinkAction> first, List<LinkAction> more) {
    List<LinkAction> all = new ArrayList<>(first);
    all.addAll(more);
    return all;
  }
}
