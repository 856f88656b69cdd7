package talkspurt.media.agent;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.Digits;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.media.conversation.Conversation;
import talkspurt.media.conversation.ConversationMessage;
import talkspurt.media.conversation.ConversationMessage.AgentFailed;
import talkspurt.media.conversation.ConversationMessage.KeyPressed;
import talkspurt.media.conversation.ConversationMessage.KeysPaused;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.conversation.ConversationMessage.Played;
import talkspurt.media.conversation.ConversationMessage.ServiceFailed;
import talkspurt.media.conversation.ConversationMessage.StillWaiting;
import talkspurt.media.conversation.ConversationMessage.ToolCalled;
import talkspurt.media.conversation.ConversationMessage.ToolOverdue;
import talkspurt.media.conversation.ConversationMessage.ToolReturned;
import talkspurt.media.conversation.ConversationMessage.ToolWanted;
import talkspurt.media.conversation.ConversationMessage.Turned;
import talkspurt.media.conversation.ConversationMessage.VoiceFailed;
import talkspurt.media.conversation.Dialogue;
import talkspurt.media.conversation.MuteReplies;
import talkspurt.media.conversation.ToolExecutor;
import talkspurt.media.pipeline.TurnOutcome;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.media.playout.PlayoutOrder;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Failures;
import talkspurt.media.profile.Profile;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.telemetry.Metrics;
import talkspurt.turn.Interruption;
import talkspurt.turn.KeyCollector;

/**
 * The dialogue of transcriber, agent and synthesizer: takes the caller's turns as our hearing cuts
 * them, and speaks what the agent answers. It holds no truth of its own but whose reply is in the
 * playback buffer.
 */
public final class CascadeDialogue implements Dialogue {

  private static final Logger LOG = LoggerFactory.getLogger(CascadeDialogue.class);
  private static final int NO_TURN = -1;

  /** In the playback buffer are words for a wait that belong to no turn yet. */
  private static final int IN_WAIT = -2;

  /** How often in one turn of the caller a reply is prepared before the turn is over. */
  private static final int MAX_SPECULATIONS = 3;

  private final Host host;
  private final Conversation.Surroundings around;
  private final Conversation.Pipeline pipeline;
  private final KeyCollector keys = new KeyCollector();
  private Profile profile;
  private Profile.Agent agent;

  /** The caller's turn that was taken last, or the greeting's 0. */
  private int turn;

  /** Whose speech is in the playback buffer. */
  private int speaking = NO_TURN;

  /** Whose speech was in the playback buffer last. */
  private int spoken = NO_TURN;

  private SpokenText heardBefore = SpokenText.NOTHING;
  private Optional<TurnInput> afterDrop = Optional.empty();
  private int silences;
  private final ToolExecutor tools;
  private final FillerWords fillers = new FillerWords();
  private Optional<Responder.Cut> cut = Optional.empty();
  private int playedMs;
  private int failures;
  private boolean news;
  private int failed = NO_TURN;
  private int turnTaken = NO_TURN;
  private Optional<Instruction.Listen> listening = Optional.empty();
  private Optional<PreemptiveReply> prepared = Optional.empty();
  private int speculations;

  /** The reply that is to be heard after the words for a wait. */
  private Optional<PlayoutOrder.Speak> next = Optional.empty();

  /** Words for a wait that the caller heard before the reply to this turn. */
  private SpokenText heardInWait = SpokenText.NOTHING;

  private Optional<CallPlan> plan = Optional.empty();
  private boolean soundsInWait;
  private boolean givesWay;
  private boolean wordsAwaited;
  private boolean callerSpeaks;
  private boolean apologised;
  private final TurnTimes times;
  private final MuteReplies mute = new MuteReplies();

  /** The reply that was granted last. */
  private Optional<PreemptiveReply> answering = Optional.empty();

  public CascadeDialogue(
      Host host, Conversation.Surroundings around, Conversation.Pipeline pipeline) {
    this.host = host;
    this.around = around;
    this.pipeline = pipeline;
    this.tools = new ToolExecutor(host, around.clock(), around.metrics());
    this.times = new TurnTimes(around.clock());
  }

  @Override
  public boolean serves(Profile.Pipeline pipeline) {
    return pipeline instanceof Profile.Agent;
  }

  @Override
  public void use(Profile wanted) {
    if (!(wanted.pipeline() instanceof Profile.Agent)) {
      throw new AssertionError(wanted.pipeline());
    }
    forget();
    profile = wanted;
    agent = (Profile.Agent) wanted.pipeline();
    keys.maxKeys(agent.maxKeys());
  }

  // ---- what the durable half wants

  @Override
  public void obey(Instruction instruction) {
    if (instruction instanceof Instruction.Greet greet) {
      greet(greet);
    } else if (instruction instanceof Instruction.Answer answer) {
      answer(answer);
    } else if (instruction instanceof Instruction.Listen listen) {
      plan = Optional.of(listen.plan());
      listening = Optional.of(listen);
      turn = Math.max(turn, listen.turn() - 1);
      spoken = Math.max(spoken, listen.turn() - 1);
    } else {
      throw new AssertionError(instruction);
    }
  }

  private void greet(Instruction.Greet greet) {
    plan = Optional.of(greet.plan());
    if (spoken == NO_TURN) {
      heardBefore = greet.heard();
      speak(0, speech(0).greeting(greet, waits(new ReplyTimes(around.clock()))));
    }
  }

  /** Answers a turn once; the answer to a turn that the caller has gone beyond is not wanted. */
  private void answer(Instruction.Answer answer) {
    plan = Optional.of(answer.plan());
    if (answer.turn() <= spoken || answer.turn() < turn) {
      return;
    }
    turn = answer.turn();
    heardBefore = answer.heard().empty() ? heardInWait : answer.heard();
    times.granted();
    if (turnTaken != turn) {
      times.quiet(); // an earlier line has taken the turn
    }
    TurnCommitted grant = new TurnCommitted(tools.of(answer, agent.tools()), patience());
    PreemptiveReply reply = prepared.filter(ready -> ready.to(answer)).orElseGet(() -> {
      forget();
      return prepare(answer, false);
    });
    prepared = Optional.empty();
    cut = Optional.empty();
    answering = Optional.of(reply);
    if (reply.ahead()) {
      around.metrics().speculated(true);
    }
    reply.granted().complete(grant);
    speak(turn, reply.speech());
  }

  private PreemptiveReply prepare(Instruction.Answer answer, boolean ahead) {
    CompletableFuture<TurnCommitted> granted = new CompletableFuture<>();
    ReplyTimes measured = new ReplyTimes(around.clock());
    Source<TtsPiece, NotUsed> reply = speech(answer.turn())
        .reply(host.callId().toString(), answer, cut, granted, ahead, waits(measured));
    return new PreemptiveReply(answer, granted, reply, measured, ahead);
  }

  /** Asks for a reply to a turn that is not in the journal yet, where that may be done. */
  private void askAhead(int ofTurn, TurnInput cue, boolean ahead) {
    listening.filter(known -> agent.askedAhead() && known.turn() == ofTurn).ifPresent(known -> {
      PreemptiveReply reply = prepare(PreemptiveReply.supposed(known, cue), ahead);
      prepared = Optional.of(reply);
      pipeline.orders().accept(new PlayoutOrder.Prepare(reply.speech()));
    });
  }

  /** What was prepared is thrown away unheard. */
  private void forget() {
    prepared.ifPresent(thrown -> {
      pipeline.orders().accept(new PlayoutOrder.Forget());
      if (thrown.ahead()) {
        around.metrics().speculated(false);
      }
    });
    prepared = Optional.empty();
  }

  /** The caller goes on: a reply to what was said so far is not wanted. */
  private void forgetGuess() {
    if (prepared.filter(guess -> guess.supposed().turn() > turn).isPresent()) {
      forget();
    }
  }

  private FillerHooks waits(ReplyTimes measured) {
    return new ReplyFillers(agent.filler(), fillers, measured, around.metrics());
  }

  private void speak(int ofTurn, Source<TtsPiece, NotUsed> speech) {
    PlayoutOrder.Speak order = new PlayoutOrder.Speak(ofTurn, speech);
    spoken = ofTurn;
    wordsAwaited = false;
    host.forget(new StillWaiting());
    if (speaking == IN_WAIT) {
      next = Optional.of(order);
      giveWay();
    } else {
      begin(order);
    }
  }

  /** Words for a wait that do not sound yet, perhaps never will, are not waited for. */
  private void giveWay() {
    if (!soundsInWait) {
      givesWay = true;
      pipeline.orders().accept(new PlayoutOrder.Drop());
    }
  }

  private void begin(PlayoutOrder.Speak order) {
    next = Optional.empty();
    heardInWait = SpokenText.NOTHING;
    speaking = order.turn();
    pipeline.orders().accept(order);
  }

  // ---- silence that lasts too long

  /** How long the caller may still be kept waiting without a word. */
  private Duration patience() {
    Duration left = agent.filler().after().minus(times.quietFor());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void waitFor(boolean words) {
    wordsAwaited = words;
    host.remind(new StillWaiting(), patience());
  }

  private void waitNoLonger() {
    wordsAwaited = false;
    host.forget(new StillWaiting());
  }

  private boolean replyAwaited() {
    return turnTaken == turn && spoken != turn;
  }

  /** Before a turn is in the journal its reply cannot fill the silence. */
  private void onStillWaiting() {
    if (speaking != NO_TURN || !wordsAwaited && !replyAwaited() || plan.isEmpty()) {
      return;
    }
    if (callerSpeaks) {
      host.remind(new StillWaiting(), agent.filler().after());
      return;
    }
    Optional<String> words = wordsForAWait();
    if (words.isPresent()) {
      around.metrics().filler(wordsAwaited ? "words" : "journal");
      sayInWait(speech(turn).wait(words.get(), plan.get()));
    } else if (!agent.filler().words().isEmpty() && replyAwaited() && !apologised) {
      apologised = true;
      around.metrics().providerFailed("journal", "UNREACHABLE");
      host.failed(
          Failure.Part.AGENT,
          turn,
          new ProviderFailure(
              Kind.UNREACHABLE, "journal", "the call did not take the turn in time"));
      sayInWait(speech(turn).apology(plan.get()));
    }
  }

  /** A call that does not take a turn may be on its way to another node, or its database away. */
  private Optional<String> wordsForAWait() {
    if (!replyAwaited()) {
      return fillers.next(agent.filler());
    }
    return times.sinceTaken().compareTo(around.settings().takenTimeout()) < 0
        ? fillers.again(agent.filler())
        : Optional.empty();
  }

  private void sayInWait(Source<TtsPiece, NotUsed> speech) {
    speaking = IN_WAIT;
    soundsInWait = false;
    givesWay = false;
    pipeline.orders().accept(new PlayoutOrder.Speak(wordsAwaited ? turn + 1 : turn, speech));
  }

  /** Words for a wait are no turn of the bot's: they count as the beginning of the next. */
  private void onPlayedInWait(PlayoutEvent event) {
    if (event instanceof PlayoutEvent.Started) {
      soundsInWait = true;
    } else if (event instanceof PlayoutEvent.Finished finished) {
      waitOver(finished.heard());
      if (apologised && next.isEmpty()) {
        LOG.error("call entity not responding: the line is released");
        host.letGo();
        return;
      }
      times.quiet();
      next.ifPresentOrElse(this::begin, () -> waitFor(wordsAwaited));
    } else if (event instanceof PlayoutEvent.Dropped dropped) {
      waitOver(dropped.heard());
      next.filter(reply -> givesWay).ifPresent(this::begin);
      afterDrop.ifPresent(this::takeTurn);
    }
  }

  private void waitOver(SpokenText words) {
    speaking = NO_TURN;
    heardInWait = heardInWait.then(words);
    if (turnTaken == turn && !words.empty() && (spoken != turn || next.isPresent())) {
      heardBefore = heardInWait;
      host.tell(new Fact.SegmentPlayed(turn, words));
    }
  }

  private ReplySpeech speech(int ofTurn) {
    ActorRef<ConversationMessage> self = host.self();
    return new ReplySpeech(
        agent,
        profile.language(),
        tool -> self.tell(new ToolWanted(ofTurn, tool)),
        failures(Failure.Part.AGENT, ofTurn),
        failures(Failure.Part.VOICE, ofTurn),
        () -> self.tell(new AgentFailed(ofTurn)));
  }

  private Failures failures(Failure.Part part, int ofTurn) {
    ActorRef<ConversationMessage> self = host.self();
    Metrics metrics = around.metrics();
    return (failure, madeGood) -> {
      if (!madeGood) {
        metrics.providerFailed(failure.provider(), failure.kind().name());
      }
      if (!madeGood && part == Failure.Part.VOICE) {
        self.tell(new VoiceFailed());
      }
      self.tell(new ServiceFailed(part, ofTurn, failure, madeGood));
    };
  }

  @Override
  public int turn() {
    return turn;
  }

  /** What is left to do ends with the line. */
  @Override
  public void close() {
    forget();
    waitNoLonger();
  }

  // ---- what happens on the line

  @Override
  public void on(OfDialogue message) {
    if (message instanceof Played played) {
      onPlayed(played.event());
    } else if (message instanceof Turned turned) {
      onTurned(turned.acted());
    } else if (message instanceof KeyPressed pressed) {
      onKey(pressed);
    } else if (message instanceof KeysPaused) {
      onKeys(keys.finish());
    } else if (message instanceof ToolWanted wanted) {
      tools.tell(wanted.turn(), wanted.tool());
    } else if (message instanceof ToolCalled called) {
      tools.on(called);
    } else if (message instanceof ToolOverdue overdue) {
      tools.on(overdue);
    } else if (message instanceof ToolReturned returned) {
      news |= tools.on(returned);
    } else if (message instanceof StillWaiting) {
      onStillWaiting();
    } else if (message instanceof AgentFailed bad) {
      onAgentFailed(bad.turn());
    } else if (message instanceof VoiceFailed) {
      mute.voiceFailed();
    } else {
      throw new AssertionError(message);
    }
  }

  private void onPlayed(PlayoutEvent event) {
    if (speaking == IN_WAIT) {
      onPlayedInWait(event);
    } else if (event instanceof PlayoutEvent.Started) {
      playedMs = 0;
    } else if (event instanceof PlayoutEvent.AnswerStarted) {
      onAnswered(event.turn());
    } else if (event instanceof PlayoutEvent.SegmentPlayed segment) {
      host.tell(new Fact.SegmentPlayed(event.turn(), segment.words()));
    } else if (event instanceof PlayoutEvent.Paused paused) {
      playedMs = paused.playedMs();
      host.tell(new Fact.Interrupted(event.turn(), paused.playedMs()));
    } else if (event instanceof PlayoutEvent.Resumed) {
      host.tell(new Fact.Kept(event.turn()));
    } else if (event instanceof PlayoutEvent.Dropped dropped) {
      speechOver(event.turn());
      brokenInto(event.turn(), heardBefore.then(dropped.heard()));
      host.tell(new Fact.Yielded(event.turn(), heardBefore.then(dropped.heard())));
      afterDrop.ifPresent(this::takeTurn);
    } else if (event instanceof PlayoutEvent.Finished finished) {
      speechOver(event.turn());
      failures = event.turn() == failed ? failures : 0;
      host.tell(new Fact.SpeechPlayed(event.turn(), heardBefore.then(finished.heard())));
      if (mute.over(!heardBefore.then(finished.heard()).empty())) {
        host.end(EndReason.VOICE_FAILED);
      }
      afterDrop.ifPresent(this::takeTurn);
    } else if (event instanceof PlayoutEvent.Reached reached) {
      playedMs = reached.replyMs();
    } else if (!tellsOnlyThePosition(event)) {
      throw new AssertionError(event);
    }
  }

  private static boolean tellsOnlyThePosition(PlayoutEvent event) {
    return event instanceof PlayoutEvent.SegmentStarted
        || event instanceof PlayoutEvent.MarkReached;
  }

  /** A greeting, and an answer to a turn of an earlier line, have kept nobody waiting. */
  private void onAnswered(int ofTurn) {
    if (ofTurn == turnTaken) {
      answering.ifPresent(this::tellTimes);
    }
  }

  private void tellTimes(PreemptiveReply reply) {
    ResponseTime waited = times.answered(reply.times());
    waited.nanos().forEach(around.metrics()::responded);
    LOG.info(
        "turn {} answered after {}{}", turnTaken, waited.text(), reply.ahead() ? ", ahead" : "");
  }

  private void brokenInto(int ofTurn, SpokenText heard) {
    Responder.Cut where = new Responder.Cut(heard.answer().text(), playedMs);
    cut = Optional.of(where);
    if (ofTurn > 0) {
      agent.responder().interrupted(host.callId().toString(), where);
    }
  }

  private void speechOver(int ofTurn) {
    if (speaking == ofTurn) {
      speaking = NO_TURN;
    }
  }

  private void onTurned(TurnOutcome.Acted acted) {
    switch (acted.action()) {
      case SPEECH_BEGAN, PAUSE -> {
        callerSpeaks = true;
        forgetGuess();
        waitNoLonger();
      }
      case TURN_LIKELY_OVER -> speculate(new TurnInput.Words(new SpokenText(acted.words())));
      case SPEECH_ENDED -> onSpeechEnded(acted.silentMs());
      case TURN_NOT_OVER -> {
        callerSpeaks = false;
        forgetGuess();
        waitNoLonger();
        next.filter(reply -> speaking == NO_TURN).ifPresent(this::begin);
      }
      case COMMIT_CALLER_TURN -> onTurnOver(acted);
      case CALLER_SILENT -> onCallerSilent();
      case YIELD -> {
        times.quiet();
        waitFor(wordsAwaited);
      }
      case KEEP -> {
        callerSpeaks = false;
        waitNoLonger();
      }
      case NONE -> {}
    }
  }

  private void speculate(TurnInput cue) {
    if (!idle() || prepared.filter(ready -> ready.to(cue)).isPresent()) {
      return;
    }
    forget();
    if (speculations < MAX_SPECULATIONS) {
      speculations++;
      askAhead(turn + 1, cue, true);
    }
  }

  private void onSpeechEnded(int silentMs) {
    callerSpeaks = false;
    times.speechEnded(silentMs);
    waitFor(true);
  }

  /** Words that were said over the bot may answer it without having ended by silence. */
  private void onTurnOver(TurnOutcome.Acted acted) {
    callerSpeaks = false;
    if (!wordsAwaited) {
      onSpeechEnded(acted.silentMs());
    }
    silences = 0;
    takeTurn(new TurnInput.Words(new SpokenText(acted.words())));
  }

  private void onCallerSilent() {
    if (idle()) {
      silences++;
      times.unprompted();
      takeTurn(new TurnInput.Silence(silences));
    }
  }

  private void onKey(KeyPressed pressed) {
    forgetGuess();
    waitNoLonger();
    host.remind(new KeysPaused(), around.settings().keyPause());
    onKeys(keys.press(pressed.key()));
  }

  private void onKeys(Optional<String> input) {
    input.ifPresent(pressed -> {
      host.forget(new KeysPaused());
      silences = 0;
      times.unprompted();
      takeTurn(new TurnInput.Keys(new Digits(pressed)));
    });
  }

  private boolean idle() {
    return host.settled() && speaking == NO_TURN && spoken == turn;
  }

  /**
   * The caller's turn is complete. What the bot was saying or about to say is settled first: the
   * durable half hears of turns one after the other; what must be heard to its end is waited for.
   */
  private void takeTurn(TurnInput cue) {
    if (speaking != NO_TURN && speaking != IN_WAIT) {
      forget();
      afterDrop = Optional.of(cue);
      if (profile.turns().interruption().by() != Interruption.By.NOTHING) {
        pipeline.orders().accept(new PlayoutOrder.Drop());
      }
      return;
    }
    afterDrop = Optional.empty();
    news = false;
    if (spoken != turn || next.isPresent()) {
      next = Optional.empty();
      forget();
      pipeline.orders().accept(new PlayoutOrder.Forget()); // it may have been granted, and wait
      host.tell(new Fact.Interrupted(turn, 0));
      host.tell(new Fact.Yielded(turn, heardBefore));
      heardInWait = SpokenText.NOTHING;
    }
    turn++;
    turnTaken = turn;
    times.taken();
    apologised = false;
    speculations = 0;
    heardBefore = heardInWait;
    host.tell(new Fact.TurnTaken(turn, cue));
    if (!heardInWait.empty()) {
      host.tell(new Fact.SegmentPlayed(turn, heardInWait));
    }
    if (prepared.filter(ready -> ready.to(cue)).isEmpty()) {
      forget();
      askAhead(turn, cue, false);
    }
    waitFor(false);
  }

  /** The apology is about to be said; after too many in a row it is the last word. */
  private void onAgentFailed(int ofTurn) {
    failures++;
    failed = ofTurn;
    agent
        .givingUp()
        .filter(giving -> failures >= giving.failures())
        .ifPresent(giving -> tools.tell(ofTurn, giving.then()));
  }

  @Override
  public void answered(CallRequest told, Optional<Refusal> refusal) {
    tools.answered(told, refusal);
    if (refusal.isPresent()
        && told instanceof CallRequest.Report report
        && report.fact() instanceof Fact.TurnTaken taken
        && taken.turn() == turn) {
      forget();
      turnTaken = NO_TURN;
      waitNoLonger();
    }
    tellNews();
  }

  /** A tool that had kept its reply waiting has returned: the caller need not ask for it. */
  private void tellNews() {
    if (news && idle()) {
      silences++;
      times.unprompted();
      takeTurn(new TurnInput.Silence(silences));
    }
  }

  @Override
  public boolean busy() {
    return tools.busy();
  }
}
